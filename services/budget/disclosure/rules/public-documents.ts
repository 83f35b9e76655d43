import type { Month } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { ClearingStatement } from '../../clearing/rules/statement.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Statement } from '../../monthly-settlement/rules/settle-institution.ts'
import type { QuotaPlan } from '../../quota/rules/plan-version.ts'
import type { Quota } from '../../quota/rules/quota.ts'
import { refuse } from '../../refusals.ts'
import type { Parts } from '../../total-control/rules/parts.ts'

/**
 * What is made public of total control (total control, 三(四), 四(三)): institutions and amounts, no persons and nothing
 * that anyone wrote. Fields are named one by one, in one order, so that the same version gives the same bytes.
 */
export type PublicRow<Figure extends string> = { readonly institution: string } & {
  readonly [Name in Figure]: Fen | null
}

const totalsOf = <Figure extends string>(
  rows: readonly PublicRow<Figure>[],
  figures: readonly Figure[],
): Record<Figure, Fen> =>
  Object.fromEntries(figures.map((name) => [name, sum(rows.map((row) => row[name] ?? 0))])) as Record<
    Figure,
    Fen
  >

/** The figures named, and nothing else, in their order. */
const pickFigures = <Figure extends string>(
  from: Readonly<Record<Figure, Fen | null>>,
  figures: readonly Figure[],
): Record<Figure, Fen | null> =>
  Object.fromEntries(figures.map((name) => [name, from[name]])) as Record<Figure, Fen | null>

/** In the order of codes, whatever order they were read in. */
const inOrder = <Row extends { readonly institution: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.institution < b.institution ? -1 : 1))

const partNames = ['inpatient', 'outpatient', 'all'] as const
const partsIn = (amounts: Parts = {}): Parts =>
  Object.fromEntries(
    partNames.filter((part) => amounts[part] !== undefined).map((part) => [part, amounts[part]]),
  )

/** All quotas of a version of a year's plan. */
export const quotaDocument = ({ city, scheme }: Fund, plan: QuotaPlan, quotas: readonly Quota[]) => ({
  document: 'quotas' as const,
  city,
  scheme,
  year: plan.year,
  version: plan.version,
  publishedOn: plan.publishedOn,
  from: plan.from ?? null,
  target: plan.target,
  targetByCare: partsIn(plan.amounts),
  quotas: inOrder(quotas).map(({ institution, group, amount, amounts, months }) => ({
    institution,
    group: group ?? null,
    amount,
    byCare: partsIn(amounts),
    months: [...months],
  })),
})
export type QuotaDocument = ReturnType<typeof quotaDocument>

export const executionFigures = [
  'claimed',
  'quotaToDate',
  'within',
  'suspended',
  'deposit',
  'ordered',
] as const
type ExecutionFigure = (typeof executionFigures)[number]

/** What a month's settlement paid each institution, held back and suspended. */
export const executionDocument = (
  { city, scheme }: Fund,
  month: Month,
  statements: readonly Pick<Statement, 'institution' | ExecutionFigure>[],
) => {
  const rows = inOrder(statements).map((statement) => ({
    institution: statement.institution,
    ...pickFigures(statement, executionFigures),
  }))
  return {
    document: 'monthly-execution' as const,
    city,
    scheme,
    month,
    institutions: rows,
    totals: totalsOf<ExecutionFigure>(rows, executionFigures),
  }
}
export type ExecutionDocument = ReturnType<typeof executionDocument>

export const clearingFigures = [
  'quota',
  'actual',
  'overspend',
  'compensated',
  'shared',
  'surplus',
  'kept',
  'accepted',
  'depositReturned',
  'depositForfeited',
  'ordered',
  'owedBack',
] as const
type ClearingFigure = (typeof clearingFigures)[number]

/** What a year was cleared at with each institution; there is none before the last of them is locked. */
export const clearingDocument = (
  { city, scheme }: Fund,
  year: number,
  statements: readonly ClearingStatement[],
) => {
  const rows = inOrder(statements).map(({ institution, basis, cleared }) => ({
    institution,
    score: String(basis.score),
    ...pickFigures(cleared, clearingFigures),
  }))
  return {
    document: 'clearing' as const,
    city,
    scheme,
    year,
    institutions: rows,
    totals: totalsOf<ClearingFigure>(rows, clearingFigures),
  }
}
export type ClearingDocument = ReturnType<typeof clearingDocument>

/** Whether a year's clearing may be made public: every statement of it is locked, and there is one. */
export const clearingIsFinal = (
  statements: readonly Pick<ClearingStatement, 'state'>[],
): Decision<'final'> => {
  const open = statements.filter(({ state }) => state !== 'locked').length
  return statements.length > 0 && open === 0
    ? accept('final')
    : refuse('disclosure.not-final', {
        figures: { statements: statements.length, open },
      })
}
