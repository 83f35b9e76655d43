import type { SQSEvent } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { consume } from '#shared/edge/events/consume.ts'
import { holdMillis } from '#shared/edge/events/pause.ts'
import { isSystemic } from '#shared/edge/events/systemic.ts'
import { unitsOften, work } from '#shared/edge/runs/run.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { watchedInbox } from '#test/support/watched-inbox.ts'

const ofAws = (name: string, more: object = {}) =>
  Object.assign(new Error(`${name} of AWS`), { name, $metadata: {}, $fault: 'client', ...more })

const message = (messageId: string, receives = 1, attributes: object = {}) => ({
  ...{ messageId, receiptHandle: messageId, eventSourceARN: 'arn:aws:sqs:x:y:inbox' },
  body: JSON.stringify({ 'detail-type': 'told.v1', detail: messageId }),
  attributes: { ApproximateReceiveCount: String(receives) },
  messageAttributes: attributes,
})
const batch = (...Records: object[]) => ({ Records }) as unknown as SQSEvent
const ids = (from: number, count: number) => Array.from({ length: count }, (_, at) => `m${from + at}`)

/** A consumer whose events fail as is said of them, with what it did to its inbox. */
const consumer = () => {
  const fails = new Map<string, unknown>()
  const tried: string[] = []
  let all: unknown
  const watched = watchedInbox()
  const handler = consume(
    [
      {
        detailTypes: ['told.v1'],
        apply: async ({ detail }) => {
          tried.push(String(detail))
          const error = all ?? fails.get(String(detail))
          if (error !== undefined) throw error
        },
      },
    ],
    watched.inbox,
  )
  return {
    ...{ ...watched, fails, tried },
    allFail: (error: unknown) => {
      all = error
    },
    take: async (...records: object[]) => {
      const taken = handler(batch(...records))
      await vi.advanceTimersByTimeAsync(holdMillis)
      return (await taken).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a failure of what everything needs', () => {
  it.each([
    ['a table that throttles', ofAws('ProvisionedThroughputExceededException')],
    ['a database that fails', ofAws('InternalServerError', { $fault: 'server' })],
    ['a right that is missing', ofAws('AccessDeniedException')],
    ['a key that is disabled', ofAws('DisabledException')],
    ['a table that is gone', ofAws('ResourceNotFoundException')],
    ['nobody answers', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a setting that is missing', new TongchouError('environment.missing', 'TABLE_NAME is not set')],
    ['one of these as the cause', new Error('not read', { cause: ofAws('ThrottlingException') })],
  ])('%s', (_, error) => {
    expect(isSystemic(error)).toBe(true)
  })

  it.each([
    ['an item that is too large', ofAws('ValidationException')],
    ['a condition that does not hold', ofAws('ConditionalCheckFailedException')],
    ['an event that cannot be read', new TongchouError('event.unreadable', 'no amount')],
    ['others were faster', new TongchouError('store.contended', 'each time')],
    ['a fault of the code', new TypeError('x is undefined')],
    ['nothing', undefined],
  ])('is not: %s', (_, error) => {
    expect(isSystemic(error)).toBe(false)
  })
})

describe('an inbox', () => {
  it('sets aside after five tries what fails by itself, and goes on with the others', async () => {
    const { take, fails, setAside, tried } = consumer()
    const poison = new TongchouError('event.unreadable', 'no amount')
    fails.set('m1', poison)
    for (const receives of [1, 2, 3, 4]) expect(await take(message('m1', receives))).toEqual(['m1'])
    expect(setAside).toEqual([])
    expect(await take(message('m1', 5), message('m2'))).toEqual([])
    expect(setAside).toEqual([{ id: 'm1', error: poison }])
    expect(tried.slice(-2)).toEqual(['m2', 'm1'])
  })

  it('pauses when what everything needs fails: it holds what comes, tries one, and sets nothing aside', async () => {
    const { take, allFail, setAside, tried } = consumer()
    allFail(ofAws('AccessDeniedException'))
    expect(await take(message('m1'), message('m2'))).toEqual(['m1', 'm2'])
    tried.length = 0
    for (const receives of [2, 50, 100])
      expect(await take(...ids(3, 10).map((id) => message(id, receives)))).toEqual(ids(3, 10))
    expect(tried).toEqual(['m3', 'm3', 'm3'])
    expect(setAside).toEqual([])
  })

  it('goes on by itself with the first that succeeds', async () => {
    const { take, allFail, tried } = consumer()
    allFail(ofAws('ProvisionedThroughputExceededException'))
    await take(message('m1'))
    allFail(undefined)
    tried.length = 0
    expect(await take(...ids(1, 10).map((id) => message(id, 7)))).toEqual([])
    expect(tried).toEqual(ids(1, 10))
  })

  it('does not pause while some succeed', async () => {
    const { take, fails, tried } = consumer()
    fails.set('m1', ofAws('ThrottlingException'))
    expect(await take(message('m1'), message('m2'))).toEqual(['m1'])
    tried.length = 0
    await take(message('m3'), message('m4'))
    expect(tried).toEqual(['m3', 'm4'])
  })

  it('is not held up by poison that stands before what would succeed', async () => {
    const { take, allFail, fails, setAside } = consumer()
    allFail(ofAws('ThrottlingException'))
    await take(message('m1'))
    allFail(undefined)
    fails.set('m1', new SyntaxError('not json'))
    expect(await take(message('m1', 5), message('m2', 5))).toEqual([])
    expect(setAside.map(({ id }) => id)).toEqual(['m1'])
  })

  it('pauses when twenty different events fail and none succeeds, whatever the errors say', async () => {
    const { take, allFail, setAside, tried } = consumer()
    allFail(new TypeError('a version with a fault was deployed'))
    for (const from of [1, 11])
      expect(await take(...ids(from, 10).map((id) => message(id, 5)))).toHaveLength(from === 1 ? 0 : 10)
    expect(setAside).toHaveLength(10)
    tried.length = 0
    expect(await take(...ids(21, 10).map((id) => message(id, 5)))).toHaveLength(10)
    expect(setAside).toHaveLength(10)
  })

  it('counts the tries of an event from the start again when an outage has brought it often', async () => {
    const { take, fails, setAside, sentAnew } = consumer()
    fails.set('m1', new TongchouError('levy.unknown', 'its levy was not told yet'))
    expect(await take(message('m1', 97))).toEqual([])
    expect(sentAnew).toEqual(['m1'])
    expect(await take(message('m1', 5, { Anew: { stringValue: '1' } }))).toEqual([])
    expect(setAside).toMatchObject([{ id: 'm1' }])
  })

  it('has what came a hundred times come every quarter of an hour, so that a thousand receives last ten days', async () => {
    const { take, allFail, hidden } = consumer()
    allFail(ofAws('AccessDeniedException'))
    await take(message('m1', 100), message('m2', 101))
    expect(hidden).toEqual([{ ids: ['m2'], seconds: 900 }])
    const [{ seconds } = { seconds: 0 }] = hidden
    expect((100 * 180 + 900 * seconds) / 86_400).toBeGreaterThan(9)
  })

  it('keeps what its dead letters do not take', async () => {
    const { fails, inbox } = consumer()
    fails.set('m1', new SyntaxError('not json'))
    const handler = consume([], { ...inbox, setAside: () => Promise.reject(ofAws('AccessDeniedException')) })
    const { batchItemFailures } = await handler(batch(message('m1', 5)))
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm1' }])
  })
})

describe('an event that ends its consumer', () => {
  /** A consumer that ends at an event: it answers nothing for what it has in hand. */
  const mortal = () => {
    const at = { tried: [] as string[] }
    const watched = watchedInbox()
    const handler = consume(
      [
        {
          detailTypes: ['told.v1'],
          apply: async ({ detail }) => {
            at.tried.push(String(detail))
            if (detail === 'deadly') await new Promise(() => {})
            if (detail === 'fails') throw new Error('not now')
          },
        },
      ],
      watched.inbox,
    )
    const take = async (...records: object[]): Promise<void> => {
      void handler(batch(...records))
      await vi.advanceTimersByTimeAsync(1)
    }
    return { ...watched, ...at, take }
  }

  it('is tried last where it came often among others that did not: these are done, and out of the queue, before', async () => {
    const { take, tried, removed } = mortal()
    await take(message('m0'))
    await take(message('deadly', 4), ...ids(1, 4).map((id) => message(id)))
    expect(tried).toEqual(['m0', ...ids(1, 4), 'deadly'])
    expect(removed).toEqual(ids(1, 4))
  })

  it('takes no event with it that failed beside it: that stays in the queue', async () => {
    const { take, removed } = mortal()
    await take(message('m0'))
    await take(message('deadly', 4), message('m1'), message('fails'), message('m2'))
    expect(removed).toEqual(['m1', 'm2'])
  })

  it('is alone after a while with those that came as often: whoever follows takes them one by one', async () => {
    const { take, tried, removed } = mortal()
    await take(message('m1', 3), message('deadly', 3), message('m2', 3))
    expect(tried).toEqual(['m1', 'deadly'])
    expect(removed).toEqual(['m1'])
  })

  it('is not looked for in what an outage left: a consumer that answers takes ten at once', async () => {
    const { take, tried, removed } = mortal()
    await take(message('m0'))
    await take(message('deadly', 90), ...ids(1, 9).map((id) => message(id, 80)))
    expect(tried).toHaveLength(11)
    expect(removed).toEqual([])
  })
})

describe('a work queue', () => {
  const worker = () => {
    const watched = watchedInbox()
    const fails = new Map<string, unknown>()
    const done: string[] = []
    const handler = work(
      {
        pay: async ({ unitId }) => {
          if (fails.has(unitId)) throw fails.get(unitId)
          done.push(unitId)
        },
      },
      watched.inbox,
    )
    const unit = (unitId: string, receives = 1, task = 'pay') => ({
      ...message(unitId, receives),
      body: JSON.stringify({ runId: 'r', unitId, task, input: {} }),
    })
    const take = async (record: object) => {
      const taken = handler(batch(record))
      await vi.advanceTimersByTimeAsync(holdMillis)
      return (await taken).batchItemFailures.length
    }
    return { ...watched, fails, done, unit, take }
  }

  it('keeps its units as long as what all of them need fails, and goes on by itself', async () => {
    const { take, unit, fails, done, setAside, hidden } = worker()
    for (const id of ['H1', 'H2']) fails.set(id, ofAws('AccessDeniedException'))
    for (const receives of [1, 5, 6, 11]) {
      expect(await take(unit('H1', receives))).toBe(1)
      expect(await take(unit('H2', receives))).toBe(1)
    }
    expect(setAside).toEqual([])
    expect(hidden.map(({ seconds }) => seconds)).toEqual([3600, 3600])
    fails.clear()
    expect(await take(unit('H1', 12))).toBe(0)
    expect(done).toEqual(['H1'])
  })

  it('lays a unit aside that failed by itself five times, with its cause; one without a task too', async () => {
    const { take, unit, fails, setAside } = worker()
    const cause = new TongchouError('ledger.unbalanced', 'does not sum to zero')
    fails.set('H1', cause)
    expect(await take(unit('H1', 4))).toBe(1)
    expect(await take(unit('H1', 5))).toBe(0)
    expect(await take(unit('H2', 5, 'fly'))).toBe(0)
    expect(setAside).toMatchObject([{ id: 'H1', error: cause }, { id: 'H2' }])
  })

  it('carries every unit through an outage of two days', () => {
    const early = unitsOften.receives * 12 * 60
    expect((early + (60 - unitsOften.receives) * unitsOften.hiddenSeconds) / 3600).toBeGreaterThan(48)
  })
})
