import type { Day, Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf, yearOf } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'
import { sum } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { givesBack, givesMonths, isPaidUp, totalDue } from '../bill/rules/bill.ts'
import { besideBillId, monthBillId, payerIdOf } from '../bill/rules/siblings.ts'
import { issueWrite, readBills } from '../bill/store.ts'
import type { CoveredPerson } from '../coverage/rules/coverage.ts'
import { isCoveredWithin, spellsOf } from '../coverage/rules/coverage.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { BilledMonth } from './rules/billed-year.ts'
import { monthAfter } from './rules/billed-year.ts'
import { backPayFeeFrom, largeSumInWork, monthDueOn } from './rules/billing-figures.ts'
import { largeSumBeside, largeSumTakenBack } from './rules/large-sum-bill.ts'
import type { LeftOut, Tally } from './rules/left-out.ts'
import { countLeftOut } from './rules/left-out.ts'
import { belongsToOn, monthBills } from './rules/month-bills.ts'
import type { Declared, MonthFigures } from './rules/month-charges.ts'
import { monthCharges } from './rules/month-charges.ts'
import type { MonthPayer } from './rules/month-payer.ts'
import type { StoredBilledYear } from './store.ts'
import { billedYears } from './store.ts'

/** A payer, and what they declared for a month. */
export type PayersMonth = { readonly payer: MonthPayer; readonly declared: readonly Declared[] }

/** The month that a run bills: the usual day of issue, and the day of what is made up for later. */
export type MonthOfRun = {
  readonly runId: string
  readonly month: Month
  readonly issuedOn: Day
  readonly suppliedOn: Day
  /** The day on which it is billed; absent where that is not kept. */
  readonly madeOn?: Day
  /** Who ordered it; absent where that was not kept. */
  readonly by?: string | undefined
  readonly figures: MonthFigures
}

/** What was issued to some payers by the run so far, this time and before, and who is left out. */
export type BilledMonths = Tally & { readonly rows: readonly LeftOut[] }

/** Bills of a payer's month asked for at once: few have more than one. */
const billsAtOnce = 4

/** All bills of each payer's month: their numbers have no gap. */
const issuedBills = async (
  payerIds: readonly string[],
  month: Month,
  store: Store,
): Promise<ReadonlyMap<string, readonly Bill[]>> => {
  const issued = new Map<string, readonly Bill[]>()
  let open = payerIds
  for (let from = 0; open.length > 0; from += from === 0 ? 1 : billsAtOnce) {
    const indexes = Array.from({ length: from === 0 ? 1 : billsAtOnce }, (_, index) => from + index)
    const ids = open.flatMap((payerId) => indexes.map((index) => monthBillId(payerId, month, index)))
    const found = await readBills(store, ids)
    const more: string[] = []
    for (const [place, payerId] of open.entries()) {
      const own = found.slice(place * indexes.length, (place + 1) * indexes.length)
      const bills = own.flatMap((each) => each?.bill ?? [])
      issued.set(payerId, [...(issued.get(payerId) ?? []), ...bills])
      if (bills.length === own.length) more.push(payerId)
    }
    open = more
  }
  return issued
}

/** The months of a payer's bills of the first releases, which no person's year holds: told by the bills themselves. */
const monthsOfBills = (bills: readonly Bill[], { rates }: MonthFigures): [string, BilledMonth][] =>
  bills.filter(givesMonths).flatMap((bill) =>
    bill.persons.map((line): [string, BilledMonth] => {
      const pooled = line.pooled ?? times(line.base ?? 0, rates.employerRate)
      return [line.personId, monthAfter(undefined, bill, { ...line, pooled })]
    }),
  )

/** Whether an issued bill of a payer names somebody whose year does not hold the month: it is of the first releases. */
const fromBills = (
  bills: readonly Bill[],
  years: ReadonlyMap<string, StoredBilledYear>,
  { month, figures }: MonthOfRun,
): [string, BilledMonth][] =>
  monthsOfBills(bills, figures).filter(([personId]) => years.get(personId)?.months[month] === undefined)

/** Whose part of a month is on a bill that is not paid in full. */
const unpaidOf = (bills: readonly Bill[]): Map<string, string> =>
  new Map(
    bills
      .filter((bill) => !givesBack(bill) && !isPaidUp(bill))
      .flatMap(({ billId, persons }) => persons.map(({ personId }) => [personId, billId] as const)),
  )

type Known = {
  readonly covered: Awaited<ReturnType<typeof readCoverages>>
  readonly years: ReadonlyMap<string, StoredBilledYear>
  readonly issued: ReadonlyMap<string, readonly Bill[]>
}

const readKnown = async (
  payers: readonly PayersMonth[],
  month: Month,
  { covered, store }: { readonly covered?: Known['covered'] | undefined; readonly store: Store },
): Promise<Known> => {
  const issued = await issuedBills(
    payers.map(({ payer }) => payer.id),
    month,
    store,
  )
  const listed = payers.flatMap(({ declared }) => declared.map(({ personId }) => personId))
  const billed = [...issued.values()].flatMap((bills) =>
    bills.flatMap(({ persons }) => persons.map(({ personId }) => personId)),
  )
  const personIds = [...new Set([...listed, ...billed])]
  const year = yearOf(month)
  const [persons, years] = await Promise.all([
    covered ?? readCoverages(store, personIds),
    billedYears.readMany(
      store,
      personIds.map((personId) => ({ personId, year })),
    ),
  ])
  return {
    covered: persons,
    years: new Map(years.flatMap((each) => (each ? [[each.personId, each] as const] : []))),
    issued,
  }
}

/** A month's bill with the premium of large-sum cover beside it: both are issued, or neither is. */
type Issue = { readonly bill: Bill; readonly beside: Bill | undefined }
type ToIssue = { readonly issues: readonly Issue[]; readonly rows: readonly LeftOut[] }

/** Whether the year's premium of the retired has a month of somebody, who goes on paying for months that they lack. */
const isRetiredIn = (person: CoveredPerson | undefined, month: Month): boolean =>
  person !== undefined &&
  spellsOf(person).some(
    (spell) => spell.employment === 'retired' && isCoveredWithin(spell, firstDayOf(month), lastDayOf(month)),
  )

const billsOfPayer = (
  { payer, declared }: PayersMonth,
  { covered, years, issued }: Known,
  run: MonthOfRun,
  policy: ReturnType<Effects['policy']>,
): ToIssue => {
  const { month, runId, by, figures, madeOn } = run
  const before = issued.get(payer.id) ?? []
  const issuedOn = before.length === 0 ? run.issuedOn : run.suppliedOn
  const named = new Set([
    ...declared.map(({ personId }) => personId),
    ...before.flatMap(({ persons }) => persons.map(({ personId }) => personId)),
  ])
  const billed = new Map([
    ...[...named].flatMap((personId): [string, BilledMonth][] => {
      const known = years.get(personId)?.months[month]
      return known ? [[personId, known]] : []
    }),
    ...fromBills(before, years, run),
  ])
  const belongsTo = belongsToOn(month, issuedOn)
  const { charges, leftOut } = monthCharges(
    declared,
    { covered, billed, unpaid: unpaidOf(before) },
    { payer, month, isBehind: belongsTo > month, by, figures },
  )
  const dueOn = monthDueOn(policy, belongsTo, payer.city)
  const feeFrom = backPayFeeFrom(policy, month, payer.city)
  const toBill = { month, issuedOn, madeOn, dueOn, feeFrom, runId, by }
  const premium = largeSumInWork(policy, month, payer.city)
  return {
    issues: monthBills(payer, charges, toBill, before.length).map((bill) => ({
      bill,
      beside: isRetiredIn(covered.get(payer.id), month)
        ? undefined
        : largeSumBeside(bill, payer.pays, premium),
    })),
    rows: leftOut,
  }
}

/** The same with the premiums that go back beside months that are taken back. */
const withPremiumsBack = async (issues: readonly Issue[], store: Store): Promise<readonly Issue[]> => {
  const back = issues.filter(({ bill }) => bill.charge === 'taken-back')
  if (back.length === 0) return issues
  const gave = new Set(back.flatMap(({ bill }) => bill.persons.flatMap(({ of }) => of ?? [])))
  const premiums = (await readBills(store, [...gave].map(besideBillId))).flatMap((each) => each?.bill ?? [])
  return issues.map((issue) =>
    back.includes(issue) ? { ...issue, beside: largeSumTakenBack(issue.bill, premiums) } : issue,
  )
}

/** The years of persons after some bills, each with the version it stands at. */
const yearsAfter = (
  bills: readonly Bill[],
  { years, issued }: Known,
  run: MonthOfRun,
): StoredBilledYear[] => {
  const { month, figures } = run
  return bills.flatMap((bill) => {
    const earlier = new Map(monthsOfBills(issued.get(payerIdOf(bill)) ?? [], figures))
    return bill.persons.map((line): StoredBilledYear => {
      const { personId } = line
      const known = years.get(personId) ?? { personId, year: yearOf(month), months: {}, version: 0 }
      const before = known.months[month] ?? earlier.get(personId)
      return { ...known, months: { ...known.months, [month]: monthAfter(before, bill, line) } }
    })
  })
}

const billsIn = (issues: readonly Issue[]): readonly Bill[] =>
  issues.flatMap(({ bill, beside }) => (beside ? [bill, beside] : [bill]))

/** Writes of one transaction: a bill goes with the months of its persons, so that no month is billed twice. */
const mostWrites = 96

const tallyOf = (bills: readonly Bill[], rows: readonly LeftOut[]): BilledMonths => ({
  bills: bills.length,
  // Whom a premium of large-sum cover names stand on the month's bill.
  persons: sum(bills.map(({ kind, persons }) => (kind === 'large-sum' ? 0 : persons.length))),
  amount: sum(bills.map(totalDue)),
  leftOut: countLeftOut(rows),
  rows,
})

/**
 * Issues what is still to be billed to some payers for a month: those never billed, those who joined since, and what
 * came out otherwise by a corrected wage or a rate known later. Asked again it adds what is missing and nothing else.
 */
export const billMonths = (
  payers: readonly PayersMonth[],
  run: MonthOfRun,
  { store, policy, covered }: Pick<Effects, 'store' | 'policy'> & { readonly covered?: Known['covered'] },
): Promise<BilledMonths> =>
  retryConflicts(async () => {
    const known = await readKnown(payers, run.month, { covered, store })
    const outcomes = payers.map((each) => billsOfPayer(each, known, run, policy()))
    const issues = await withPremiumsBack(
      outcomes.flatMap((outcome) => outcome.issues),
      store,
    )
    const groups = cutGreedily(issues, { weigh: ({ bill }) => 2 + bill.persons.length, limit: mostWrites })
    for (const group of groups) {
      const bills = group.map(({ bill }) => bill)
      const months = yearsAfter(bills, known, run).map((each) => billedYears.replace(each, each.version))
      const written = await store.write([...billsIn(group).map(issueWrite), ...months])
      if (written.status === 'rejected') return undefined
    }
    // What this run issued at an earlier try is its work too, and its persons are not left out.
    const own = [...known.issued.values()].flat().filter(({ runId }) => runId === run.runId)
    const beside = await readBills(
      store,
      own.map(({ billId }) => besideBillId(billId)),
    )
    const done = new Set(own.flatMap(({ persons }) => persons.map(({ personId }) => personId)))
    const rows = outcomes
      .flatMap((outcome) => outcome.rows)
      .filter(({ code, personId = '' }) => code !== 'already-billed' || !done.has(personId))
    const ownBeside = beside.flatMap((each) => each?.bill ?? [])
    return tallyOf([...own, ...ownBeside, ...billsIn(issues)], rows)
  })
