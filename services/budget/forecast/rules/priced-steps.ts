import type { PolicyChangePriced } from '#shared/contracts/settlement.ts'
import { Exact } from '#shared/money/rate.ts'
import { pricedLines } from '../../drafting/rules/policy-pricing.ts'
import { poolOf } from '../../ledger/rules/chart.ts'
import type { Step } from './steps.ts'

/** A pricing as steps of the pooled lines it touches: what its year's claims would have cost, over what they did. */
export const pricedSteps = (pricing: PolicyChangePriced): Step[] =>
  pricedLines(pricing)
    .filter(({ line, old, new: proposed }) => poolOf(line) === 'pooled' && old > 0 && old !== proposed)
    .map(({ line, old, new: proposed }) => ({
      ...{ line, kind: 'pricing' as const, by: pricing.pricingId, title: pricing.title },
      ...{ from: pricing.holdsFrom, before: String(old), after: String(proposed) },
      factor: new Exact(proposed).div(old).toDecimalPlaces(6).toString(),
      cites: `${pricing.year}: ${pricing.changed} / ${pricing.claims}`,
    }))
