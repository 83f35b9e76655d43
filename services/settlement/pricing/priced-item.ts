import type { Day } from '#shared/calendar/day.ts'
import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { must } from '#shared/kernel/errors.ts'
import { runPartition } from '../correction/correction-result-item.ts'
import type { Key } from '../keys.ts'
import { ownKey } from '../keys.ts'
import type { Price } from './rules/price.ts'
import type { PricingRun } from './rules/pricing-run.ts'

/** The stored form of what a pricing came to: what its event tells, and the day it was asked for. */
type PricedItem = Key & Omit<PolicyChangePriced, 'city'> & { readonly city: string; readonly pricedOn: Day }

export const pricedChanges = defineRecord<PricedItem, Key>({ kind: 'policy-change-priced', key: ownKey })

/** Writes what a pricing came to as an item; one with a fault came to nothing. */
export const toPricedItem = (run: PricingRun, { fault, ...price }: Price): PricedItem => {
  const { runId: pricingId, title, city, scheme, year, holdsFrom, policyVersion, pricedOn } = run
  must(fault === undefined, 'pricing.faulty', 'a pricing that could not be done was to be recorded', {
    pricingId,
  })
  return {
    ...{ pk: runPartition(pricingId), sk: 'PRICED' },
    ...{ pricingId, title, city, scheme, year, holdsFrom, policyVersion, pricedOn },
    ...price,
  }
}
