import type { Employment } from '#shared/contracts/fields.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import { pageOfCovered } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { issueBills } from './issue-bills.ts'
import { employeeRates, monthDueOn, residentStandard } from './rules/billing-figures.ts'
import { flexibleBill } from './rules/employer-bills.ts'
import type { IssuedBill } from './rules/resident-bill.ts'
import { residentBill } from './rules/resident-bill.ts'
import type { BillingInput } from './start-billing.ts'

type BillingEffects = Pick<Effects, 'store' | 'policy' | 'runs'>

/** Where a unit's walk is: the shards before it, the first from a cursor on; and how many bills it issued so far. */
type ShardWalk = Pick<BillingInput, 'city' | 'shards'> & { readonly cursor?: string; readonly bills?: number }

/** Persons looked at in one page, and about so many in one message: some seconds' work. */
const personsAPage = 500
const personsAMessage = 2000

/**
 * Bills each person of some shards. A walk too long for one message goes on in another of the same unit, and its end
 * completes the unit. A crash half-way leaves bills that the next try finds.
 */
const billShards = async (
  unit: RunUnit,
  employment: Employment,
  billOf: (person: CoveredPerson) => IssuedBill | undefined,
  { store, runs }: BillingEffects,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { cursor: from, ...begun } = inputOf<ShardWalk>(unit)
  const { city } = begun
  let { shards, bills = 0 } = begun
  let cursor = from
  for (let looked = 0; shards[0] !== undefined && looked < personsAMessage; ) {
    const place = { limit: personsAPage, ...(cursor === undefined ? {} : { cursor }) }
    const page = await pageOfCovered(store, { city, shard: shards[0], employment }, place)
    bills += await issueBills(
      page.persons.flatMap((person) => billOf(person) ?? []),
      { store },
    )
    looked += page.persons.length
    cursor = page.cursor
    if (cursor === undefined) shards = shards.slice(1)
  }
  if (shards.length > 0) {
    const input = { ...begun, shards, bills, ...(cursor === undefined ? {} : { cursor }) }
    const { queue, queueUrl } = runs()
    return queueUnits(queue, queueUrl, [{ ...unit, input }])
  }
  // A rejection means that the same unit was completed at the same time, with the same bills.
  await store.write(completeUnit(unit, { bills }))
}

/** A city's flexible workers, for a month. */
export const billFlexible = (unit: RunUnit, effects: BillingEffects): Promise<void> => {
  const { city, month, issuedOn } = inputOf<BillingInput>(unit)
  const policy = effects.policy()
  const rates = employeeRates(policy, month, city)
  const period = { month, issuedOn, dueOn: monthDueOn(policy, month) }
  const billOf = (person: CoveredPerson) => {
    const bill = flexibleBill(person, rates, period)
    return bill && { bill }
  }
  return billShards(unit, 'flexible', billOf, effects)
}

/** A shard of a city's residents, for a year. */
export const billResidents = (unit: RunUnit, effects: BillingEffects): Promise<void> => {
  const { city, year, issuedOn } = inputOf<BillingInput>(unit)
  const standard = residentStandard(effects.policy(), year, city)
  return billShards(unit, 'resident', (person) => residentBill(person, year, standard, issuedOn), effects)
}
