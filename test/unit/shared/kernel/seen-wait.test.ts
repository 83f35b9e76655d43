import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { cityOfRecord, countSeen, joinSeen, seenIn } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'

const item = (more: object): RecordedItem => ({ pk: 'P', sk: 'S', ...more }) as RecordedItem
const suspense: Wait = {
  id: 'contribution.suspense-is-placed',
  rule: 'money in suspense is placed within 30 days',
  work: { zh: '待查收入待处理', en: 'in suspense' },
  waits: ({ state, amount }) =>
    state === 'open' ? { since: '2026-10-01', until: '2026-10-31', amount: Number(amount) } : undefined,
}

describe('the city of what waits', () => {
  it('is the one that the record says, or what it holds, or the city that its county lies in', () => {
    expect(cityOfRecord(item({ city: '340100' }))).toBe('340100')
    expect(cityOfRecord(item({ suspense: { city: '341200' } }))).toBe('341200')
    expect(cityOfRecord(item({ round: { fund: { city: '340200' } } }))).toBe('340200')
    expect(cityOfRecord(item({ division: '340123' }))).toBe('340100')
  })
  it('is the province where a record names none: a run of levies is of all cities', () => {
    expect(cityOfRecord(item({ runId: 'R1', scheme: 'resident' }))).toBe('340000')
  })
})

describe('what waits', () => {
  it('is seen of a record with its city, its money and its place', () => {
    const open = item({ city: '340100', state: 'open', amount: 477_015 })
    expect(seenIn(open, [suspense])).toEqual([
      {
        ...{ wait: suspense.id, city: '340100', place: { pk: 'P', sk: 'S' } },
        ...{ since: '2026-10-01', until: '2026-10-31', amount: 477_015 },
      },
    ])
    expect(seenIn(item({ city: '340100', state: 'placed' }), [suspense])).toEqual([])
  })

  it('is nobody’s work before it is late where the wait says no work', () => {
    const { work: _, ...silent } = suspense
    expect(seenIn(item({ state: 'open', amount: 1 }), [silent])).toEqual([])
  })

  it('is counted by city and kind: 2 of 300 and 200 fen, the oldest and the nearest last day told', () => {
    const seen = (sk: string, city: string, since: string, until: string, amount: number) => ({
      ...{ wait: suspense.id, city, since, until, amount, place: { pk: 'P', sk } },
    })
    const one = seen('1', '340100', '2026-10-02', '2026-11-01', 300)
    expect(
      countSeen([
        one,
        one,
        seen('2', '340100', '2026-10-01', '2026-10-31', 200),
        seen('3', '341200', '2026-10-05', '2026-11-04', 50),
      ]),
    ).toMatchObject([
      { city: '340100', count: 2, amount: 500, since: '2026-10-01', until: '2026-10-31' },
      { city: '341200', count: 1, amount: 50 },
    ])
  })

  it('adds up over the parts of a table', () => {
    const part = {
      ...{ wait: suspense.id, city: '340100', count: 2, amount: 500 },
      ...{ since: '2026-10-01', until: '2026-10-31' },
    }
    expect(joinSeen([part, { ...part, count: 3, amount: 10, since: '2026-09-01' }])).toMatchObject([
      { count: 5, amount: 510, since: '2026-09-01', until: '2026-10-31' },
    ])
  })
})
