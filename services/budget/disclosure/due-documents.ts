import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { monthOf, monthsOf, yearOf } from '#shared/calendar/day.ts'
import type { Sheet } from '#shared/edge/files/sheet.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import { numberAt } from '#shared/policy/policy.ts'
import { gapShares } from '../adjustment-fund/store.ts'
import { institutionMonths } from '../claims/institution-months.ts'
import { listClearings } from '../clearing/store.ts'
import type { Effects } from '../effects.ts'
import { listIndicatorMonths } from '../indicator/store.ts'
import { fundPartition, gapSharePrefix, institutionMonthPartition, periodPrefix } from '../keys.ts'
import { readPeriods, readPeriodsAmong } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { lastPeriodOf } from '../ledger/rules/period.ts'
import type { FundPeriod } from '../ledger/rules/year-periods.ts'
import { settlementRunId } from '../monthly-settlement/start-settlement.ts'
import { allStatements } from '../monthly-settlement/statements.ts'
import { readPlan, readPlanVersion, readQuotas } from '../quota/store.ts'
import { adjustmentSheet, costSheet } from './fund-sheets.ts'
import type { Counted, Hidden } from './rules/few.ts'
import { hideFew, hideFewOfYear } from './rules/few.ts'
import type { CostDocument } from './rules/fund-documents.ts'
import { adjustmentDocument, costDocument } from './rules/fund-documents.ts'
import { hiddenCosts } from './rules/hidden-costs.ts'
import { yearsLookedAt } from './rules/looked-at.ts'
import {
  clearingDocument,
  clearingIsFinal,
  executionDocument,
  quotaDocument,
} from './rules/public-documents.ts'
import { adjustmentStamp, costStamp } from './rules/stamps.ts'
import { clearingSheet, executionSheet, quotaSheet } from './sheets.ts'
import type { PublicDocument } from './store.ts'

/** A document that is to be public: what it says, and how it is shown once the names are known. */
export type DueDocument = Pick<PublicDocument, 'document' | 'period' | 'digest' | 'stamp' | 'hidden'> & {
  readonly sheet: (names: ReadonlyMap<string, string>) => Sheet
}

type Needs = Pick<Effects, 'store' | 'policy'>
type Known = ReadonlyMap<string, PublicDocument>

/** Where what is known of a document stands, in what was published before. */
export const knownAs = ({ document, period }: Pick<PublicDocument, 'document' | 'period'>): string =>
  `${document} ${period}`

const isMonthPeriod = ({ period }: FundPeriod): boolean => Number(period.slice(5)) <= 12

type Counts = ReadonlyMap<string, Omit<Counted, 'key'>>

/** The claims of a month by institution, those less that were reversed, and whether they have amounts. */
const claimsOfMonth = async (store: Store, fund: Fund, month: Month): Promise<Counts> => {
  const counted = new Map<string, Omit<Counted, 'key'>>()
  for await (const { institution, claims = 0, reversals = 0, ...amounts } of institutionMonths.list(
    store,
    institutionMonthPartition(fund, month),
  )) {
    const before = counted.get(institution)
    const { controlled, others, account, recovered } = amounts
    const isMoved = [controlled, others, account, recovered].some((amount = 0) => amount !== 0)
    counted.set(institution, {
      claims: (before?.claims ?? 0) + claims - reversals,
      isMoved: isMoved || before?.isMoved === true,
    })
  }
  return counted
}

/** The rows of a table as they are counted; `moved` are those that have amounts of claims for any other reason. */
const countedIn = (
  institutions: readonly string[],
  counts: Counts,
  moved: ReadonlySet<string> = new Set(),
): Counted[] =>
  institutions.map((key) => {
    const { claims, isMoved } = counts.get(key) ?? { claims: 0 }
    return { key, claims, isMoved: isMoved === true || moved.has(key) }
  })

/** Figures of a settled month that follow from claims, of earlier months too: what was suspended comes free later. */
const figuresOfClaims = ['claimed', 'within', 'suspended', 'deposit', 'ordered'] as const

const hiddenRows = ({ rows, totals }: Hidden): number => rows.size + (totals ? 1 : 0)

/** Every version of the quotas of a year that was planned. */
async function* quotasDue(fund: Fund, year: FundYear, known: Known, { store }: Needs) {
  const latest = await readPlan(store, fund, year)
  for (let version = 1; version <= (latest?.version ?? 0); version += 1) {
    const name = { document: 'quotas' as const, period: `${year}-v${version}` }
    if (known.has(knownAs(name))) continue
    const plan = await readPlanVersion(store, fund, year, version)
    if (!plan) continue
    const document = quotaDocument(fund, plan, await readQuotas(store, fund, plan))
    yield {
      ...{ ...name, digest: fingerprint(document), stamp: '', hidden: 0 },
      sheet: (names: ReadonlyMap<string, string>) => quotaSheet(document, { names }),
    }
  }
}

/** The months whose settlement went through all institutions. */
async function* executionsDue(
  fund: Fund,
  months: readonly Month[],
  known: Known,
  { store, fewest }: Needs & { readonly fewest: number },
) {
  for (const month of months) {
    const name = { document: 'execution' as const, period: month }
    if (known.has(knownAs(name))) continue
    if ((await readRun(store, settlementRunId(fund, month)))?.status !== 'done') continue
    const statements = await allStatements(store, fund, month)
    if (statements.length === 0) continue
    const document = executionDocument(fund, month, statements)
    const institutions = statements.map(({ institution }) => institution)
    const moved = statements.filter((each) => figuresOfClaims.some((figure) => each[figure] !== 0))
    const counted = countedIn(
      institutions,
      await claimsOfMonth(store, fund, month),
      new Set(moved.map(({ institution }) => institution)),
    )
    const hidden = hideFew(counted, fewest)
    yield {
      ...{ ...name, digest: fingerprint(document), stamp: '', hidden: hiddenRows(hidden) },
      sheet: (names: ReadonlyMap<string, string>) => executionSheet(document, { names, hidden }),
    }
  }
}

/** A year that is cleared with the last institution. */
async function* clearingDue(
  fund: Fund,
  year: FundYear,
  known: Known,
  { store, fewest }: Needs & { readonly fewest: number },
) {
  const name = { document: 'clearing' as const, period: String(year) }
  if (known.has(knownAs(name))) return
  const statements = await Array.fromAsync(listClearings(store, fund, year))
  if (clearingIsFinal(statements).status === 'refused') return
  const document = clearingDocument(fund, year, statements)
  const institutions = statements.map(({ institution }) => institution)
  const months: Counted[][] = []
  for (const month of monthsOf(year))
    months.push(countedIn(institutions, await claimsOfMonth(store, fund, month)))
  const hidden = hideFewOfYear(months, fewest)
  yield {
    ...{ ...name, digest: fingerprint(document), stamp: '', hidden: hiddenRows(hidden) },
    sheet: (names: ReadonlyMap<string, string>) => clearingSheet(document, { names, hidden }),
  }
}

/** What the fund remitted and got, through each closed month. What it owed before takes all its periods, where one is due. */
async function* adjustmentsDue(
  fund: Fund,
  months: readonly Month[],
  { periods, known, store }: Needs & { readonly periods: readonly FundPeriod[]; readonly known: Known },
) {
  if (months.length === 0) return
  const shares = await Array.fromAsync(gapShares.list(store, fundPartition(fund), { prefix: gapSharePrefix }))
  let all: readonly FundPeriod[] | undefined
  for (const month of months) {
    const name = { document: 'adjustment' as const, period: month }
    const stamp = adjustmentStamp(month, periods, shares)
    if (known.get(knownAs(name))?.stamp === stamp) continue
    all ??= await readPeriods(store, fund, lastPeriodOf(months.at(-1) ?? month))
    const document = adjustmentDocument(fund, month, all, shares)
    yield {
      ...{ ...name, digest: fingerprint(document), stamp, hidden: 0 },
      sheet: () => adjustmentSheet(document),
    }
  }
}

/** What care cost through each closed month of a year, where its indicators are worked out. */
async function* costsDue(
  fund: Fund,
  months: readonly Month[],
  { known, store, fewest }: Needs & { readonly known: Known; readonly fewest: number },
) {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return
  const worked = await listIndicatorMonths(store, fund, { from: first, to: last })
  const closed = worked.filter(({ month }) => months.includes(month))
  const ofYear = closed.map(({ month, figures }) => costDocument(fund, month, figures))
  let hiddenOf: readonly Hidden[] | undefined
  for (const [index, each] of closed.entries()) {
    const document = ofYear[index] as CostDocument
    const name = { document: 'costs' as const, period: each.month }
    const stamp = costStamp(each)
    if (known.get(knownAs(name))?.stamp === stamp) continue
    // What is hidden of a month follows from the months up to it: one look at the year tells all of them.
    hiddenOf ??= hiddenCosts(ofYear, fewest)
    const hidden = hiddenOf[index] as Hidden
    yield {
      ...{ ...name, digest: fingerprint(document), stamp, hidden: hiddenRows(hidden) },
      sheet: () => costSheet(document, { hidden }),
    }
  }
}

/** The year of a fund's first period; undefined of one without books. */
const firstYearOf = async (store: Store, fund: Fund): Promise<FundYear | undefined> => {
  const { items } = await store.page({ pk: fundPartition(fund), prefix: periodPrefix, limit: 1 })
  const [first] = items
  return first && yearOf(first.sk.slice(periodPrefix.length))
}

/** The years of a fund in which a night looks for what is to be public. */
export const yearsDue = async (fund: Fund, on: Day, { store }: Needs): Promise<FundYear[]> =>
  yearsLookedAt(on, await firstYearOf(store, fund))

/**
 * What of a fund's year is to be public by a day and is not, or moved since: nothing that is not decided, settled or
 * closed.
 */
export async function* dueDocuments(
  { year, on, ...fund }: Fund & { readonly year: FundYear; readonly on: Day },
  known: Known,
  { store, policy }: Needs,
): AsyncGenerator<DueDocument> {
  const to = year < yearOf(on) ? `${year}-14` : monthOf(on)
  // A year to come has no books, though its quotas may be decided.
  const periods = year > yearOf(on) ? [] : await readPeriodsAmong(store, fund, { from: `${year}-01`, to })
  const closed = periods
    .filter((each) => isMonthPeriod(each) && each.closedOn !== null)
    .map(({ period }) => period as Month)
  const fewest = numberAt(policy(), 'disclosure.fewest_persons', { on, city: fund.city })
  const needs = { store, policy, fewest, known, periods }
  yield* quotasDue(fund, year, known, needs)
  yield* executionsDue(fund, closed, known, needs)
  if (periods.length > 0) yield* clearingDue(fund, year, known, needs)
  yield* adjustmentsDue(fund, closed, needs)
  yield* costsDue(fund, closed, needs)
}
