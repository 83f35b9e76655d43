import { expect, test } from 'vitest'
import { saysMore } from '../../../console/src/view/row.ts'

test('a row that its columns show whole opens into nothing more', () => {
  expect(saysMore({ city: '340100', amount: 5 }, ['city', 'amount'])).toBe(false)
  expect(saysMore({ city: '340100', amount: undefined }, ['city'])).toBe(false)
})

test('a row with a field that no column shows opens into all of it: the reason of a failed payment, a late fee', () => {
  expect(saysMore({ orderId: 'O1', reason: 'no such account' }, ['orderId'])).toBe(true)
  expect(saysMore({ levyId: 'L1', lateFee: { amount: 300, days: 2 } }, ['levyId'])).toBe(true)
})

test('a part of a field in a column is not the whole of it', () => {
  expect(saysMore({ share: { fund: 3, local: 1 } }, ['share.fund'])).toBe(true)
})

test('a list within a row is shown whole when it is opened: a cell says only how many it has', () => {
  expect(saysMore({ steps: [{ step: 'a' }] }, ['steps'])).toBe(true)
  expect(saysMore({ months: ['2026-01', '2026-02'] }, ['months'])).toBe(false)
})
