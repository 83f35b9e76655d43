import type { Employment } from '#shared/contracts/fields.ts'
import type { RunUnit } from '#shared/edge/run.ts'
import { completeUnit, isUnitDone } from '#shared/edge/run.ts'
import { issueBills } from '../adapters/bills.ts'
import { listCovered } from '../adapters/coverages.ts'
import type { CoveredPerson } from '../domain/coverage.ts'
import { flexibleBill } from '../domain/employer-bills.ts'
import type { IssuedBill } from '../domain/resident-bill.ts'
import { residentBill } from '../domain/resident-bill.ts'
import { employeeRates, monthDueOn, residentStandard } from '../domain/rules.ts'
import type { Effects } from '../effects.ts'
import type { BillingInput } from './start-billing.ts'

type Billing = Pick<Effects, 'store' | 'policy'>

/** Bills each person of some shards and completes the unit; a crash half-way leaves bills that the next try finds. */
const billShards = async (
  unit: RunUnit,
  employment: Employment,
  billOf: (person: CoveredPerson) => IssuedBill | undefined,
  { store }: Billing,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { city, shards } = unit.input as unknown as BillingInput
  const issued = await Promise.all(
    shards.map(async (shard) => {
      const bills: IssuedBill[] = []
      for await (const person of listCovered(store, { city, shard, employment })) {
        const bill = billOf(person)
        if (bill) bills.push(bill)
      }
      return issueBills(store, bills)
    }),
  )
  const bills = issued.reduce((sum, count) => sum + count, 0)
  // A rejection means that the same unit was completed at the same time, with the same bills.
  await store.write(completeUnit(unit, { bills }))
}

/** A city's flexible workers, for a month. */
export const billFlexible = (unit: RunUnit, effects: Billing): Promise<void> => {
  const { city, month, issuedOn } = unit.input as unknown as BillingInput
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
export const billResidents = (unit: RunUnit, effects: Billing): Promise<void> => {
  const { city, year, issuedOn } = unit.input as unknown as BillingInput
  const standard = residentStandard(effects.policy(), year, city)
  return billShards(unit, 'resident', (person) => residentBill(person, year, standard, issuedOn), effects)
}
