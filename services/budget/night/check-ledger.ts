import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { CheckResult } from '#shared/edge/runs/tell-violations.ts'
import { joinFindings } from '#shared/edge/runs/tell-violations.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { type Overdue, overdueOf, type Wait } from '#shared/kernel/wait.ts'
import {
  agreementsAreSignedByBoth,
  agreementsStayWithinLimits,
  agreementVersionsKept,
} from '../agreement/invariants.ts'
import type { UnproposedMonth } from '../city-settlement/unproposed-months.ts'
import type { MonthToRestate } from '../income/months-to-restate.ts'
import { startMonthsToRestate } from '../income/months-to-restate.ts'
import { fundPartition, journalPartition, periodPrefix, sealPartition } from '../keys.ts'
import { cashIsTheJournal, entriesBalance, periodsAreTheJournal } from '../ledger/invariants/books.ts'
import type { Books } from '../ledger/rules/fund.ts'
import type { ReachedLine } from '../planning/overruns.ts'
import { startReachedLines } from '../planning/overruns.ts'
import { sealedEntriesStand } from '../seals/invariants.ts'
import {
  warningPlansKeepTheirDay,
  warningsAreEscalated,
  warningsAreTheirLevels,
} from '../warning/invariants.ts'
import { checkCities } from './check-cities.ts'
import { checkTables } from './check-tables.ts'
import { agreementsOfCity, proposalsOfCity, recordsOfFund, warningsOfCity } from './fund-records.ts'
import { ofFund } from './invariants.ts'

/** What checking a fund's books found, and the years that it booked in. */
type FundCheck = CheckResult & { readonly years: readonly FundYear[] }

/** What may wait, and the day of the check. */
type Late = {
  readonly waits: readonly Wait[]
  /** Lines that are above their budgets for too long. */
  readonly overruns?: (reached: readonly ReachedLine[]) => readonly Overdue[]
  /** Months that nobody stated again for too long. */
  readonly toRestate?: (months: readonly MonthToRestate[]) => readonly Overdue[]
  /** Months that nobody proposed to settle between cities for too long. */
  readonly unproposed?: (months: readonly UnproposedMonth[]) => readonly Overdue[]
  readonly on: Day
}

type EntryVisitor = (entry: Stored) => void

/** A fund's periods and its money, as they are now. */
const itemsOf = (store: Store, fund: Books): Promise<Stored[]> =>
  Array.fromAsync(store.list({ pk: fundPartition(fund) }))

const isPeriod = ({ sk }: Stored): boolean => sk.startsWith(periodPrefix)

/** Shows a period's entries to all that look at them; judges the period itself when asked. */
const readPeriod = async (store: Store, fund: Books, period: Stored, see: EntryVisitor) => {
  const checks = [entriesBalance, periodsAreTheJournal].map((invariant) => invariant.start())
  for (const check of checks) check.see(period)
  const pk = journalPartition(fund, period.sk.slice(periodPrefix.length))
  for await (const entry of store.list({ pk })) {
    for (const check of checks) check.see(entry)
    see(entry)
  }
  return { period, judge: () => checks.map((check) => check.finish()) }
}

/**
 * Checks a fund's books. Every entry counts in its period's own transaction, so a period that did not move was read
 * whole. What the whole fund is judged by is shown everything that was read.
 */
const checkFund = async (
  store: Store,
  fund: Books,
  seeEntry: EntryVisitor,
  { waits, overruns, toRestate, on }: Late,
): Promise<FundCheck> => {
  const before = await itemsOf(store, fund)
  const cash = cashIsTheJournal.start()
  const whole = ofFund.map((invariant) => invariant.start())
  const lines = startReachedLines()
  const months = startMonthsToRestate()
  const see = (item: Stored) => {
    for (const check of [cash, lines, months, ...whole]) check.see(item)
  }
  before.forEach(see)
  const read: Awaited<ReturnType<typeof readPeriod>>[] = []
  for (const period of before.filter(isPeriod))
    read.push(
      await readPeriod(store, fund, period, (entry) => {
        see(entry)
        seeEntry(entry)
      }),
    )
  const years = yearsOf(before)
  const overdue: Overdue[] = before.flatMap((item) => overdueOf(item, waits, on))
  for await (const item of recordsOfFund(store, fund, years)) {
    see(item)
    overdue.push(...overdueOf(item, waits, on))
  }
  overdue.push(...(overruns?.(lines.finish()) ?? []), ...(toRestate?.(months.finish()) ?? []))
  const after = new Map((await itemsOf(store, fund)).filter(isPeriod).map((item) => [item.sk, item]))
  const still = read.filter(({ period }) => after.get(period.sk)?.entries === period.entries)
  const moving = after.size - still.length
  const looked = joinFindings([
    ...still.flatMap(({ judge }) => judge()),
    ...(moving === 0 ? [cash.finish()] : []),
    ...whole.map((check) => check.finish()),
  ])
  return { ...looked, moving, overdue, years }
}

/** The years that a fund booked in. */
const yearsOf = (items: readonly Stored[]): FundYear[] => [
  ...new Set(items.filter(isPeriod).map(({ sk }) => Number(sk.slice(periodPrefix.length).slice(0, 4)))),
]

/** The agreements of a city, and the proposals of all years, since one may wait for a year that has no books yet. */
const checkAgreements = async (
  store: Store,
  city: Books['city'],
  booked: readonly FundYear[],
  { waits, on }: Late,
): Promise<Pick<CheckResult, 'checked' | 'violations'> & { readonly overdue: readonly Overdue[] }> => {
  const checks = [agreementVersionsKept, agreementsAreSignedByBoth, agreementsStayWithinLimits].map(
    (invariant) => invariant.start(),
  )
  const proposals = await Array.fromAsync(proposalsOfCity(store, city))
  for (const item of proposals) for (const check of checks) check.see(item)
  const years = new Set([...booked, ...proposals.map(({ year }) => Number(year))])
  for await (const item of agreementsOfCity(store, city, [...years]))
    for (const check of checks) check.see(item)
  const found = joinFindings(checks.map((check) => check.finish()))
  return { ...found, overdue: proposals.flatMap((item) => overdueOf(item, waits, on)) }
}

/** What the city's funds were warned of, and what of it waits too long. */
const checkWarnings = async (
  store: Store,
  city: Books['city'],
  { waits, on }: Late,
): Promise<Pick<CheckResult, 'checked' | 'violations'> & { readonly overdue: readonly Overdue[] }> => {
  const checks = [warningsAreEscalated, warningsAreTheirLevels, warningPlansKeepTheirDay].map((invariant) =>
    invariant.start(),
  )
  const overdue: Overdue[] = []
  for await (const item of warningsOfCity(store, city)) {
    for (const check of checks) check.see(item)
    overdue.push(...overdueOf(item, waits, on))
  }
  return { ...joinFindings(checks.map((check) => check.finish())), overdue }
}

/**
 * Checks the books of a city's funds while others go on booking. They are checked against their journal, the chain that
 * seals it, what institutions are owed and paid by them, and their agreements. A period that is booked into meanwhile
 * is moving.
 */
export const checkLedger = async (
  store: Store,
  city: Books['city'],
  late: Late = { waits: [], on: '' },
): Promise<CheckResult> => {
  const chain = sealedEntriesStand.start()
  // The chain first: whatever it holds is in the journal that is read after it.
  for await (const item of store.list({ pk: sealPartition(city) })) chain.see(item)
  const funds: FundCheck[] = []
  for (const scheme of schemes) funds.push(await checkFund(store, { city, scheme }, chain.see, late))
  const years = [...new Set(funds.flatMap((fund) => fund.years))]
  const agreements = await checkAgreements(store, city, years, late)
  const warnings = await checkWarnings(store, city, late)
  const ofProvince =
    city === provinceCode ? [await checkCities(store, late.unproposed), await checkTables(store, late)] : []
  return joinFindings([...funds, chain.finish(), agreements, warnings, ...ofProvince])
}
