import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineEvent, earlierVersion } from '#shared/contracts/define-event.ts'
import { consume, on } from '#shared/edge/events/consume.ts'
import { watchedInbox } from '#test/support/watched-inbox.ts'
import { compilePattern } from '../../../../local/bus/patterns/compile.ts'

const person = z.strictObject({ personId: z.string(), born: z.strictObject({ year: z.int() }).optional() })

/** First it told of one person by their id, then of several, and today of what is known of each. */
const moved = defineEvent({
  service: 'enrollment',
  name: 'persons-moved',
  version: 3,
  summary: 'Persons moved.',
  data: z.strictObject({
    persons: z.array(person).min(1),
    places: z.record(z.string(), z.strictObject({ city: z.string() })),
    why: z.union([z.strictObject({ work: z.string() }), z.null()]),
  }),
  earlier: [
    earlierVersion({
      version: 2,
      data: z.strictObject({ personIds: z.array(z.string()) }),
      upcast: ({ personIds }) => ({
        persons: personIds.map((personId) => ({ personId })),
        places: {},
        why: null,
      }),
    }),
    earlierVersion({
      version: 1,
      data: z.strictObject({ personId: z.string() }),
      upcast: ({ personId }) => ({ persons: [{ personId }], places: {}, why: null }),
    }),
  ],
})

const carried = (detailType: string, data: unknown) => ({
  source: 'tongchou.enrollment',
  'detail-type': detailType,
  detail: { id: 'e1', occurredOn: '2025-03-01', data },
})
const today = {
  persons: [{ personId: 'p1', born: { year: 1970 } }],
  places: { p1: { city: '340100' } },
  why: { work: 'W1' },
}
const unreadable = expect.objectContaining({ code: 'event.unreadable' })

describe('a reader of events', () => {
  it('lets pass what it does not know, at every depth, and leaves it out', () => {
    const more = {
      ...today,
      persons: [{ personId: 'p1', born: { year: 1970, month: 4 }, name: 'x' }],
      places: { p1: { city: '340100', county: '340111' } },
      why: { work: 'W1', since: 2020 },
      seen: true,
    }
    const event = carried('persons-moved.v3', more)
    const told = { ...event, detail: { ...event.detail, sentBy: 'a newer writer' } }
    expect(moved.parse(told)).toEqual({ id: 'e1', occurredOn: '2025-03-01', data: today })
  })

  it.each([
    ['a required field that is missing', { ...today, persons: undefined }],
    [
      'a field of another type, deep inside',
      { ...today, persons: [{ personId: 'p1', born: { year: '1970' } }] },
    ],
    ['too little in a list', { ...today, persons: [] }],
  ])('refuses %s', (_, data) => {
    expect(() => moved.parse(carried('persons-moved.v3', data))).toThrow(unreadable)
  })

  it('understands every version ever written, in the words of today', () => {
    expect(moved.parse(carried('persons-moved.v3', today)).data).toEqual(today)
    expect(moved.parse(carried('persons-moved.v2', { personIds: ['p1', 'p2'], more: 1 })).data).toEqual({
      persons: [{ personId: 'p1' }, { personId: 'p2' }],
      places: {},
      why: null,
    })
    expect(moved.parse(carried('persons-moved.v1', { personId: 'p1' })).data).toEqual({
      persons: [{ personId: 'p1' }],
      places: {},
      why: null,
    })
  })

  it('refuses an earlier version whose data are wrong, and a version that there is not', () => {
    expect(() => moved.parse(carried('persons-moved.v1', { personId: 1 }))).toThrow(unreadable)
    expect(() => moved.parse(carried('persons-moved.v1', today))).toThrow(unreadable)
    expect(() => moved.parse(carried('persons-moved.v4', today))).toThrow(unreadable)
  })
})

describe('a subscription to an event', () => {
  it('gets all its versions by one rule, and no other event', () => {
    const matches = compilePattern(moved.pattern)
    const brought = (source: string, type: string) => matches({ source, 'detail-type': type })
    for (const type of ['persons-moved.v1', 'persons-moved.v2', 'persons-moved.v3'])
      expect(brought('tongchou.enrollment', type)).toBe(true)
    expect(brought('tongchou.enrollment', 'persons-moved.v4')).toBe(false)
    expect(brought('tongchou.budget', 'persons-moved.v1')).toBe(false)
  })

  it('applies all its versions', async () => {
    const applied: string[][] = []
    const subscription = on(moved, async ({ data }) => {
      applied.push(data.persons.map(({ personId }) => personId))
    })
    const handler = consume([subscription], watchedInbox().inbox)
    const bodies = [
      carried('persons-moved.v1', { personId: 'p1' }),
      carried('persons-moved.v3', today),
      carried('persons-moved.v2', { personIds: ['p2', 'p3'] }),
      carried('persons-moved.v4', today),
    ]
    const Records = bodies.map((body, at) => ({ messageId: `m${at}`, body: JSON.stringify(body) }))
    const { batchItemFailures } = await handler({ Records } as never)
    expect(applied).toEqual([['p1'], ['p1'], ['p2', 'p3']])
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm3' }])
  })
})

describe('a writer of events', () => {
  it('writes the version of today, and nothing that the contract does not name', () => {
    expect(moved.detailType).toBe('persons-moved.v3')
    const event = { id: 'e1', occurredOn: '2025-03-01', data: today }
    expect(moved.schema.parse(event)).toEqual(event)
    expect(() => moved.schema.parse({ ...event, data: { ...today, seen: true } })).toThrow()
    expect(() =>
      moved.schema.parse({ ...event, data: { ...today, persons: [{ personId: 'p1', name: 'x' }] } }),
    ).toThrow()
  })
})
