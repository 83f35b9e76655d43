import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../../services/budget/monthly-settlement/rules/answer.ts'
import {
  answerStatement,
  judgeContest,
  stateOn,
} from '../../../../services/budget/monthly-settlement/rules/answer.ts'

const answerBy = '2025-02-15'
const items = [
  { claimId: 'C1', reason: 'the implant was paid at the price limit of another level' },
  { claimId: 'C2', reason: 'two stays, not one' },
]
const hospital = { by: 'hospital', on: '2025-02-12', receivedOn: '2025-02-13' }
const contested: Answer = { state: 'contested', answered: hospital, items }
const judged = [
  { claimId: 'C1', outcome: 'upheld' as const, reason: 'the level was wrong' },
  { claimId: 'C2', outcome: 'dismissed' as const, reason: 'readmitted within 15 days' },
]
const refusal = (code: string) => ({ status: 'refused', refusal: { code } })

describe('a monthly statement', () => {
  it('is confirmed by an answer that contests nothing', () => {
    expect(answerStatement({ ...hospital, items: [] }, { answerBy, answer: undefined })).toEqual({
      status: 'accepted',
      value: { state: 'confirmed', answered: { ...hospital, answerBy } },
    })
  })

  it('is not answered by who settled the month, nor confirmed by an office for the institution', () => {
    const open = { answerBy, answer: undefined, settledBy: 'clerk' }
    const paper = { reason: 'it has no line', document: '2025-17' }
    for (const answered of [[], items])
      expect(answerStatement({ ...hospital, by: ' Clerk', items: answered }, open)).toMatchObject(
        refusal('statement.same-person'),
      )
    expect(answerStatement({ ...hospital, by: 'desk', items: [], paper }, open)).toMatchObject(
      refusal('answer.only-objections'),
    )
    const taken = { ...hospital, by: 'desk', paper }
    expect(answerStatement({ ...taken, items }, open)).toMatchObject({
      value: { state: 'contested', answered: taken },
    })
  })

  it('is confirmed by silence once the last day to answer is over, not on it', () => {
    expect(stateOn(answerBy, answerBy, undefined)).toBe('awaiting-answer')
    expect(stateOn('2025-02-16', answerBy, undefined)).toBe('confirmed-by-silence')
    expect(stateOn('2025-02-16', answerBy, contested)).toBe('contested')
  })

  it('is contested claim by claim, until the last day to answer', () => {
    expect(
      answerStatement({ ...hospital, receivedOn: answerBy, items }, { answerBy, answer: undefined }),
    ).toMatchObject({ status: 'accepted', value: { state: 'contested', items } })
    expect(
      answerStatement({ ...hospital, receivedOn: '2025-02-16', items }, { answerBy, answer: undefined }),
    ).toMatchObject(refusal('statement.answer-late'))
  })

  it('is answered once: the same answer again changes nothing, whenever it comes; another one is refused', () => {
    const again = { by: 'hospital', on: '2025-03-01', receivedOn: '2025-03-01', items: [...items].reverse() }
    expect(answerStatement(again, { answerBy, answer: contested })).toEqual({
      status: 'accepted',
      value: contested,
    })
    expect(answerStatement({ ...hospital, items: [] }, { answerBy, answer: contested })).toMatchObject(
      refusal('statement.answered'),
    )
  })

  it('has each contested claim decided on, by somebody else, once', () => {
    const decided = { by: 'clerk', on: '2025-02-20', items: judged }
    expect(judgeContest(decided, contested)).toEqual({
      status: 'accepted',
      value: { ...contested, state: 'decided', decided },
    })
    expect(judgeContest({ ...decided, by: 'hospital' }, contested)).toMatchObject(
      refusal('statement.same-person'),
    )
    const [first] = judged
    for (const wrong of [[first], [first, first], [first, { ...judged[1], claimId: 'C3' }]])
      expect(judgeContest({ ...decided, items: wrong as typeof judged }, contested)).toMatchObject(
        refusal('statement.other-items'),
      )
    expect(judgeContest(decided, undefined)).toMatchObject(refusal('statement.not-contested'))
  })

  it('decided on again in the same way stays as it was', () => {
    const decided: Answer = {
      ...contested,
      state: 'decided',
      decided: { by: 'clerk', on: '2025-02-20', items: judged },
    }
    const again = { by: 'other-clerk', on: '2025-02-22', items: [...judged].reverse() }
    expect(judgeContest(again, decided)).toEqual({ status: 'accepted', value: decided })
    expect(judgeContest({ ...again, items: judged.slice(0, 1) }, decided)).toMatchObject(
      refusal('statement.not-contested'),
    )
  })
})
