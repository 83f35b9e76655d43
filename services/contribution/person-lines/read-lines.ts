import type { FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { repairBillId, residentBillId } from '../bill/rules/bill.ts'
import { besideBillId, differenceBillId } from '../bill/rules/siblings.ts'
import { readBills } from '../bill/store.ts'
import { largeSumBillId } from '../billing/rules/large-sum-bill.ts'
import { billedYears } from '../billing/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import { spellsOf } from '../coverage/rules/coverage.ts'
import type { Effects } from '../effects.ts'
import { lumpSumBills } from '../lump-sum/bought.ts'
import { receiptId, receipts } from '../payment/store.ts'
import { trails } from '../payment/trail.ts'
import type { PersonLine } from './rules/person-line.ts'
import { inOrder, linesOn } from './rules/person-line.ts'

type Needs = Pick<Effects, 'store'>

/** Years looked at together for one in which something is billed. */
const yearsAtOnce = 10

/** Under which ids somebody's bills stand: their own, and those of the numbers by which they were registered twice. */
const idsOf = ({ personId, alsoAs = [] }: CoveredPerson): string[] => [personId, ...alsoAs]

/** Bills that a person has by their number alone: those whose ids a year tells, and those that they hold since records were parted. */
const ownBillIds = (person: CoveredPerson, years: readonly FundYear[]): string[] => [
  ...idsOf(person).flatMap((personId) =>
    years.flatMap((year) => [
      residentBillId(personId, year),
      repairBillId(personId, year),
      largeSumBillId(personId, year),
    ]),
  ),
  ...(person.heldBills ?? []),
]

/** What of a person is billed month by month in some years. */
const billedIn = async (person: CoveredPerson, years: readonly FundYear[], { store }: Needs) => {
  const ofPersons = idsOf(person).flatMap((personId) => years.map((year) => ({ personId, year })))
  const found = await billedYears.readMany(store, ofPersons)
  return found.flatMap((each) => (each && Object.keys(each.months).length > 0 ? [each] : []))
}

const lumpSumsOf = async (person: CoveredPerson, { store }: Needs): Promise<Bill[]> => {
  const ofEach = idsOf(person).map((personId) => Array.fromAsync(lumpSumBills(store, personId)))
  return (await Promise.all(ofEach)).flat().map(({ bill }) => bill)
}

const billsNamed = async (billIds: readonly string[], { store }: Needs): Promise<Bill[]> =>
  (await readBills(store, [...new Set(billIds)])).flatMap((each) => each?.bill ?? [])

/** The newest of some years in which a person has a bill; undefined where they have none. */
const newestYear = async (
  person: CoveredPerson,
  years: readonly FundYear[],
  effects: Needs,
): Promise<FundYear | undefined> => {
  const [own, bought, monthly] = await Promise.all([
    billsNamed(ownBillIds(person, years), effects),
    lumpSumsOf(person, effects),
    billedIn(person, years, effects),
  ])
  const billed = new Set([
    ...[...own, ...bought].map(({ fundYear }) => fundYear),
    ...monthly.map(({ year }) => year),
  ])
  return years.find((year) => billed.has(year))
}

const differencesOf = (bill: Bill): string[] =>
  Array.from({ length: bill.corrected?.count ?? 0 }, (_, index) => differenceBillId(bill, index + 1))

/** All bills of a year on which a person stands. */
const billsOf = async (person: CoveredPerson, year: FundYear, effects: Needs): Promise<Bill[]> => {
  const monthly = await billedIn(person, [year], effects)
  const months = monthly.flatMap((each) =>
    Object.values(each.months).flatMap(({ billId, corrections = [] }) => [billId, ...corrections]),
  )
  const named = [...ownBillIds(person, [year]), ...months, ...months.map(besideBillId)]
  const [found, bought] = await Promise.all([billsNamed(named, effects), lumpSumsOf(person, effects)])
  const differences = await billsNamed(found.flatMap(differencesOf), effects)
  return [...found, ...bought, ...differences].filter(({ fundYear }) => fundYear === year)
}

/** The lines of a person in a year, each with the money on it and the trail of that. */
const linesIn = async (person: CoveredPerson, year: FundYear, effects: Needs): Promise<PersonLine[]> => {
  const { store } = effects
  const bills = await billsOf(person, year, effects)
  const paymentIds = [...new Set(bills.flatMap(({ paymentIds: of = [] }) => of))]
  const lines: PersonLine[] = []
  const [paid, told] = await Promise.all([
    receipts.readMany(store, paymentIds.map(receiptId)),
    trails.readMany(
      store,
      paymentIds.map((paymentId) => ({ paymentId })),
    ),
  ])
  const known = new Map(
    paid.flatMap((each) => (each ? [[each.receipt.paymentId, each.receipt] as const] : [])),
  )
  const papers = new Map(told.flatMap((each) => (each ? [[each.paymentId, each.trail] as const] : [])))
  for (const bill of bills) {
    const own = (bill.paymentIds ?? []).flatMap((paymentId) => known.get(paymentId) ?? [])
    for (const personId of new Set([...idsOf(person), ...heldAs(person, bill)]))
      lines.push(...linesOn(bill, personId, { receipts: own, trails: papers }))
  }
  return inOrder(lines)
}

/** Another name on a bill that was paid for this person: they were one record. */
const heldAs = ({ heldBills = [], partedFrom = [] }: CoveredPerson, { billId }: Bill): readonly string[] =>
  heldBills.includes(billId) ? partedFrom : []

/** The cities that have covered somebody, as far as is known. */
export const citiesOf = (person: CoveredPerson): string[] => [
  ...new Set(spellsOf(person).map(({ city }) => city)),
]

/**
 * The lines of a person in the newest year that has any, from a year back; `next` is the year to go on from. Years without a
 * bill are passed over together, ten by two reads, so that a page costs what it shows.
 */
export const readLines = async (
  person: CoveredPerson,
  from: FundYear,
  effects: Needs,
): Promise<{ readonly lines: readonly PersonLine[]; readonly next?: FundYear }> => {
  const first = yearOf(person.birthOn)
  for (let year = from; year >= first; year -= yearsAtOnce) {
    const together = Array.from(
      { length: Math.min(yearsAtOnce, year - first + 1) },
      (_, index) => year - index,
    )
    const found = await newestYear(person, together, effects)
    if (found === undefined) continue
    const lines = await linesIn(person, found, effects)
    return found > first ? { lines, next: found - 1 } : { lines }
  }
  return { lines: [] }
}
