import { expect, test } from 'vitest'
import { createQuiet, type QuietParts } from '../../../local/quiet.ts'

const consumed = {
  consumedSince: () => true,
  isPast: () => true,
  nudge: () => undefined,
  hurry: () => undefined,
}
const still: QuietParts = {
  moving: () => ({ messages: 0 }),
  invocations: () => 5,
  fence: () => Promise.resolve(1),
  streams: [consumed],
  deadLetters: () => 2,
}

test('nothing in queues, nothing unread, no invocation: quiet, whatever lies in the dead letters', async () => {
  expect(await createQuiet(still)()).toEqual({ quiet: true, deadLetters: 2, waitingFor: {} })
})

test('a message that waits is named', async () => {
  const quiet = createQuiet({ ...still, moving: () => ({ messages: 3, invocations: 0 }) })
  expect(await quiet()).toEqual({ quiet: false, deadLetters: 2, waitingFor: { messages: 3 } })
})

test('whoever asks does not wait for records that a stream holds back to fill its batch', async () => {
  let hurried = 0
  const stream = { ...consumed, hurry: () => (hurried += 1) }
  await createQuiet({ ...still, moving: () => ({ records: 1 }), streams: [stream] })()
  expect(hurried).toBe(1)
})

test('a stream counts as consumed only by a read that began after the question', async () => {
  const asked = performance.now()
  let since = 0
  const stream = {
    ...consumed,
    consumedSince: (instant: number) => {
      since = instant
      return true
    },
  }
  await createQuiet({ ...still, streams: [stream] })()
  expect(since).toBeGreaterThan(asked)
})

test('a function that ran meanwhile may have written: not quiet, though everything looks empty again', async () => {
  let invocations = 0
  const stream = {
    ...consumed,
    consumedSince: () => {
      invocations = 1
      return true
    },
  }
  const answer = await createQuiet({ ...still, invocations: () => invocations, streams: [stream] })()
  expect(answer).toMatchObject({ quiet: false, waitingFor: { 'invocations meanwhile': 1 } })
})

test('a stream that is not read to its end in time is named', async () => {
  const stream = { ...consumed, consumedSince: () => false }
  expect(await createQuiet({ ...still, streams: [stream] })()).toMatchObject({
    quiet: false,
    waitingFor: { 'streams unread': 1 },
  })
})

test('a stream that does not show yet what was written is not consumed, though a read of it finds nothing', async () => {
  const fences: number[] = []
  const fence = () => {
    fences.push(fences.length + 1)
    return Promise.resolve(fences.length)
  }
  let shown = 0
  const stream = { ...consumed, isPast: (number: number) => shown >= number }
  const quiet = createQuiet({ ...still, fence, streams: [stream] })
  expect(await quiet()).toMatchObject({ quiet: false, waitingFor: { 'streams unread': 1 } })
  shown = 2
  expect(await quiet()).toMatchObject({ quiet: true })
  expect(fences).toEqual([1, 2])
})
