import { describe, expect, it } from 'vitest'
import {
  approveFinalAccounts,
  executeBudget,
  finalAccounts,
  reviewFinalAccounts,
} from '../../../../services/budget/accounts/rules/final-accounts.ts'
import type { Movements } from '../../../../services/budget/ledger/rules/movements.ts'
import type { FundPeriod } from '../../../../services/budget/ledger/rules/year-periods.ts'
import {
  approveAdjustment,
  proposeAdjustment,
  reviewAdjustment,
  withdrawAdjustment,
} from '../../../../services/budget/planning/rules/adjust-budget.ts'
import type { Budget, BudgetTable } from '../../../../services/budget/planning/rules/budget.ts'
import { tableInForce } from '../../../../services/budget/planning/rules/budget.ts'

const maker = { by: 'maker', on: '2024-12-01' }
const checker = { by: 'checker', on: '2024-12-10' }
const table: BudgetTable = {
  openingBalance: 1_000_00,
  accountOpeningBalance: 0,
  income: { 'individual-premium': 500_00 },
  expenditure: { inpatient: 300_00, outpatient: 100_00 },
}
const approved: Budget = {
  fund: { city: '340100', scheme: 'resident' },
  year: 2025,
  table,
  status: 'approved',
  compiled: maker,
  reviewed: checker,
  approved: checker,
}
const clerk = { by: 'clerk', on: '2025-07-01' }
const chief = { by: 'chief', on: '2025-07-15' }
/** More inpatients than were planned: 50 yuan more for them, 20 less for outpatients. */
const wanted = {
  lines: { income: table.income, expenditure: { inpatient: 350_00, outpatient: 80_00 } },
  reason: 'a wave of influenza',
  signed: clerk,
}
const accepted = (decision: ReturnType<typeof proposeAdjustment>): Budget => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
/** An adjustment as it is proposed and reviewed. */
const reviewed = (command: Parameters<typeof proposeAdjustment>[0], state: Budget): Budget =>
  accepted(reviewAdjustment(checker, accepted(proposeAdjustment(command, state))))
const codeOf = (decision: { status: string; refusal?: { code: string } }) => decision.refusal?.code

describe('adjusting an approved budget', () => {
  const proposed = accepted(proposeAdjustment(wanted, approved))

  it('leaves the approved lines in force until two other persons review and approve the new ones', () => {
    expect(proposed.status).toBe('adjusting')
    expect(tableInForce(proposed)).toEqual(table)
    expect(codeOf(approveAdjustment(clerk, proposed))).toBe('budget.maker-is-checker')
    expect(codeOf(approveAdjustment(chief, proposed))).toBe('budget.not-reviewed')
    expect(codeOf(reviewAdjustment(clerk, proposed))).toBe('budget.maker-is-checker')
    const seen = accepted(reviewAdjustment(checker, proposed))
    expect(codeOf(approveAdjustment(checker, seen))).toBe('budget.reviewer-is-approver')
    const adjusted = accepted(approveAdjustment(chief, seen))
    expect(adjusted).toEqual({
      ...approved,
      table: { ...table, ...wanted.lines },
      earlier: [
        { table, reason: 'a wave of influenza', proposed: clerk, reviewed: checker, approved: chief },
      ],
    })
  })

  it('is approved once: the same hand again changes nothing, and a third is told whose hand stands', () => {
    const adjusted = accepted(approveAdjustment(chief, reviewed(wanted, approved)))
    expect(approveAdjustment(chief, adjusted)).toEqual({ status: 'accepted', value: adjusted })
    const third = approveAdjustment({ ...chief, by: 'a third hand' }, adjusted)
    expect(third).toMatchObject({
      refusal: { code: 'approval.done', figures: { by: chief.by, on: chief.on } },
    })
  })

  it('keeps every table that was in force', () => {
    const once = accepted(approveAdjustment(chief, reviewed(wanted, approved)))
    const again = { ...wanted, lines: { ...wanted.lines, expenditure: { inpatient: 360_00 } } }
    const twice = accepted(approveAdjustment(chief, reviewed(again, once)))
    expect(twice).toMatchObject({ earlier: [{ table }, { table: { expenditure: { inpatient: 350_00 } } }] })
  })

  it('is refused where it brings a deficit, unless the province consented', () => {
    const deficit = { ...wanted, lines: { ...wanted.lines, expenditure: { inpatient: 500_01 } } }
    expect(codeOf(proposeAdjustment(deficit, approved))).toBe('budget.current-deficit')
    const exemption = { reason: 'epidemic', grantedBy: 'province', grantedOn: '2025-06-30' }
    const exempted = reviewed({ ...deficit, exemption }, approved)
    expect(accepted(approveAdjustment(chief, exempted))).toMatchObject({ exemption })
  })

  it('changes something, and one thing at a time; the same again changes nothing', () => {
    expect(codeOf(proposeAdjustment({ ...wanted, lines: table }, approved))).toBe('budget.nothing-adjusted')
    expect(proposeAdjustment(wanted, proposed)).toEqual({ status: 'accepted', value: proposed })
    expect(codeOf(proposeAdjustment({ ...wanted, reason: 'another' }, proposed))).toBe(
      'budget.adjustment-open',
    )
  })

  it('may be dropped', () => {
    expect(withdrawAdjustment(proposed)).toEqual({ status: 'accepted', value: approved })
    expect(codeOf(withdrawAdjustment(approved))).toBe('budget.no-adjustment')
    expect(codeOf(approveAdjustment(chief, approved))).toBe('budget.no-adjustment')
  })

  it('is for approved budgets of open years', () => {
    const executed = accepted(executeBudget(approved, '2026-01-25'))
    expect(codeOf(proposeAdjustment(wanted, executed))).toBe('budget.year-closed')
    const { approved: _, reviewed: __, ...compiled } = approved as Extract<Budget, { status: 'approved' }>
    expect(codeOf(proposeAdjustment(wanted, { ...compiled, status: 'compiled' }))).toBe('budget.not-approved')
  })
})

const period = (name: string, movements: Movements): FundPeriod => ({
  period: name,
  movements,
  counts: { claims: 0, reversals: 0, cost: 0, inScope: 0 },
  entries: 1,
  closedOn: '2026-01-05',
  closedBy: 'run',
})

describe('final accounts', () => {
  const adjusted = accepted(approveAdjustment(chief, reviewed(wanted, approved)))
  const periods = [
    period('2025-01', { 'special-account': 1_000_00, 'pooled-fund': -1_000_00 }),
    period('2025-06', {
      'income-account': 510_00,
      'individual-premium': -498_00,
      interest: -12_00,
      inpatient: 355_00,
      outpatient: 60_00,
      'institutions-payable': -415_00,
    }),
  ]

  /** The same year with five yuan less of stays: the adjusted budget to the fen. */
  const within = [...periods, period('2025-07', { inpatient: -5_00, 'institutions-payable': 5_00 })]

  it('show each line’s first and adjusted budget beside the ledger, and the balance carried', () => {
    const executed = accepted(executeBudget(adjusted, '2026-01-25'))
    expect(finalAccounts(executed, periods)).toMatchObject({
      status: 'accepted',
      value: {
        closedOn: '2026-01-25',
        lines: [
          { line: 'individual-premium', budget: 500_00, adjusted: 500_00, final: 498_00, difference: -2_00 },
          { line: 'interest', budget: 0, adjusted: 0, final: 12_00, difference: 12_00, share: null },
          {
            line: 'inpatient',
            budget: 300_00,
            adjusted: 350_00,
            final: 355_00,
            difference: 5_00,
            share: 1.0143,
          },
          {
            line: 'outpatient',
            budget: 100_00,
            adjusted: 80_00,
            final: 60_00,
            difference: -20_00,
            share: 0.75,
          },
        ],
        pooled: {
          opening: 1_000_00,
          income: 510_00,
          expenditure: 415_00,
          current: 95_00,
          closing: 1_095_00,
        },
      },
    })
  })

  it('show what each line cost by the year it belongs to beside what was booked, with the parts', () => {
    const executed = accepted(executeBudget(adjusted, '2026-01-25'))
    const costs = {
      later: { inpatient: { methods: 30_00, overspend: -10_00 }, 'other-income': { deposits: 1_00 } },
      ofEarlier: { outpatient: { methods: 5_00 } },
    }
    const { fund, year } = executed
    const held = {
      suspended: 8_00,
      depositReturned: 4_00,
      depositForfeited: 1_00,
      ordered: 24_00,
      owedBack: 0,
    }
    const added = { income: 1_00, expenditure: 15_00 }
    const clearing = { clearedOn: '2026-04-01', statements: 3, accepted: 430_00, ...held }
    const beside = { costs, cleared: { fund, year, ...clearing, ...added } }
    expect(finalAccounts(executed, periods, beside)).toMatchObject({
      value: {
        lines: [
          { line: 'individual-premium', final: 498_00, cleared: 498_00 },
          { line: 'interest', final: 12_00, cleared: 12_00 },
          { line: 'other-income', final: 0, later: { deposits: 1_00 }, cleared: 1_00 },
          { line: 'inpatient', final: 355_00, later: costs.later.inpatient, cleared: 375_00 },
          { line: 'outpatient', final: 60_00, ofEarlier: { methods: 5_00 }, cleared: 55_00 },
        ],
        pooled: { income: 510_00, expenditure: 415_00 },
        cleared: { ...clearing, pooled: { income: 511_00, expenditure: 430_00, current: 81_00 } },
      },
    })
    expect(finalAccounts(executed, periods, { ...beside, cleared: undefined })).toMatchObject({
      value: { cleared: null, lines: expect.arrayContaining([expect.objectContaining({ cleared: null })]) },
    })
  })

  it('are drawn up of a closed year, reviewed and approved by two others than who compiled the budget', () => {
    expect(codeOf(finalAccounts(adjusted, periods))).toBe('final-accounts.year-open')
    expect(codeOf(approveFinalAccounts(chief, adjusted, within))).toBe('final-accounts.year-open')
    const executed = accepted(executeBudget(adjusted, '2026-01-25'))
    expect(codeOf(approveFinalAccounts(maker, executed, within))).toBe('budget.maker-is-checker')
    expect(codeOf(approveFinalAccounts(chief, executed, within))).toBe('budget.not-reviewed')
    expect(codeOf(reviewFinalAccounts(maker, executed))).toBe('budget.maker-is-checker')
    const seen = accepted(reviewFinalAccounts(checker, executed))
    expect(codeOf(approveFinalAccounts(checker, seen, within))).toBe('budget.reviewer-is-approver')
    const final = accepted(approveFinalAccounts(chief, seen, within))
    expect(final).toMatchObject({ status: 'final', finalised: chief })
    expect(approveFinalAccounts(chief, final, within)).toEqual({ status: 'accepted', value: final })
    expect(finalAccounts(final, periods).status).toBe('accepted')
  })

  it('are refused where more was spent on a line than anybody approved', () => {
    const seen = accepted(reviewFinalAccounts(checker, accepted(executeBudget(adjusted, '2026-01-25'))))
    expect(approveFinalAccounts(chief, seen, periods)).toMatchObject({
      refusal: { code: 'final-accounts.overrun', figures: { line: 'inpatient', over: 5_00, lines: 1 } },
    })
    expect(approveFinalAccounts(chief, seen, within).status).toBe('accepted')
  })

  it('need a budget that was approved and is not being adjusted', () => {
    const open = accepted(proposeAdjustment(wanted, approved))
    expect(codeOf(executeBudget(open, '2026-01-25'))).toBe('year-close.no-approved-budget')
    expect(codeOf(executeBudget(undefined, '2026-01-25'))).toBe('year-close.no-approved-budget')
  })
})
