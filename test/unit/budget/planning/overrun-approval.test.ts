import { describe, expect, it } from 'vitest'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { budgetsTakeThreeHands } from '../../../../services/budget/planning/invariants.ts'
import {
  approveOverrun,
  proposeOverrun,
  reviewOverrun,
  unapprovedOverruns,
} from '../../../../services/budget/planning/rules/approve-overrun.ts'
import type { Budget } from '../../../../services/budget/planning/rules/budget.ts'
import { overrunsAreDecided } from '../../../../services/budget/planning/waits.ts'
import { finalAccountsHaveNoOpenOverrun } from '../../../../services/budget/year-close/invariants.ts'

const signed = (by: string) => ({ by, on: '2026-03-01' })
const chief = { ...signed('chief'), level: 'province' as const }
const fund = { city: '340100', scheme: 'resident' } as const
const executed = {
  ...{ fund, year: 2025, status: 'executed', closedOn: '2026-01-20' },
  table: { openingBalance: 0, accountOpeningBalance: 0, income: {}, expenditure: { inpatient: 300_00 } },
  compiled: signed('maker'),
  reviewed: signed('checker'),
  approved: signed('chief'),
} as const satisfies Budget
const during = { inpatient: 310_00 }
const why = { reason: 'a wave of influenza', document: '合医保〔2026〕1号', signed: signed('maker') }

const accepted = (decision: ReturnType<typeof proposeOverrun>): Budget => {
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const codeOf = (decision: ReturnType<typeof proposeOverrun>) =>
  decision.status === 'refused' ? decision.refusal.code : undefined
const proposed = accepted(proposeOverrun(why, executed, during))
const reviewed = accepted(reviewOverrun(signed('checker'), proposed))
const approved = accepted(approveOverrun(chief, reviewed)) as Extract<Budget, { status: 'executed' }>

describe('the overrun of a closed year', () => {
  it('is proposed with the lines that the ledger has, reason and document', () => {
    expect(proposed).toMatchObject({
      overrun: { lines: [{ line: 'inpatient', over: 10_00 }], document: '合医保〔2026〕1号' },
    })
    expect(proposeOverrun(why, proposed, during)).toEqual({ status: 'accepted', value: proposed })
    expect(codeOf(proposeOverrun(why, executed, { inpatient: 300_00 }))).toBe('overrun.none')
    expect(codeOf(proposeOverrun(why, { ...executed, status: 'approved' }, during))).toBe('overrun.year-open')
  })

  it('may be proposed with a better document until it is approved, which is reviewed anew', () => {
    const again = accepted(proposeOverrun({ ...why, document: '合医保〔2026〕2号' }, reviewed, during))
    expect(again).toMatchObject({ overrun: { document: '合医保〔2026〕2号' } })
    expect(codeOf(approveOverrun(chief, again))).toBe('budget.not-reviewed')
    expect(codeOf(proposeOverrun({ ...why, reason: 'another reason' }, approved, during))).toBe(
      'overrun.none',
    )
  })

  it('is approved by three persons', () => {
    expect(codeOf(approveOverrun(chief, executed))).toBe('overrun.not-proposed')
    expect(codeOf(reviewOverrun(signed(' Maker'), proposed))).toBe('budget.maker-is-checker')
    expect(codeOf(approveOverrun({ ...chief, by: 'checker' }, reviewed))).toBe('budget.reviewer-is-approver')
    expect(codeOf(approveOverrun({ ...chief, by: 'maker' }, reviewed))).toBe('budget.maker-is-checker')
    expect(approveOverrun(chief, approved)).toEqual({ status: 'accepted', value: approved })
  })

  it('counts as approved by line and amount, and only when it is approved', () => {
    expect(unapprovedOverruns(reviewed, during)).toEqual([{ line: 'inpatient', over: 10_00 }])
    expect(unapprovedOverruns(approved, during)).toEqual([])
    expect(unapprovedOverruns(approved, { inpatient: 310_01 })).toEqual([{ line: 'inpatient', over: 10_01 }])
  })

  it('waits for the province until it is decided', () => {
    const { waits } = overrunsAreDecided(provincePolicy())
    const item = (budget: Budget) => ({ pk: 'B', sk: '2025', kind: 'budget', ...budget })
    expect(waits(item(reviewed))).toEqual({ since: '2026-03-01', until: '2026-04-30' })
    expect(waits(item(approved))).toBeUndefined()
    expect(waits(item(executed))).toBeUndefined()
  })
})

describe('final accounts without an approval of what was overspent', () => {
  const final = { ...approved, status: 'final', finalised: chief }
  const period = { pk: 'F', sk: 'P', kind: 'fund-period', ...fund, period: '2025-06', inpatient: 310_00 }
  const violations = (invariant: typeof budgetsTakeThreeHands, budget: object) => {
    const check = invariant.start()
    for (const item of [period, { pk: 'B', sk: '2025', kind: 'budget', ...budget }]) check.see(item)
    return check.finish().violations.length
  }

  it('are found; those with one, and those of before this was asked, are not', () => {
    expect(violations(finalAccountsHaveNoOpenOverrun, final)).toBe(0)
    expect(violations(finalAccountsHaveNoOpenOverrun, { ...final, overrun: undefined })).toBe(1)
    const half = { ...approved.overrun, approved: undefined }
    expect(violations(finalAccountsHaveNoOpenOverrun, { ...final, overrun: half })).toBe(1)
    const before = { ...final, overrun: undefined, finalised: signed('chief') }
    expect(violations(finalAccountsHaveNoOpenOverrun, before)).toBe(0)
  })

  it('and an overrun that one person proposed and approved are found', () => {
    expect(violations(budgetsTakeThreeHands, approved)).toBe(0)
    const byOne = { ...approved.overrun, approved: { ...chief, by: 'maker' } }
    expect(violations(budgetsTakeThreeHands, { ...approved, overrun: byOne })).toBe(1)
  })
})
