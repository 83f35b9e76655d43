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
import { lumpSumBillId } from '../lump-sum/rules/lump-sum.ts'
import { receiptId, receipts } from '../payment/store.ts'
import { trails } from '../payment/trail.ts'
import type { PersonLine } from './rules/person-line.ts'
import { inOrder, linesOn } from './rules/person-line.ts'

type Needs = Pick<Effects, 'store'>

/** Years looked at together for one in which something is billed. */
const yearsAtOnce = 10
/** Nobody buys months more often. */
const mostLumpSums = 4

type Years = { readonly person: CoveredPerson; readonly from: FundYear; readonly to: FundYear }

/** Under which ids somebody's bills stand: their own, and those of the numbers by which they were registered twice. */
const idsOf = ({ personId, alsoAs = [] }: CoveredPerson): string[] => [personId, ...alsoAs]

/** Bills whose ids a person and a year tell by themselves. */
const ofYear = (personId: string, year: FundYear): string[] => [
  residentBillId(personId, year),
  repairBillId(personId, year),
  largeSumBillId(personId, year),
]

/** The ids of a person's bills by year, as far as they are told by what is billed month by month. */
const monthBillsOf = async ({ person, from, to }: Years, { store }: Needs): Promise<string[]> => {
  const years = Array.from({ length: from - to + 1 }, (_, index) => from - index)
  const found = await billedYears.readMany(
    store,
    idsOf(person).flatMap((personId) => years.map((year) => ({ personId, year }))),
  )
  const months = found.flatMap((each) => Object.values(each?.months ?? {}))
  return months.flatMap(({ billId, corrections = [] }) => [billId, ...corrections])
}

/** The newest year of some in which a person has a bill; undefined where they have none. */
const newestYear = async (years: Years, effects: Needs): Promise<FundYear | undefined> => {
  const { person, from, to } = years
  const all = Array.from({ length: from - to + 1 }, (_, index) => from - index)
  const ids = idsOf(person)
  const named = ids.flatMap((personId) => all.flatMap((year) => ofYear(personId, year)))
  const bought = ids.flatMap((personId) => lumpSumsOf(personId))
  const [found, months] = await Promise.all([
    readBills(effects.store, [...named, ...bought, ...(person.heldBills ?? [])]),
    billedYears.readMany(
      effects.store,
      ids.flatMap((personId) => all.map((year) => ({ personId, year }))),
    ),
  ])
  const billed = [
    ...found.flatMap((each) => each?.bill.fundYear ?? []),
    ...months.flatMap((each) => (each && Object.keys(each.months).length > 0 ? each.year : [])),
  ].filter((year) => year <= from && year >= to)
  return billed.length === 0 ? undefined : Math.max(...billed)
}

const lumpSumsOf = (personId: string): string[] =>
  Array.from({ length: mostLumpSums }, (_, index) => lumpSumBillId(personId, index))

const differencesOf = (bill: Bill): string[] =>
  Array.from({ length: bill.corrected?.count ?? 0 }, (_, index) => differenceBillId(bill, index + 1))

/** All bills of a year on which a person stands. */
const billsOf = async (person: CoveredPerson, year: FundYear, effects: Needs): Promise<Bill[]> => {
  const months = await monthBillsOf({ person, from: year, to: year }, effects)
  const named = idsOf(person).flatMap((personId) => [...ofYear(personId, year), ...lumpSumsOf(personId)])
  const billIds = [...named, ...(person.heldBills ?? []), ...months, ...months.map(besideBillId)]
  const found = (await readBills(effects.store, [...new Set(billIds)])).flatMap((each) => each?.bill ?? [])
  const differences = await readBills(effects.store, found.flatMap(differencesOf))
  return [...found, ...differences.flatMap((each) => each?.bill ?? [])].filter(
    ({ fundYear }) => fundYear === year,
  )
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
    const to = Math.max(first, year - yearsAtOnce + 1)
    const found = await newestYear({ person, from: year, to }, effects)
    if (found === undefined) continue
    const lines = await linesIn(person, found, effects)
    return found > first ? { lines, next: found - 1 } : { lines }
  }
  return { lines: [] }
}
