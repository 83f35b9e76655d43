import * as z from 'zod'
import type { FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear } from '#shared/calendar/day.ts'
import type { AssessmentRule, GapRule } from '#shared/gap/gap.ts'
import { assessmentRule, gapRule } from '#shared/gap/gap.ts'
import type { OwnBalanceRule } from '#shared/gap/own-balance.ts'
import { ownBalanceRule } from '#shared/gap/own-balance.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { hasValueOn, ratioAt, tableAt, valueAt } from '#shared/policy/policy.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import type { LineFigure } from '../../ledger/rules/figure-lines.ts'
import { figureLines, schemeOfFigure } from '../../ledger/rules/figure-lines.ts'
import { refuse } from '../../refusals.ts'
import type { LawFigure, OfCityYear, Triable } from './tried-law.ts'
import { withFigures } from './tried-law.ts'

/** Figures that no line follows: what the adjustment fund takes of a year's collection, and what it bears of a gap. */
export const sharingFigures = [
  'adjustment_fund.levy.rate',
  'adjustment_fund.gap.fund_share',
  'adjustment_fund.gap.city_cap',
] as const
/** The figures of the law that a what-if of a fund may change. */
export type FundFigure = LineFigure | (typeof sharingFigures)[number]
export const fundFigures = [...Object.keys(figureLines), ...sharingFigures] as FundFigure[]

const isSharing = (figure: FundFigure): boolean => sharingFigures.some((each) => each === figure)

/** Another world: more or fewer heads, more of them retired, an epidemic, other prices. Decimals, as text. */
export type OtherWorld = {
  /** By how much heads are multiplied: of who pays (working, or residents), and of the retired. */
  readonly heads?: { readonly paying?: string | undefined; readonly retired?: string | undefined } | undefined
  /** So many months in which stays cost so much more, as a share. */
  readonly epidemic?: { readonly months: number; readonly more: string } | undefined
  readonly prices?: readonly { readonly line: BudgetLine; readonly factor: string }[] | undefined
}

/** The lines on which care is paid. */
export const careLines = [
  'inpatient',
  'outpatient',
  'chronic-special',
] as const satisfies readonly BudgetLine[]

/** What is tried: other figures of the law, or another world, or both. */
export type FundVariant = OtherWorld & {
  readonly title: string
  readonly figures?: readonly { readonly figure: FundFigure; readonly becomes: string }[] | undefined
  /** Figures inside the rules of gaps: bands, shares by band, what counts of a gap. */
  readonly rules?: readonly LawFigure[] | undefined
  /**
   * What another law or world costs the pool of a city more (negative: less), as a what-if on its claims told it. It is all
   * that moves these lines: whom there are, an epidemic and prices are in it.
   */
  readonly spending?: readonly Spending[] | undefined
}

type Spending = {
  /** Whose fund; absent: the one that is tried. */
  readonly city?: string | undefined
  readonly line: (typeof careLines)[number]
  readonly more: Fen
}

/** A variant as it is for a city's fund: with what claims told of that city. */
export const ofCity = (variant: FundVariant, city: string): FundVariant =>
  variant.spending === undefined
    ? variant
    : { ...variant, spending: variant.spending.filter((each) => (each.city ?? city) === city) }

const ratio = z.union([z.number(), z.string()]).refine((value) => Number(value) >= 0, 'not a ratio')

/** The rules that a fund's year is judged by. */
export const triableOfFunds: Triable = {
  readers: {
    'adjustment_fund.gap.rule.employee': gapRule,
    'adjustment_fund.gap.rule.resident': gapRule,
    'adjustment_fund.gap.own_balance.employee': ownBalanceRule,
    'adjustment_fund.gap.own_balance.resident': ownBalanceRule,
    'adjustment_fund.assessment': assessmentRule,
    'budget.what_if.cost_of_retired': ratio,
  },
}

/** The law with a variant's rules, for a city's fund. */
export const policyOfFund = (policy: Policy, { rules = [] }: FundVariant, of: OfCityYear): Decision<Policy> =>
  withFigures(policy, rules, of, triableOfFunds)

/** What a fund's year is judged by: the law in force, or a variant of it. */
export type FundLaw = {
  readonly levyRate: string
  readonly gap: GapRule
  readonly ownBalance: OwnBalanceRule
  readonly assessment: AssessmentRule
  readonly cityCap: string
  /** What a retired person costs, of what one who works costs. */
  readonly costOfRetired: string
}

const momentOf = (year: FundYear, city: string) => ({ on: lastDayOfYear(year), city })

/** The rate at which a year's collection is levied in the next: nothing for a scheme that is not levied yet. */
const levyRateAt = (policy: Policy, scheme: Scheme, year: FundYear, city: string): string => {
  const key = `adjustment_fund.levy.rate.${scheme}`
  const moment = momentOf(year + 1, city)
  return hasValueOn(policy, key, moment.on) ? ratioAt(policy, key, moment) : '0'
}

/** The law in force for a fund's year. */
export const lawOf = (policy: Policy, scheme: Scheme, year: FundYear, city: string): FundLaw => {
  const moment = momentOf(year, city)
  return {
    levyRate: levyRateAt(policy, scheme, year, city),
    gap: tableAt(policy, `adjustment_fund.gap.rule.${scheme}`, moment, gapRule),
    ownBalance: tableAt(policy, `adjustment_fund.gap.own_balance.${scheme}`, moment, ownBalanceRule),
    assessment: tableAt(policy, 'adjustment_fund.assessment', moment, assessmentRule),
    cityCap: ratioAt(policy, 'adjustment_fund.gap.city_cap', moment),
    costOfRetired: ratioAt(policy, 'budget.what_if.cost_of_retired', moment),
  }
}

/** What stands in force of a figure that lines follow. */
export const figureInForce = (policy: Policy, figure: LineFigure, year: FundYear, city: string): string =>
  String(valueAt(policy, figure, momentOf(year, city)).value)

const isShare = (text: string): boolean => Number(text) >= 0 && Number(text) <= 1

/** The law as a variant has it. A share of the fund is that of every band. */
export const lawOfVariant = (law: FundLaw, { figures = [] }: FundVariant): FundLaw => {
  const tried = new Map(figures.map(({ figure, becomes }) => [figure, becomes]))
  const fundShare = tried.get('adjustment_fund.gap.fund_share')
  const bands = law.gap.bands.map((band) => (fundShare === undefined ? band : { ...band, fundShare }))
  return {
    ...law,
    levyRate: tried.get('adjustment_fund.levy.rate') ?? law.levyRate,
    cityCap: tried.get('adjustment_fund.gap.city_cap') ?? law.cityCap,
    gap: { ...law.gap, bands },
  }
}

/** Whether a rule is of another scheme: its key ends with the scheme where each has its own. */
const isOfAnother = ({ key }: LawFigure, scheme: Scheme): boolean =>
  schemes.some((each) => each !== scheme && key.endsWith(`.${each}`))

/** A variant as far as it is of a scheme's funds. */
export const ofScheme = (variant: FundVariant, scheme: Scheme): FundVariant => {
  const { figures, rules, heads, ...others } = variant
  const own = figures?.filter(({ figure }) => (schemeOfFigure(figure) ?? scheme) === scheme)
  const ofHeads = heads && (scheme === 'resident' ? { paying: heads.paying } : heads)
  const ownRules = rules?.filter((rule) => !isOfAnother(rule, scheme))
  return {
    ...others,
    ...(own ? { figures: own } : {}),
    ...(ownRules ? { rules: ownRules } : {}),
    ...(ofHeads ? { heads: ofHeads } : {}),
  }
}

type JudgedFor = {
  readonly scheme: Scheme
  readonly city?: string | undefined
  readonly policy: Policy
  readonly year: FundYear
  /** Where the variant stands in what is asked. */
  readonly at: string
}

/** What claims told is of one city, which is tried, and told once of each line. */
const judgeSpending = (
  { title, spending = [] }: FundVariant,
  { city, at }: Pick<JudgedFor, 'city' | 'at'>,
): Decision<never> | undefined => {
  const told = new Set<string>()
  for (const [index, { city: own = city, line }] of spending.entries()) {
    const field = `${at}/spending/${index}`
    if (own === undefined || (city !== undefined && own !== city))
      return refuse('fund-what-if.of-no-city', { field, figures: { title } })
    if (told.has(`${own}/${line}`))
      return refuse('fund-what-if.told-twice', { field, figures: { city: own, line } })
    told.add(`${own}/${line}`)
  }
  return undefined
}

/** Whether a variant can be judged: a figure of the scheme, a share that is one, a levy under the law's cap, something to try. */
export const judgeVariant = (
  variant: FundVariant,
  { scheme, city, policy, year, at }: JudgedFor,
): Decision<FundVariant> => {
  const { figures = [], rules = [], heads, epidemic, prices = [], spending = [] } = variant
  const tried =
    figures.length + rules.length + prices.length + spending.length + (heads ? 1 : 0) + (epidemic ? 1 : 0)
  if (tried === 0) return refuse('fund-what-if.nothing', { field: at, figures: { title: variant.title } })
  const unclear = judgeSpending(variant, { city, at })
  if (unclear) return unclear
  if (scheme === 'resident' && heads?.retired !== undefined)
    return refuse('fund-what-if.not-of-scheme', {
      field: `${at}/heads/retired`,
      figures: { figure: 'heads.retired', scheme },
    })
  const seen = new Set<string>()
  for (const [index, { figure, becomes }] of figures.entries()) {
    const field = `${at}/figures/${index}`
    const own = schemeOfFigure(figure)
    if ((own !== undefined && own !== scheme) || seen.has(figure))
      return refuse('fund-what-if.not-of-scheme', { field, figures: { figure, scheme } })
    seen.add(figure)
    if ((isSharing(figure) || figure === 'contribution.employee.employer_rate') && !isShare(becomes))
      return refuse('fund-what-if.not-a-share', { field, figures: { figure, becomes } })
    if (figure === 'adjustment_fund.levy.rate') {
      const cap = ratioAt(policy, 'adjustment_fund.levy.rate_cap', { on: lastDayOfYear(year) })
      if (Number(becomes) > Number(cap))
        return refuse('fund-what-if.above-cap', { field, figures: { becomes, cap } })
    }
  }
  const ofOther = rules.findIndex((rule) => isOfAnother(rule, scheme))
  if (ofOther >= 0)
    return refuse('fund-what-if.not-of-scheme', {
      field: `${at}/rules/${ofOther}`,
      figures: { figure: rules[ofOther]?.key ?? '', scheme },
    })
  const law = policyOfFund(policy, variant, { city: city ?? provinceCode, year })
  return law.status === 'refused' ? law : accept(variant)
}
