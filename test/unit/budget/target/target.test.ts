import { describe, expect, it } from 'vitest'
import type { Budget } from '../../../../services/budget/planning/rules/budget.ts'
import { areaTarget } from '../../../../services/budget/target/rules/area-target.ts'
import type { Target } from '../../../../services/budget/target/rules/target.ts'
import { approveTarget, proposeTarget } from '../../../../services/budget/target/rules/target.ts'

const fund = { city: '340100', scheme: 'resident' } as const
/** The county's table of 2024 (case C-budget), 10,000 yuan in fen. */
const table = {
  openingBalance: 36_845_000_000,
  accountOpeningBalance: 0,
  income: { 'individual-premium': 28_219_000_000, 'centre-subsidy': 49_755_000_000, interest: 525_000_000 },
  expenditure: {
    inpatient: 59_585_000_000,
    outpatient: 11_000_000_000,
    'chronic-special': 380_000_000,
    'serious-illness-premium': 6_907_000_000,
  },
}
const deductions = [
  { kind: 'retirees-elsewhere', inpatient: 1_000_000_000, outpatient: 0, source: 'ledger 2023' },
  { kind: 'out-of-area-care', inpatient: 9_585_000_000, outpatient: 380_000_000, source: 'ledger 2023' },
] as const

describe("an area's target", () => {
  it('is the care in the approved budget less what others get and a reserve, stays and visits apart', () => {
    // Stays: 59,585 − 9,585 − 1,000 = 49,000; less 3 % = 47,530. Visits: 11,380 − 380 = 11,000; less 3 % = 10,670.
    const decision = areaTarget({ table, deductions, riskReserveShare: '0.03' })
    expect(decision).toMatchObject({
      status: 'accepted',
      value: {
        amounts: { inpatient: 47_530_000_000, outpatient: 10_670_000_000 },
        total: 58_200_000_000,
      },
    })
  })

  it('shows each step with what went in and came out, in the order of the formula', () => {
    const decision = areaTarget({ table, deductions, riskReserveShare: '0.03' })
    const steps = decision.status === 'accepted' ? decision.value.steps : []
    expect(steps.map(({ rule, part, gives }) => [rule, part, gives])).toEqual([
      ['expenditure-budget', undefined, 77_872_000_000],
      ['care-lines', 'inpatient', 59_585_000_000],
      ['care-lines', 'outpatient', 11_380_000_000],
      ['deduction', 'inpatient', 50_000_000_000],
      ['deduction', 'inpatient', 49_000_000_000],
      ['risk-reserve', 'inpatient', 47_530_000_000],
      ['deduction', 'outpatient', 11_000_000_000],
      ['deduction', 'outpatient', 11_000_000_000],
      ['risk-reserve', 'outpatient', 10_670_000_000],
      ['area-target', undefined, 58_200_000_000],
    ])
  })

  it('is refused when more is deducted than is planned', () => {
    const all = [
      { kind: 'retail-pharmacies', inpatient: 0, outpatient: 11_380_000_001, source: 'x' },
    ] as const
    expect(areaTarget({ table, deductions: all, riskReserveShare: '0' })).toMatchObject({
      refusal: { code: 'target.nothing-left', figures: { outpatient: -1 } },
    })
  })
})

describe('a target on its way', () => {
  const signature = { by: 'maker', on: '2024-12-01' }
  const checker = { by: 'checker', on: '2024-12-05' }
  const compiled: Budget = { fund, year: 2025, table, status: 'compiled', compiled: signature }
  const budget: Budget = { ...compiled, status: 'approved', reviewed: checker, approved: checker }
  const command = {
    fund,
    year: 2025,
    deductions,
    riskReserveShare: '0.03',
    policyVersion: 'v1',
    signed: signature,
  }
  const accepted = (decision: ReturnType<typeof proposeTarget>): Target => {
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    return decision.value
  }

  it('comes out of an approved budget only', () => {
    expect(proposeTarget(command, compiled, undefined)).toMatchObject({
      refusal: { code: 'target.budget-not-approved' },
    })
    expect(proposeTarget(command, undefined, undefined).status).toBe('refused')
  })

  it('is approved by another hand, once', () => {
    const proposed = accepted(proposeTarget(command, budget, undefined))
    expect(approveTarget(signature, proposed)).toMatchObject({ refusal: { code: 'target.maker-is-checker' } })
    const approved = accepted(approveTarget(checker, proposed))
    expect(approved).toEqual({ ...proposed, status: 'approved', approved: checker })
    expect(approveTarget({ by: 'third', on: '2024-12-06' }, approved)).toEqual({
      status: 'accepted',
      value: approved,
    })
    expect(proposeTarget(command, budget, approved)).toEqual({ status: 'accepted', value: approved })
  })

  it('is the same again after its approval, though the database gives its maps back in another order', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (value === null || typeof value !== 'object') return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, field]) => [name, turned(field)]),
      )
    }
    const approved = accepted(approveTarget(checker, accepted(proposeTarget(command, budget, undefined))))
    const stored = turned(approved) as Target
    expect(JSON.stringify(stored.steps)).not.toBe(JSON.stringify(approved.steps))
    expect(proposeTarget(command, budget, stored)).toEqual({ status: 'accepted', value: stored })
  })

  it('is followed by another one of the year with a reason, which counts on', () => {
    const approved = accepted(approveTarget(checker, accepted(proposeTarget(command, budget, undefined))))
    const other = { ...command, deductions: [] }
    expect(proposeTarget(other, budget, approved)).toMatchObject({
      refusal: { code: 'target.reason-missing' },
    })
    const second = accepted(proposeTarget({ ...other, reason: 'the budget was adjusted' }, budget, approved))
    expect(second).toMatchObject({ number: 2, status: 'proposed', reason: 'the budget was adjusted' })
  })
})
