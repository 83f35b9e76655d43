import { expect, test } from 'vitest'
import { outcomeOf } from '../../../../local/event-sources/batch-outcome.ts'

const known = new Set(['a', 'b'])
const answered = (payload: unknown) => outcomeOf({ status: 'succeeded', payload }, true, known)

test('no answer, an empty answer and an empty list mean that every record is done', () => {
  for (const payload of [null, {}, { batchItemFailures: null }, { batchItemFailures: [] }]) {
    expect(answered(payload)).toEqual({ failed: 'none' })
  }
})

test('only the records named come again', () => {
  expect(answered({ batchItemFailures: [{ itemIdentifier: 'b' }] })).toEqual({
    failed: 'some',
    identifiers: new Set(['b']),
  })
})

test.each([
  ['an unknown record', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
  ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['no identifier', { batchItemFailures: [{}] }],
  ['something that is not an object', 'done'],
])('an answer that names %s fails the whole batch', (_what, payload) => {
  expect(answered(payload)).toMatchObject({ failed: 'all' })
})

test('a function that failed fails the whole batch, with its error', () => {
  const result = { status: 'failed', errorType: 'TypeError', errorMessage: 'x is undefined' } as const
  expect(outcomeOf(result, true, known)).toEqual({ failed: 'all', reason: 'TypeError: x is undefined' })
})

test('a source that does not report item failures ignores what the function answers', () => {
  const payload = { batchItemFailures: [{ itemIdentifier: 'a' }] }
  expect(outcomeOf({ status: 'succeeded', payload }, false, known)).toEqual({ failed: 'none' })
})
