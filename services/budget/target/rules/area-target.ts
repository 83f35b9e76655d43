import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { ExpenditureLine } from '../../ledger/rules/chart.ts'
import { expenditureLines, poolOf } from '../../ledger/rules/chart.ts'
import type { BudgetTable } from '../../planning/rules/budget.ts'
import { refuse } from '../../refusals.ts'
import type { Step } from '../../total-control/rules/derivation.ts'

/** What is taken off the expenditure budget before institutions share it (total control, 三(二)). */
export const deductionKinds = [
  'lump-sum-premiums',
  'out-of-area-care',
  'retirees-elsewhere',
  'retail-pharmacies',
] as const
export type DeductionKind = (typeof deductionKinds)[number]

/** A deduction from each kind of care, and where its figures come from. */
export type Deduction = {
  readonly kind: DeductionKind
  readonly inpatient: Fen
  readonly outpatient: Fen
  readonly source: string
}

/** What a fund may pay its institutions in a year, stays and visits apart, and how it came about. */
export type AreaTarget = {
  readonly amounts: { readonly inpatient: Fen; readonly outpatient: Fen }
  readonly total: Fen
  readonly steps: readonly Step[]
}

/** The budget lines out of which institutions are paid; all others of the pool pay somebody else. */
const careLines: Readonly<Record<'inpatient' | 'outpatient', readonly ExpenditureLine[]>> = {
  inpatient: ['inpatient'],
  outpatient: ['outpatient', 'chronic-special'],
}
const careParts = ['inpatient', 'outpatient'] as const

const budgetSteps = ({ expenditure }: BudgetTable): Step[] => {
  const pooled = expenditureLines.filter((line) => poolOf(line) === 'pooled')
  const amounts = Object.fromEntries(pooled.map((line) => [line, expenditure[line] ?? 0]))
  const care = careParts.map((part): Step => {
    const given = Object.fromEntries(careLines[part].map((line) => [line, amounts[line] ?? 0]))
    return { rule: 'care-lines', part, given, gives: sum(Object.values(given)) }
  })
  return [{ rule: 'expenditure-budget', given: amounts, gives: sum(Object.values(amounts)) }, ...care]
}

const partTarget = (
  part: (typeof careParts)[number],
  planned: Fen,
  deductions: readonly Deduction[],
  reserveShare: string,
): { amount: Fen; steps: Step[] } => {
  const steps: Step[] = []
  let left = planned
  for (const deduction of deductions) {
    const given = { left, [deduction.kind]: deduction[part], source: deduction.source }
    left = fen(left - deduction[part])
    steps.push({ rule: 'deduction', part, given, gives: left })
  }
  const reserve = times(Math.max(0, left), reserveShare)
  const amount = fen(left - reserve)
  steps.push({ rule: 'risk-reserve', part, given: { left, share: reserveShare, reserve }, gives: amount })
  return { amount, steps }
}

/**
 * An area's target: the approved expenditure budget for care, less what is not the area's institutions'. That is
 * lump-sum premiums, care outside the area, retirees settled elsewhere, retail pharmacies, and a reserve for risks of
 * what is then left. It is rounded once a kind of care (total control, 三(二)). Refused when a kind of care has nothing
 * left.
 */
export const areaTarget = (command: {
  readonly table: BudgetTable
  readonly deductions: readonly Deduction[]
  readonly riskReserveShare: string
}): Decision<AreaTarget> => {
  const { table, deductions, riskReserveShare } = command
  const ordered = deductionKinds.flatMap((kind) => deductions.filter((each) => each.kind === kind))
  const budget = budgetSteps(table)
  const plannedFor = (part: (typeof careParts)[number]): Fen =>
    sum(careLines[part].map((line) => table.expenditure[line] ?? 0))
  const inpatient = partTarget('inpatient', plannedFor('inpatient'), ordered, riskReserveShare)
  const outpatient = partTarget('outpatient', plannedFor('outpatient'), ordered, riskReserveShare)
  if (inpatient.amount < 0 || outpatient.amount < 0)
    return refuse('target.nothing-left', {
      field: 'deductions',
      figures: { inpatient: inpatient.amount, outpatient: outpatient.amount },
    })
  const amounts = { inpatient: inpatient.amount, outpatient: outpatient.amount }
  const total = sum(Object.values(amounts))
  return accept({
    amounts,
    total,
    steps: [
      ...budget,
      ...inpatient.steps,
      ...outpatient.steps,
      { rule: 'area-target', given: amounts, gives: total },
    ],
  })
}
