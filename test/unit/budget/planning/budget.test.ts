import { describe, expect, it } from 'vitest'
import { approveBudget, reviewBudget } from '../../../../services/budget/planning/rules/approve-budget.ts'
import type { Budget, BudgetTable } from '../../../../services/budget/planning/rules/budget.ts'
import type { CompileBudget } from '../../../../services/budget/planning/rules/compile-budget.ts'
import { compileBudget } from '../../../../services/budget/planning/rules/compile-budget.ts'
import { totalsOf } from '../../../../services/budget/planning/rules/totals.ts'

const maker = { by: 'maker', on: '2024-12-01' }
const checker = { by: 'checker', on: '2024-12-10' }
const chief = { by: 'chief', on: '2024-12-20', level: 'province' } as const
const table = (more: Partial<BudgetTable> = {}): BudgetTable => ({
  openingBalance: 1_000_00,
  accountOpeningBalance: 0,
  income: { 'individual-premium': 500_00 },
  expenditure: { inpatient: 400_00 },
  ...more,
})
const command = (of: BudgetTable, more: Partial<CompileBudget> = {}): CompileBudget => ({
  fund: { city: '340100', scheme: 'employee' },
  year: 2025,
  table: of,
  signed: maker,
  ...more,
})
const compiled = (): Budget => {
  const decision = compileBudget(command(table()), undefined)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const refusal = (code: string) => ({ status: 'refused', refusal: { code } })

describe('the totals of a budget', () => {
  it('are those of the county of case C-budget, in units of 10,000 yuan', () => {
    expect(
      totalsOf({
        opening: 36_845,
        income: { premium: 28_219, subsidy: 49_755, interest: 525 },
        expenditure: { inpatient: 59_585, outpatient: 11_380, seriousIllnessPremium: 6_907 },
      }),
    ).toEqual({ opening: 36_845, income: 78_499, expenditure: 77_872, current: 627, closing: 37_472 })
  })
})

describe('compiling a budget', () => {
  it('records table and maker', () => {
    expect(compiled()).toEqual({
      fund: { city: '340100', scheme: 'employee' },
      year: 2025,
      table: table(),
      compiled: maker,
      status: 'compiled',
    })
  })

  it('refuses a deficit of the year although the balance would bear it', () => {
    expect(compileBudget(command(table({ expenditure: { inpatient: 500_01 } })), undefined)).toMatchObject({
      status: 'refused',
      refusal: { code: 'budget.current-deficit', figures: { current: -1, closing: 99_999 } },
    })
  })

  it('balanced to the fen is no deficit', () => {
    expect(compileBudget(command(table({ expenditure: { inpatient: 500_00 } })), undefined)).toMatchObject({
      status: 'accepted',
    })
  })

  it('refuses a balance still below nil at the end of the year', () => {
    expect(compileBudget(command(table({ openingBalance: -100_01 })), undefined)).toMatchObject(
      refusal('budget.cumulative-deficit'),
    )
  })

  it('does not let the personal accounts hide a deficit of the pool, nor the pool theirs', () => {
    const hidden = table({
      income: { 'employer-premium': 300_00, 'account-premium': 900_00 },
      expenditure: { inpatient: 400_00, 'account-benefit': 100_00 },
    })
    expect(compileBudget(command(hidden), undefined)).toMatchObject(refusal('budget.current-deficit'))
    const overdrawn = table({ expenditure: { inpatient: 1, 'account-benefit': 1 } })
    expect(compileBudget(command(overdrawn), undefined)).toMatchObject(refusal('budget.account-deficit'))
  })

  it('lets persons draw down what they saved', () => {
    const saved = table({ accountOpeningBalance: 10, expenditure: { inpatient: 1, 'account-benefit': 10 } })
    expect(compileBudget(command(saved), undefined)).toMatchObject({ status: 'accepted' })
  })

  it('takes a deficit with the recorded exemption of the province', () => {
    const exemption = { reason: 'epidemic', grantedBy: 'province', grantedOn: '2024-12-01' }
    const of = table({ expenditure: { inpatient: 600_00 } })
    expect(compileBudget(command(of, { exemption }), undefined)).toMatchObject({
      status: 'accepted',
      value: { exemption },
    })
  })

  it('gives residents no personal accounts', () => {
    const resident = { fund: { city: '340100', scheme: 'resident' } } as const
    const of = table({ income: { 'account-premium': 1, 'individual-premium': 500_00 } })
    expect(compileBudget(command(of, resident), undefined)).toMatchObject(
      refusal('budget.no-personal-accounts'),
    )
  })

  it('again with the same table changes nothing, with another starts over until it is approved', () => {
    const state = compiled()
    expect(compileBudget(command(table()), state)).toEqual({ status: 'accepted', value: state })
    const reviewed = reviewBudget(checker, state)
    if (reviewed.status === 'refused') throw new Error(reviewed.refusal.code)
    const other = table({ openingBalance: 5 })
    expect(compileBudget(command(other), reviewed.value)).toMatchObject({
      value: { status: 'compiled', table: other },
    })
    const approved = approveBudget(chief, reviewed.value)
    if (approved.status === 'refused') throw new Error(approved.refusal.code)
    expect(compileBudget(command(other), approved.value)).toMatchObject(refusal('budget.already-approved'))
  })
})

describe('reviewing and approving', () => {
  it('is done by two other persons than the maker, in this order', () => {
    const state = compiled()
    expect(reviewBudget(maker, state)).toMatchObject(refusal('budget.maker-is-checker'))
    expect(approveBudget(checker, state)).toMatchObject(refusal('budget.not-reviewed'))
    const reviewed = reviewBudget(checker, state)
    if (reviewed.status === 'refused') throw new Error(reviewed.refusal.code)
    expect(approveBudget(maker, reviewed.value)).toMatchObject(refusal('budget.maker-is-checker'))
    expect(approveBudget({ ...chief, by: ' Checker' }, reviewed.value)).toMatchObject(
      refusal('budget.reviewer-is-approver'),
    )
    expect(approveBudget(chief, reviewed.value)).toEqual({
      status: 'accepted',
      value: { ...state, status: 'approved', reviewed: checker, approved: chief },
    })
  })
})
