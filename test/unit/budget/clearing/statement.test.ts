import { describe, expect, it } from 'vitest'
import { clearInstitution } from '../../../../services/budget/clearing/rules/clear-institution.ts'
import type { ClearingStatement } from '../../../../services/budget/clearing/rules/statement.ts'
import {
  confirmStatement,
  decideStatement,
  disputeStatement,
  isLockable,
  lockStatement,
} from '../../../../services/budget/clearing/rules/statement.ts'
import type { Decision } from '../../../../shared/kernel/decision.ts'
import { bandTables, yearOf } from './given.ts'

const basis = yearOf({
  quota: 1_000_00,
  actual: 1_080_00,
  terms: bandTables.half,
  deposits: 50_00,
  score: '85',
})
const proposed: ClearingStatement = {
  state: 'proposed',
  institution: 'H1',
  year: 2025,
  agreementVersion: 1,
  basis,
  cleared: clearInstitution(basis),
  proposed: { by: 'clerk', on: '2026-03-01' },
  answerBy: '2026-03-16',
}
const yes = { by: 'hospital', on: '2026-03-05' }
const no = { by: 'hospital', on: '2026-03-16', reason: 'the score leaves out our emergency cases' }
const decision = {
  ...{ by: 'reviewer', on: '2026-03-25', reason: 'they are shown', adjustment: 0, score: '91' },
  mostOfClaimed: '1.10',
}

const taken = (decided: Decision<ClearingStatement>): ClearingStatement => {
  if (decided.status === 'refused') throw new Error(decided.refusal.code)
  return decided.value
}
const code = (decided: Decision<ClearingStatement>) =>
  decided.status === 'refused' ? decided.refusal.code : decided.value.state
const confirmed = taken(confirmStatement(yes, proposed))
const disputed = taken(disputeStatement(no, proposed))
const decided = taken(decideStatement(decision, disputed))
const locked = lockStatement(
  confirmed,
  { by: 'reviewer', on: '2026-03-20', runId: 'CK' },
  { entryId: 'E', orderId: 'PO' },
)

describe('a clearing statement', () => {
  it('is confirmed by the institution, once', () => {
    expect(confirmed).toMatchObject({ state: 'confirmed', confirmed: yes })
    expect(confirmStatement({ ...yes, on: '2026-03-09' }, confirmed)).toEqual({
      status: 'accepted',
      value: confirmed,
    })
    expect(confirmStatement(yes, locked)).toEqual({ status: 'accepted', value: locked })
  })

  it('is answered after it was proposed, and decided on after it was disputed, whatever day is written', () => {
    expect(code(confirmStatement({ ...yes, on: '2024-06-01' }, proposed))).toBe('clearing.before-its-time')
    expect(code(disputeStatement({ ...no, on: '2024-06-01' }, proposed))).toBe('clearing.before-its-time')
    expect(code(decideStatement({ ...decision, on: '2026-03-15' }, disputed))).toBe(
      'clearing.before-its-time',
    )
  })

  it('is disputed with a reason until the day it has to be answered by, and not after', () => {
    expect(disputed).toMatchObject({ state: 'disputed', disputed: no })
    expect(code(disputeStatement({ ...no, on: '2026-03-17' }, proposed))).toBe('clearing.answer-late')
    expect(code(disputeStatement(no, confirmed))).toBe('clearing.not-proposed')
    expect(code(confirmStatement(yes, disputed))).toBe('clearing.not-proposed')
    expect(disputeStatement(no, disputed)).toEqual({ status: 'accepted', value: disputed })
    expect(code(disputeStatement({ ...no, reason: 'another' }, disputed))).toBe('clearing.not-proposed')
  })

  it('is cleared again by what is decided on a dispute', () => {
    // With 85 points 80 % of the deposit come back: 40 of 50; with 91 all of it. 40 of the overspend are shared either way.
    expect(proposed.cleared).toMatchObject({ depositReturned: 40_00, ordered: 80_00 })
    expect(decided).toMatchObject({ state: 'decided', decided: decision, disputed: no })
    expect(decided.cleared).toMatchObject({ depositReturned: 50_00, ordered: 90_00 })
    expect(decideStatement(decision, decided)).toEqual({ status: 'accepted', value: decided })
  })

  it('is not decided on without a dispute, twice, or by whoever proposed it', () => {
    expect(code(decideStatement(decision, proposed))).toBe('clearing.not-disputed')
    expect(code(decideStatement({ ...decision, adjustment: 1 }, decided))).toBe('clearing.not-disputed')
    expect(code(decideStatement({ ...decision, by: 'clerk' }, disputed))).toBe('clearing.same-person')
  })

  it('is answered, decided on and locked by persons who each do one of these', () => {
    // One person may hold tokens of the hospital and of the office.
    expect(code(confirmStatement({ ...yes, by: ' Clerk' }, proposed))).toBe('clearing.same-person')
    expect(code(disputeStatement({ ...no, by: 'clerk' }, proposed))).toBe('clearing.same-person')
    expect(code(decideStatement({ ...decision, by: ' Hospital' }, disputed))).toBe('clearing.same-person')
    expect(isLockable(confirmed, { by: 'hospital', on: '2026-04-01' })).toBe(false)
    expect(isLockable(decided, { by: 'hospital', on: '2026-04-01' })).toBe(false)
    expect(isLockable(decided, { by: 'reviewer', on: '2026-04-01' })).toBe(false)
  })

  it('adds by decision until 1.10 of 1,080 claimed are paid, and takes off no more than is paid', () => {
    // 1,040 are paid without it: 1,188 − 1,040 = 148 may be added.
    const decide = (adjustment: number) => decideStatement({ ...decision, adjustment }, disputed)
    expect(code(decide(148_00))).toBe('decided')
    expect(code(decide(-1_040_00))).toBe('decided')
    expect(code(decide(999_999_999))).toBe('clearing.beyond-claims')
    expect(decide(148_01)).toMatchObject({ refusal: { figures: { most: 148_00, least: -1_040_00 } } })
    expect(decide(-1_040_01)).toMatchObject({ refusal: { field: 'adjustment' } })
  })

  it('keeps a surplus aside from what a decision may add', () => {
    const saved = yearOf({ quota: 1_000_00, actual: 900_00, terms: bandTables.half })
    const kept = { ...disputed, basis: saved, cleared: clearInstitution(saved) } as ClearingStatement
    expect(kept.cleared).toMatchObject({ kept: 30_00, accepted: 930_00 })
    const decide = (adjustment: number) =>
      code(decideStatement({ ...decision, score: '100', adjustment }, kept))
    expect([decide(90_00), decide(90_01)]).toEqual(['decided', 'clearing.beyond-claims'])
  })

  it('stands when it is confirmed, decided on, or was not answered in time', () => {
    const stands = [proposed, confirmed, disputed, decided, locked].map((each) =>
      isLockable(each, { by: 'x', on: '2026-03-16' }),
    )
    expect(stands).toEqual([false, true, false, true, false])
    expect(isLockable(proposed, { by: 'x', on: '2026-03-17' })).toBe(true)
    expect(isLockable(disputed, { by: 'x', on: '2026-12-31' })).toBe(false)
  })

  it('names its entry and order when it is locked, and can be answered no more', () => {
    expect(locked).toMatchObject({ state: 'locked', entryId: 'E', orderId: 'PO', confirmed: yes })
    expect(code(disputeStatement(no, locked))).toBe('clearing.not-proposed')
    expect(code(decideStatement(decision, locked))).toBe('clearing.not-disputed')
  })
})
