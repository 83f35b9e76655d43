import { expect, test } from 'vitest'
import { objectionsIn, ticked, withReason } from '../../../console/src/desks/control/contested.ts'

test('a claim that is ticked is contested with its reason, and is none any more when the tick is taken off', () => {
  const one = withReason(ticked({}, 'C1', '2026-05'), 'C1', ' 床位费等级有误 ')
  expect(objectionsIn(one)).toEqual([{ claimId: 'C1', month: '2026-05', reason: '床位费等级有误' }])
  expect(objectionsIn(ticked(one, 'C1', '2026-05'))).toBeUndefined()
})

test('nothing is contested while a ticked claim has no reason; the others keep what was typed', () => {
  const one = withReason(ticked({}, 'C1', '2026-05'), 'C1', 'the level was wrong')
  const two = ticked(one, 'C2', '2026-04')
  expect(objectionsIn(two)).toBeUndefined()
  expect(objectionsIn(withReason(two, 'C2', 'paid twice'))).toEqual([
    { claimId: 'C1', month: '2026-05', reason: 'the level was wrong' },
    { claimId: 'C2', month: '2026-04', reason: 'paid twice' },
  ])
  expect(withReason({}, 'C9', 'never ticked')).toEqual({})
})
