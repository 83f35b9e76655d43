import { assessmentFactor, gapOf, mostEligible, shareGap } from '#shared/gap/gap.ts'
import { ownBalanceOf } from '#shared/gap/own-balance.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { Exact, roundToFen, times } from '#shared/money/rate.ts'
import { monthsPayable } from '../../execution/rules/months-payable.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { budgetLines, classOf, collectionLines, poolOf } from '../../ledger/rules/chart.ts'
import type { LineFigure } from '../../ledger/rules/figure-lines.ts'
import { figureLines, isLineFigure } from '../../ledger/rules/figure-lines.ts'
import { refuse } from '../../refusals.ts'
import type { FundLaw, FundVariant } from './variant.ts'
import { careLines, lawOfVariant } from './variant.ts'

export type Lines = Readonly<Partial<Record<BudgetLine, Fen>>>

/** A fund's year that is tried: its pooled lines, what it began with, what was planned, and who was insured. */
export type FundYearBase = {
  readonly lines: Lines
  readonly opening: Fen
  /** The expenditure that was planned; what was spent, where there is no budget. */
  readonly planned: Fen
  readonly heads: { readonly working: number; readonly retired: number }
  /** The score of its evaluation; full marks where none is published. */
  readonly score: number
}

/** A step of a variant: what it made of a line. */
export type LineStep = {
  readonly by: string
  readonly line: BudgetLine
  readonly before: Fen
  readonly after: Fen
}

/** What a fund's year comes to: its result, how long the balance lasts, what the province levies of it, who bears its gap. */
export type FundOutcome = {
  readonly income: Fen
  readonly expenditure: Fen
  readonly current: Fen
  readonly balance: Fen
  readonly monthsPayable: number | null
  /** What the next year's levy on this year's collection comes to, while none is paused. */
  readonly levy: Fen
  readonly gap: Fen
  readonly own: Fen
  readonly fromFund: Fen
  readonly local: Fen
  readonly ineligible: Fen
}

const pooled = budgetLines.filter((line) => poolOf(line) === 'pooled')

/** What a year comes to under a law. Figures of a gap are as the rule has them: the city's own balance first. */
export const outcomeOf = (base: FundYearBase, lines: Lines, law: FundLaw): FundOutcome => {
  const of = (kind: 'income' | 'expenditure') =>
    sum(pooled.filter((line) => classOf(line) === kind).map((line) => lines[line] ?? 0))
  const [income, expenditure] = [of('income'), of('expenditure')]
  const figures = { income, expenditure, plannedExpenditure: base.planned }
  const gap = gapOf(figures, law.gap)
  const { available } = ownBalanceOf({ balance: base.opening, expenditure }, law.ownBalance)
  const shared = shareGap({
    gap,
    eligible: mostEligible(gap, base.planned, law.gap),
    plan: base.planned,
    rule: law.gap,
    factor: assessmentFactor(base.score, law.assessment),
    own: available,
    most: times(base.planned, law.cityCap),
  })
  const balance = fen(base.opening + income - expenditure)
  const collection = sum(collectionLines.map((line) => lines[line] ?? 0))
  return {
    ...{ income, expenditure, current: fen(income - expenditure), balance },
    monthsPayable: monthsPayable({ balance, expenditure, months: 12 }),
    levy: times(Math.max(0, collection), law.levyRate),
    ...{
      gap,
      own: shared.own ?? 0,
      fromFund: shared.fund,
      local: shared.local,
      ineligible: shared.ineligible,
    },
  }
}

/** What a change makes of a line, before it is rounded: what nobody would believe is no amount. */
type Change = { readonly by: string; readonly line: BudgetLine; readonly to: (before: Exact) => Exact }

/** What a figure of the law makes of the lines that follow it: they are in proportion to it. */
const figureChanges = (variant: FundVariant, inForce: (figure: LineFigure) => string): Change[] =>
  (variant.figures ?? []).flatMap(({ figure, becomes }) => {
    if (!isLineFigure(figure)) return []
    const was = inForce(figure)
    const lines: readonly BudgetLine[] = figureLines[figure]
    return lines.map((line) => ({ by: figure, line, to: (before) => before.times(becomes).div(was) }))
  })

/** What other heads make of it: premiums and subsidies follow who pays; care follows all, the retired with what they cost. */
const headChanges = ({ heads }: FundVariant, base: FundYearBase, { costOfRetired }: FundLaw): Change[] => {
  if (!heads) return []
  const { paying = '1', retired = '1' } = heads
  const one = new Exact(base.heads.working)
  const other = new Exact(base.heads.retired).times(costOfRetired)
  const cost = one.plus(other)
  const care = cost.isZero() ? new Exact(paying) : one.times(paying).plus(other.times(retired)).div(cost)
  return [
    ...collectionLines.map((line) => ({ by: 'heads', line, to: (before: Exact) => before.times(paying) })),
    ...careLines.map((line) => ({ by: 'heads', line, to: (before: Exact) => before.times(care) })),
  ]
}

const worldChanges = ({ epidemic, prices = [], spending = [] }: FundVariant): Change[] => [
  ...spending.map(({ line, more }) => ({ by: 'benefits', line, to: (before: Exact) => before.plus(more) })),
  ...(epidemic
    ? [
        {
          by: 'epidemic',
          line: 'inpatient' as const,
          to: (before: Exact) =>
            before.plus(before.times(new Exact(epidemic.more).times(epidemic.months).div(12))),
        },
      ]
    : []),
  ...prices.map(({ line, factor }) => ({ by: 'prices', line, to: (before: Exact) => before.times(factor) })),
]

/** What claims told of a line is all that moves it. */
const notTold = ({ spending = [] }: FundVariant, changes: readonly Change[]): Change[] => {
  const told = new Set<BudgetLine>(spending.map(({ line }) => line))
  return changes.filter(({ by, line }) => by === 'benefits' || !told.has(line))
}

/** Fifty thousand million yuan a line and year, several times what any city has: sums of all cities are amounts then too. */
const mostOfLine = 5_000_000_000_000

/** What a fund's year comes to under a variant, and what it made of each line. */
export type FundTried = { readonly outcome: FundOutcome; readonly steps: readonly LineStep[] }

/**
 * Tries a variant on a fund's year: step by step what it makes of each line, and what the year then comes to. One that makes
 * more of a line than any fund has is refused.
 */
export const tryFund = (
  base: FundYearBase,
  variant: FundVariant,
  { law, inForce }: { readonly law: FundLaw; readonly inForce: (figure: LineFigure) => string },
): Decision<FundTried> => {
  const tried = lawOfVariant(law, variant)
  const changes = notTold(variant, [
    ...figureChanges(variant, inForce),
    ...headChanges(variant, base, tried),
    ...worldChanges(variant),
  ])
  const lines: Partial<Record<BudgetLine, Fen>> = { ...base.lines }
  const steps: LineStep[] = []
  for (const { by, line, to } of changes) {
    const before = lines[line] ?? 0
    const comesTo = to(new Exact(before))
    if (comesTo.abs().greaterThan(mostOfLine))
      return refuse('fund-what-if.too-much', {
        field: by,
        figures: { title: variant.title, line, most: mostOfLine },
      })
    const after = roundToFen(comesTo)
    if (after === before) continue
    lines[line] = after
    steps.push({ by, line, before, after })
  }
  return accept({ outcome: outcomeOf(base, lines, tried), steps })
}

const added = [
  'income',
  'expenditure',
  'current',
  'balance',
  'levy',
  'gap',
  'own',
  'fromFund',
  'local',
  'ineligible',
] as const

/** The province as the sum of its cities; how long its balance lasts is worked out anew. */
export const sumOutcomes = (all: readonly FundOutcome[]): FundOutcome => {
  const total = Object.fromEntries(added.map((name) => [name, sum(all.map((each) => each[name]))])) as Record<
    (typeof added)[number],
    Fen
  >
  const { balance, expenditure } = total
  return { ...total, monthsPayable: monthsPayable({ balance, expenditure, months: 12 }) }
}
