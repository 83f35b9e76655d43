import type { Day, FundYear } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { tellFinalYear } from '../accounts/final-year.ts'
import { costsOfYear } from '../cleared-cost/rules/cleared-cost.ts'
import { addCosts, costTotals } from '../cleared-cost/rules/cost-parts.ts'
import type { YearCleared } from '../cleared-cost/rules/year-cleared.ts'
import { costAdditions, listCosts, yearsCleared } from '../cleared-cost/store.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { clearingCosts } from './rules/clearing-costs.ts'
import type { LockedStatement } from './rules/statement.ts'
import { listClearings } from './store.ts'
import { yearEvidence } from './year-evidence.ts'

const summed = [
  'accepted',
  'suspended',
  'depositReturned',
  'depositForfeited',
  'ordered',
  'owedBack',
] as const

const sumsOf = (statements: readonly LockedStatement[]) =>
  Object.fromEntries(
    summed.map((name) => [name, sum(statements.map(({ cleared }) => cleared[name]))]),
  ) as Pick<YearCleared, (typeof summed)[number]>

/** What statements add that were locked before costs were kept beside the books; by the month they were booked in. */
const unkept = (year: FundYear, statements: readonly LockedStatement[]) => {
  const before = statements.filter(({ costs }) => costs === undefined)
  return [...Map.groupBy(before, ({ locked }) => monthOf(locked.on))].map(([bookedIn, some]) => ({
    year,
    bookedIn,
    costs: addCosts(...some.map(clearingCosts)),
  }))
}

/**
 * Records that a fund year is cleared, once, when no statement of it is open any more: what that adds to its income and
 * cost is then known. Nothing while one is disputed.
 */
export const recordClearedYear = async (
  store: Store,
  { fund, year, on }: { readonly fund: Fund; readonly year: FundYear; readonly on: Day },
): Promise<void> => {
  const statements = await Array.fromAsync(listClearings(store, fund, year))
  const locked = statements.filter((each): each is LockedStatement => each.state === 'locked')
  if (locked.length < statements.length) return
  const added = unkept(year, locked)
  const { later, ofEarlier } = costsOfYear([...(await listCosts(store, fund)), ...added], year)
  const [ofYear, others] = [costTotals(later, 'pooled'), costTotals(ofEarlier, 'pooled')]
  const cleared: YearCleared = {
    ...{ fund, year, clearedOn: on, statements: locked.length },
    income: fen(ofYear.income - others.income),
    expenditure: fen(ofYear.expenditure - others.expenditure),
    ...sumsOf(locked),
    lateIsTold: true,
    evidence: await yearEvidence(store, fund, year),
  }
  const additions = added.flatMap((each) => costAdditions(fund, each))
  await store.write([yearsCleared.create(cleared), ...additions])
  await tellFinalYear(store, fund, year)
}
