import { describe, expect, it } from 'vitest'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { at, countSeen, inTheirCities, joinSeen, ofProvince, seenIn } from '#shared/kernel/seen-wait.ts'
import type { Wait } from '#shared/kernel/wait.ts'

const item = (more: object): RecordedItem => ({ pk: 'P', sk: 'S', ...more }) as RecordedItem
const suspense: Wait = {
  id: 'contribution.suspense-is-placed',
  rule: 'money in suspense is placed within 30 days',
  work: { zh: '待查收入待处理', en: 'in suspense' },
  city: ({ city }) => String(city),
  waits: ({ state, amount }) =>
    state === 'open' ? { since: '2026-10-01', until: '2026-10-31', amount: Number(amount) } : undefined,
}

const declared = {
  refund: at('order', 'city'),
  likeness: at('division'),
  run: ofProvince,
}
const cityOf = (record: object) => {
  const always = { ...suspense, waits: () => ({ since: '2026-10-01', until: '2026-10-31' }) }
  return seenIn(item(record), inTheirCities([always], declared)).map(({ city }) => city)
}

describe('the city of what waits', () => {
  it('is the one that the kind of the record declares, or the city that its county lies in', () => {
    expect(cityOf({ kind: 'refund', order: { city: '341200' }, asked: { division: '340100' } })).toEqual([
      '341200',
    ])
    expect(cityOf({ kind: 'likeness', division: '340123' })).toEqual(['340100'])
  })
  it('is the province where the kind is the province’s work, or the record names none', () => {
    expect(cityOf({ kind: 'run', proposed: { division: '340100' } })).toEqual(['340000'])
    expect(cityOf({ kind: 'refund', order: {} })).toEqual(['340000'])
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
