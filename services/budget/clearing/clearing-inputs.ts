import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOf, monthsOf } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import type { AgreedTerms } from '../agreement/agreed-terms.ts'
import { readAgreedTerms, readFormerTerms } from '../agreement/agreed-terms.ts'
import { volumeGrowth } from '../assessment/rules/volume.ts'
import { readAssessments } from '../assessment/store.ts'
import { readGrowths } from '../assessment/volume-growths.ts'
import { readBasicElsewhere } from '../claims/care-elsewhere.ts'
import type { Effects } from '../effects.ts'
import { readInsured } from '../income/insured.ts'
import { isDecemberSettled } from '../ledger/december-settled.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { accruedBy, claimedBy, newStanding } from '../monthly-settlement/rules/standing.ts'
import { readStandings } from '../monthly-settlement/settlement-state.ts'
import { readGroupTableHeader } from '../payment-method/group-tables.ts'
import { listHeads } from '../payment-method/package-heads.ts'
import { tablesOf } from '../payment-method/points-tables.ts'
import { headsPaid } from '../payment-method/rules/package-heads.ts'
import { readPlan, readQuotas } from '../quota/store.ts'
import { refuse } from '../refusals.ts'
import { isBeingCleared } from '../total-control/clearing-run.ts'
import { readAdvances } from '../working-capital/store.ts'
import type { UsualClearing } from './clearing-terms.ts'
import { boundsFor, usualClearing } from './clearing-terms.ts'
import type { YearToClear } from './propose-unit.ts'
import type { InstitutionYear, Pool, PoolFacts } from './rules/pools.ts'
import { careYears, dividePools, listsOf } from './rules/pools.ts'
import { quotaParts } from './rules/quota-parts.ts'

export type YearOn = { readonly fund: Fund; readonly year: FundYear; readonly on: Day }
const byItem = { inpatient: { kind: 'by-item' }, outpatient: { kind: 'by-item' } } as const

/** Everything that a fund's year is cleared on. */
const readYear = async (store: Store, fund: Fund, year: FundYear) => {
  const plan = await readPlan(store, fund, year)
  const [standings, quotas, terms, assessments, before, growths, advances] = await Promise.all([
    readStandings(store, fund, year),
    plan ? readQuotas(store, fund, plan) : [],
    readAgreedTerms(store, fund, year),
    readAssessments(store, fund, year),
    readAssessments(store, fund, year - 1),
    readGrowths(store, fund, year),
    readAdvances(store, fund, year),
  ])
  // Whoever was lent money but never settled with has a year too: it owes the money back.
  const settledWith = new Set(standings.map(({ institution }) => institution))
  const lentOnly = [...advances.keys()].filter((institution) => !settledWith.has(institution))
  const without = lentOnly.map((institution) => newStanding(institution, year, `${year}-12`))
  return {
    terms,
    standings: [...standings, ...without].sort((a, b) => (a.institution < b.institution ? -1 : 1)),
    lentOnly: new Set(lentOnly),
    quotas: new Map(quotas.map((quota) => [quota.institution, quota])),
    assessments,
    before,
    growths,
    advances,
  }
}
type ReadYear = Awaited<ReturnType<typeof readYear>>

type TermsByInstitution = ReadonlyMap<string, AgreedTerms>

/** The first institution that was settled with and not assessed. */
const notAssessed = ({ standings, assessments, lentOnly }: ReadYear): string | undefined =>
  standings.find(({ institution }) => !assessments.has(institution) && !lentOnly.has(institution))
    ?.institution

/** For how many months an institution is paid by head: until its agreement was withdrawn from. */
const monthsByHead = (agreed: AgreedTerms | undefined, year: FundYear): number =>
  monthsOf(year).filter(
    (month) => agreed?.withdrawn === undefined || agreed.withdrawn.from > lastDayOf(month),
  ).length

const noDeductions = { inpatient: 0, outpatient: 0 }

const institutionYears = (
  read: ReadYear,
  agreed: TermsByInstitution,
  usual: UsualClearing,
): InstitutionYear[] =>
  read.standings.map((standing) => {
    const { institution } = standing
    const { quotas, lentOnly } = read
    const agreement = agreed.get(institution)
    const assessment = read.assessments.get(institution)
    const accrued = accruedBy(standing)
    const quota = lentOnly.has(institution) ? undefined : quotas.get(institution)
    return {
      institution,
      methods: (lentOnly.has(institution) ? undefined : agreement?.methods) ?? byItem,
      bounds: boundsFor(agreement, usual),
      accrued,
      claimed: claimedBy(standing),
      quota: quota ? quotaParts(quota, accrued) : null,
      points: assessment?.points ?? { inpatient: 0, outpatient: 0 },
      deductions: assessment?.deductions ?? noDeductions,
      monthsByHead: monthsByHead(agreement, standing.year),
    }
  })

/**
 * What was agreed with each institution as it was assessed. Amendments in between need another assessment before the
 * clearing begins; once it has begun, it goes on by what it began with.
 */
const termsAsAssessed = async (
  { fund, year }: YearOn,
  { terms, assessments }: ReadYear,
  store: Store,
): Promise<Decision<TermsByInstitution>> => {
  const isStarted = await isBeingCleared(store, fund, year)
  const agreed = new Map(terms.map((each) => [each.institution, each]))
  for (const { institution, agreementVersion: version } of assessments.values()) {
    if (version === (agreed.get(institution)?.version ?? 0)) continue
    if (!isStarted) return refuse('clearing.agreement-changed', { figures: { institution } })
    const former = await readFormerTerms(store, fund, year, { institution, version })
    if (former) agreed.set(institution, former)
    else agreed.delete(institution)
  }
  return accept(agreed)
}

const yearsToClear = (
  read: ReadYear,
  agreed: TermsByInstitution,
  years: readonly InstitutionYear[],
  pools: readonly Pool[],
  facts: PoolFacts,
) =>
  years.map((year, index): YearToClear => {
    const { institution } = year
    const standing = read.standings[index]
    const assessment = read.assessments.get(institution)
    const counted = assessment ? volumeGrowth(assessment.figures, read.before.get(institution)?.figures) : '0'
    return {
      institution,
      agreementVersion: agreed.get(institution)?.version ?? 0,
      care: careYears(year, pools, facts),
      within: standing?.within ?? 0,
      suspended: standing?.suspended ?? 0,
      deposits: standing?.deposits ?? 0,
      advance: read.advances.get(institution) ?? 0,
      recovered: standing?.recovered ?? 0,
      growth: read.growths.get(institution) ?? counted,
      score: assessment?.score ?? '0',
      adjustment: 0,
    }
  })

/** What pools are divided by: what a point was paid with, and the heads that somebody recorded and another approved. */
const poolFacts = async (
  store: Store,
  { fund, year }: YearOn,
  years: readonly InstitutionYear[],
): Promise<Decision<PoolFacts>> => {
  const tables = tablesOf(years.flatMap(({ methods }) => [methods.inpatient, methods.outpatient]))
  const headers = await Promise.all(tables.map((table) => readGroupTableHeader(store, table)))
  const prepaid = new Map(tables.map((table, index) => [table, headers[index]?.prepaidPerPoint]))
  const counted = await readInsured(store, fund, year)
  const lists = await listHeads(store, fund, year)
  const heads = headsPaid(lists, counted)
  const missing = listsOf(years).find((list) => heads.get(list) === undefined)
  if (missing !== undefined) return refuse('clearing.heads-unknown', { figures: { list: missing } })
  const away = await readBasicElsewhere(store, fund, year)
  return accept({
    away,
    prepaidPerPoint: (table) => {
      const found = prepaid.get(table)
      must(found !== undefined, 'payment.no-group-table', `table ${table} is not published`, { table })
      return found
    },
    headsOf: (list) => heads.get(list),
  })
}

/** All that a fund's year is cleared on, as it is recorded. */
export type ClearingInputs = YearOn & {
  readonly read: ReadYear
  /** What was agreed with each institution as it was assessed. */
  readonly agreed: TermsByInstitution
  readonly facts: PoolFacts
}

/**
 * Reads all that a fund's year is cleared on. Refused before December is settled, every institution assessed by its
 * agreement, and the heads of every list approved.
 */
export const readClearingInputs = async (
  command: YearOn,
  { store, policy }: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<ClearingInputs>> => {
  const { fund, year, on } = command
  if (!(await isDecemberSettled(store, fund, year)))
    return refuse('clearing.months-open', { figures: { year } })
  const read = await readYear(store, fund, year)
  const agreed = await termsAsAssessed(command, read, store)
  if (agreed.status === 'refused') return agreed
  const missing = notAssessed(read)
  if (missing !== undefined) return refuse('clearing.not-assessed', { figures: { institution: missing } })
  const years = institutionYears(read, agreed.value, usualClearing(policy(), fund, year))
  const facts = await poolFacts(store, command, years)
  if (facts.status === 'refused') return facts
  return accept({ ...{ fund, year, on }, read, agreed: agreed.value, facts: facts.value })
}

/** What a year's clearing comes to before anything of it is written down. */
export type PreparedClearing = {
  readonly years: readonly YearToClear[]
  readonly pools: readonly Pool[]
}

/** Divides what is shared by points and packages, and puts each institution's year together. Pure. */
export const clearingFrom = (
  { read, agreed, facts }: ClearingInputs,
  usual: UsualClearing,
): PreparedClearing => {
  const years = institutionYears(read, agreed, usual)
  const pools = dividePools(years, facts)
  return { years: yearsToClear(read, agreed, years, pools, facts), pools }
}

/**
 * Reads a fund's year and divides what is shared by points and packages. Nothing is written. Refused where the year cannot be
 * cleared yet.
 */
export const prepareClearing = async (
  command: YearOn,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<PreparedClearing>> => {
  const inputs = await readClearingInputs(command, effects)
  if (inputs.status === 'refused') return inputs
  return accept(clearingFrom(inputs.value, usualClearing(effects.policy(), command.fund, command.year)))
}
