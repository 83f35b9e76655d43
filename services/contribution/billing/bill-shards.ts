import type { Month } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import type { CoveredAs } from '../coverage/store.ts'
import { pageOfCovered } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { BilledMonths } from './bill-months.ts'
import { billMonths } from './bill-months.ts'
import { flexibleBases } from './flexible-bases.ts'
import { issueBills } from './issue-bills.ts'
import { keepLeftOut } from './keep-left-out.ts'
import { largeSumPremium, monthFigures, residentStandard } from './rules/billing-figures.ts'
import { chosenFor } from './rules/flexible-base.ts'
import { largeSumBill } from './rules/large-sum-bill.ts'
import type { Tally } from './rules/left-out.ts'
import { addTallies } from './rules/left-out.ts'
import type { Declared } from './rules/month-charges.ts'
import { residentBill } from './rules/resident-bill.ts'
import type { BillingInput } from './start-billing.ts'

type BillingEffects = Pick<Effects, 'store' | 'policy' | 'runs'>

/** Where a unit's walk is: the shards before it, the first from a cursor on; and what it came to so far. */
type ShardWalk = Pick<BillingInput, 'city' | 'shards'> & {
  readonly cursor?: string
  readonly parts?: number
} & Partial<Tally>

/** Persons looked at in one page, and about so many in one message: some seconds' work. */
const personsAPage = 500
const personsAMessage = 2000

/**
 * Bills each person of some shards. A walk too long for one message goes on in another of the same unit, and its end
 * completes the unit. A crash half-way leaves bills that the next try finds.
 */
const billShards = async (
  unit: RunUnit,
  employment: CoveredAs,
  bill: (persons: readonly CoveredPerson[]) => Promise<BilledMonths>,
  { store, runs }: BillingEffects,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const { cursor: from, ...begun } = inputOf<ShardWalk>(unit)
  const { city, bills = 0, persons = 0, amount = 0, leftOut = {} } = begun
  let { shards, parts = 0 } = begun
  let tally: Tally = { bills, persons, amount, leftOut }
  let cursor = from
  for (let looked = 0; shards[0] !== undefined && looked < personsAMessage; ) {
    const place = { limit: personsAPage, ...(cursor === undefined ? {} : { cursor }) }
    const page = await pageOfCovered(store, { city, shard: shards[0], employment }, place)
    const { rows, ...billed } = await bill(page.persons)
    tally = addTallies([tally, billed])
    parts = await keepLeftOut(unit, rows, { store, parts, all: false })
    looked += page.persons.length
    cursor = page.cursor
    if (cursor === undefined) shards = shards.slice(1)
  }
  if (shards.length > 0) {
    const input = { ...begun, ...tally, parts, shards, ...(cursor === undefined ? {} : { cursor }) }
    const { queue, queueUrl } = runs()
    return queueUnits(queue, queueUrl, [{ ...unit, input }])
  }
  // A rejection means that the same unit was completed at the same time, with the same bills.
  await store.write(completeUnit(unit, { ...tally, parts }))
}

/** What persons who pay for themselves chose for a month; who chose nothing is billed on the lowest base. */
const declaredBy = async (
  persons: readonly CoveredPerson[],
  month: Month,
  store: Store,
): Promise<readonly Declared[]> => {
  const found = await flexibleBases.readMany(
    store,
    persons.map(({ personId }) => ({ personId })),
  )
  return persons.map(({ personId }, index) => ({
    personId,
    monthlyWage: chosenFor(found[index]?.choices ?? [], month)?.base ?? 0,
  }))
}

/**
 * A city's persons of a kind who pay for themselves, for a month: each is billed alone, on the base that they chose, or the
 * lowest. Flexible workers do, and the retired who go on paying for the months that they lack (皖政办〔2024〕3号 一(二)).
 */
export const billAlone = (
  unit: RunUnit,
  who: 'flexible' | 'paying-on',
  effects: BillingEffects,
): Promise<void> => {
  const { city, month, issuedOn, suppliedOn = issuedOn } = inputOf<BillingInput>(unit)
  const { store, policy } = effects
  const run = { runId: unit.runId, month, issuedOn, suppliedOn, figures: monthFigures(policy(), month, city) }
  const bill = async (persons: readonly CoveredPerson[]) => {
    const declared = await declaredBy(persons, month, store)
    const payers = declared.map((each) => ({
      payer: { id: each.personId, city, pays: 'alone' as const },
      declared: [each],
    }))
    const covered = new Map(persons.map((person) => [person.personId, person]))
    return billMonths(payers, run, { store, policy, covered })
  }
  return billShards(unit, who, bill, effects)
}

/** A shard of a city's residents, for a year. */
export const billResidents = (unit: RunUnit, effects: BillingEffects): Promise<void> => {
  const { city, year, issuedOn } = inputOf<BillingInput>(unit)
  const standard = residentStandard(effects.policy(), year, city)
  const bill = (persons: readonly CoveredPerson[]) =>
    issueBills(
      {
        ...{ persons, year, runId: unit.runId },
        billOf: (person, pledge) => residentBill(person, year, standard, issuedOn, pledge),
      },
      effects,
    )
  return billShards(unit, 'resident', bill, effects)
}

/** A shard of a city's retired, for a year of large-sum cover. */
export const billRetired = (unit: RunUnit, effects: BillingEffects): Promise<void> => {
  const { city, year, issuedOn } = inputOf<BillingInput>(unit)
  const premium = largeSumPremium(effects.policy(), city)
  const bill = (persons: readonly CoveredPerson[]) =>
    issueBills(
      {
        ...{ persons, year, runId: unit.runId },
        billOf: (person) => largeSumBill(person, year, premium, issuedOn),
      },
      effects,
    )
  return billShards(unit, 'retired', bill, effects)
}
