import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personsParted } from '#shared/contracts/enrollment.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { toEvents } from '../../../services/enrollment/outbox.ts'
import { savePupil } from '../../../services/enrollment/school/store.ts'
import { billPaid, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
})

const { hefei, province } = tokens
const hefeiSecond = { ...hefei, sub: 'second-hefei' }
const provinceSecond = { ...province, sub: 'second-province' }
let keys = 0
const post = (token: Token, path: string, body?: object) => {
  keys += 1
  return service.call(token, 'POST', path, { key: `parting-${keys}`, ...(body ? { body } : {}) })
}
const get = (token: Token, path: string, query = {}) => service.call(token, 'GET', path, { query })
const code = (answer: { body: Record<string, unknown> }) => answer.body.code
const paysYear = (personId: string, year: number) =>
  service.deliver(
    billPaid([personId], {
      ...{ billId: `R-${personId}-${year}`, scheme: 'resident', from: `${year}-01`, to: `${year}-12` },
      paidOn: `${year - 1}-12-01`,
    }),
  )
const enrolled = async (serial: number, more = {}) =>
  (await post(hefei, '/persons', resident(serial, more))).body as { personId: string; alike?: string[] }
const person = async (personId: string) => (await get(province, `/persons/${personId}`)).body
const evidence = { kind: 'police-certificate', number: '合公证〔2026〕7号' }
const asked = (fromPerson: string, toPerson: string, more: object) => ({
  ...{ division: '340100', fromPerson, toPerson, evidence, reason: '户籍核查为两人' },
  ...more,
})

/** What verify would say. */
const violations = async (spoil: (item: Record<string, unknown>) => object | undefined = (item) => item) => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await service.items()) {
    const seen = spoil(item)
    if (seen) for (const check of checks) check.see(seen as never)
  }
  return checks.flatMap((check) =>
    check.finish().violations.map(({ invariant, what }) => `${invariant}: ${what}`),
  )
}

describe('two who were made one, and are two', () => {
  it('are parted by two hands: each has their own days and bills again, and is found by their own number', async () => {
    const first = await enrolled(101, { name: '双胞' })
    const second = await enrolled(102, { name: '双胞', from: '2025-03-01' })
    for (const { personId } of [first, second]) await paysYear(personId, 2025)
    const before = await person(second.personId)
    const merge = await post(province, '/duplicate-decisions', {
      ...{ division: '340100', reason: '疑似同一人' },
      pairs: [{ likenessId: second.alike?.[0], keeps: first.personId }],
    })
    expect(
      (await post(provinceSecond, `/duplicate-decisions/${merge.body.decisionId}/approval`)).status,
    ).toBe(202)
    await queue.workOn()
    expect(await person(second.personId)).toMatchObject({ status: 'ended' })

    const items = (await get(hefei, `/persons/${first.personId}/items`)).body as {
      coverage: { from: string }[]
      payments: { billId: string }[]
    }
    expect(items.payments.map(({ billId }) => billId).sort()).toEqual(
      [first, second].map(({ personId }) => `R-${personId}-2025`).sort(),
    )
    const named = {
      coverage: [{ from: '2025-01-01', whose: 'stays' }],
      payments: [
        { billId: `R-${first.personId}-2025`, whose: 'stays' },
        { billId: `R-${second.personId}-2025`, whose: 'goes' },
      ],
    }
    const some = asked(first.personId, second.personId, { ...named, payments: named.payments.slice(0, 1) })
    expect(code(await post(hefei, '/partings', some))).toBe('parting.item-not-named')
    const strange = { ...named, payments: [...named.payments, { billId: 'R-nobody', whose: 'stays' }] }
    expect(code(await post(hefei, '/partings', asked(first.personId, second.personId, strange)))).toBe(
      'parting.item-unknown',
    )
    const proposed = await post(
      hefei,
      '/partings',
      asked(first.personId, second.personId, { ...named, claims: ['C-1'], account: 0 }),
    )
    expect(proposed).toMatchObject({ status: 201, body: { status: 'proposed', takesMergeBack: true } })
    const path = `/partings/${proposed.body.partingId}`
    expect(code(await post(hefei, `${path}/approval`))).toBe('parting.same-person')
    expect((await get(hefei, '/partings', { division: '340100' })).body.partings).toHaveLength(1)
    expect(await post(hefeiSecond, `${path}/approval`)).toMatchObject({
      status: 200,
      body: { status: 'approved', decidedBy: 'second-hefei' },
    })
    const after = await person(second.personId)
    expect(after).toMatchObject({
      status: 'covered',
      coverage: { from: '2025-03-01', to: null, partedFrom: [first.personId] },
    })
    const days = (of: Record<string, unknown>) =>
      (of.entitlements as { spells: object[] }[]).map(({ spells }) => spells)
    expect(days(after)).toEqual(days(before))
    expect((await person(first.personId)).coverage).not.toHaveProperty('alsoAs')
    // Decided on, the pair is not told again.
    expect((await get(province, `/likenesses/${second.alike?.[0]}`)).body).toMatchObject({
      status: 'two-persons',
    })
    const told = (await service.items())
      .filter(({ kind }) => kind === 'parting')
      .flatMap((item) => toEvents([{ sequence: '1', item }]))
      .map(({ event }) => personsParted.schema.parse(event).data)
    expect(told).toEqual([
      expect.objectContaining({ stays: first.personId, goes: second.personId, claims: ['C-1'], account: 0 }),
    ])
    expect(await violations()).toEqual([])
  })
})

describe('one record that was two persons', () => {
  it('gives the other number what is theirs; a bill on which the first stands is noted with the other from then on', async () => {
    const record = await enrolled(111, { name: '同号甲' })
    for (const year of [2025, 2026]) await paysYear(record.personId, year)
    const other = await enrolled(113, { name: '同号乙', from: '2026-03-01' })
    const named = {
      coverage: [{ from: '2025-01-01', whose: 'stays' }],
      payments: [
        { billId: `R-${record.personId}-2025`, whose: 'stays' },
        { billId: `R-${record.personId}-2026`, whose: 'goes' },
      ],
    }
    const { body } = await post(hefei, '/partings', asked(record.personId, other.personId, named))
    expect((await post(hefeiSecond, `/partings/${body.partingId}/approval`)).status).toBe(200)
    const entitledIn = async (personId: string) =>
      ((await person(personId)).entitlements as { year: number; spells: object[] }[])
        .filter(({ spells }) => spells.length > 0)
        .map(({ year }) => year)
    expect(await entitledIn(record.personId)).toEqual([2025])
    expect(await entitledIn(other.personId)).toEqual([2026])
    // The bill comes again, as it does, under the number it was issued to.
    await paysYear(record.personId, 2026)
    expect(await entitledIn(record.personId)).toEqual([2025])
    expect(await violations()).toEqual([])
  })

  it('gives the other number their aid category and their school, and tells settlement what is registered and the allowances', async () => {
    const record = await enrolled(121, { name: '同号丙' })
    const other = await enrolled(123, { name: '同号丁' })
    const aid = (category: string, from: string) =>
      service.call(tokens.civilAffairs, 'PUT', `/persons/${record.personId}/aid`, {
        ...{ key: `parting-aid-${from}`, body: { aid: category, from } },
      })
    await aid('minimum-living', '2025-02-01')
    await aid('special-hardship', '2025-06-01')
    await service.call(hefei, 'PUT', '/schools/3401000001', {
      ...{ key: 'parting-school', body: { city: '340100', name: '合肥市第一中学' } },
    })
    await savePupil(
      { personId: record.personId, schoolCode: '3401000001', since: '2025-09-01' },
      service.store,
    )
    const items = (await get(hefei, `/persons/${record.personId}/items`)).body
    expect(items).toMatchObject({
      aids: [
        { aid: 'minimum-living', from: '2025-02-01' },
        { aid: 'special-hardship', from: '2025-06-01' },
      ],
      schoolCode: '3401000001',
    })
    const named = { coverage: [{ from: '2025-01-01', whose: 'stays' }], payments: [] }
    const strange = asked(record.personId, other.personId, { ...named, aids: ['2025-03-01'] })
    expect(code(await post(hefei, '/partings', strange))).toBe('parting.item-unknown')
    const noPupil = asked(other.personId, record.personId, { ...named, school: 'goes' })
    expect(code(await post(hefei, '/partings', noPupil))).toBe('parting.no-student')
    const { body } = await post(
      hefei,
      '/partings',
      asked(record.personId, other.personId, {
        ...{ ...named, aids: ['2025-06-01'], school: 'goes' },
        ...{ registrations: ['disease:M03900:2025-03-01'], allowances: ['MB-1'] },
      }),
    )
    const approved = await post(hefeiSecond, `/partings/${body.partingId}/approval`)
    expect(approved).toMatchObject({ status: 200, body: { aids: ['2025-06-01'], school: 'goes' } })
    const aidsOf = async (personId: string) => (await get(province, `/persons/${personId}/items`)).body.aids
    expect([await aidsOf(record.personId), await aidsOf(other.personId)]).toEqual([
      [{ aid: 'minimum-living', from: '2025-02-01' }],
      [{ aid: 'special-hardship', from: '2025-06-01' }],
    ])
    const listed = (await get(hefei, '/schools/3401000001/students')).body as {
      students: { person: { personId: string } }[]
    }
    expect(listed.students.map((each) => each.person.personId)).toEqual([other.personId])
    const told = (await service.items())
      .filter((item) => item.kind === 'parting' && item.partingId === body.partingId)
      .flatMap((item) => toEvents([{ sequence: '1', item }]))
    expect(told.map(({ event }) => personsParted.schema.parse(event).data)).toEqual([
      expect.objectContaining({
        ...{ registrations: ['disease:M03900:2025-03-01'], allowances: ['MB-1'] },
        hands: {
          proposed: expect.objectContaining({ by: expect.any(String) }),
          decided: expect.objectContaining({ by: 'second-hefei' }),
        },
      }),
    ])
    expect(await violations()).toEqual([])
    const both = await violations((item) => {
      const { insured } = item as { insured?: { personId: string } }
      return insured?.personId === record.personId
        ? {
            ...item,
            insured: {
              ...insured,
              aids: [
                { aid: 'minimum-living', from: '2025-02-01' },
                { aid: 'special-hardship', from: '2025-06-01' },
              ],
            },
          }
        : item
    })
    expect(both).toContain('enrollment.parted-item-by-item: the aid category from 2025-06-01 is both’s')
    // The next list of the school names the record again: it is a student once more.
    await savePupil(
      { personId: record.personId, schoolCode: '3401000001', since: '2026-09-01' },
      service.store,
    )
    const again = (await get(hefei, '/schools/3401000001/students')).body as { students: object[] }
    expect(again.students).toHaveLength(2)
  })

  it('is found by the night where a bill counts for both, or is lost, or one hand did it', async () => {
    const bill = (item: Record<string, unknown>) => {
      const { insured, ...rest } = item as {
        insured?: { paidBills: { billId: string }[]; parted?: { gave: string[] }[] }
      }
      return { insured, rest }
    }
    const twice = await violations((item) => {
      const { insured, rest } = bill(item)
      const gave = insured?.parted?.[0]?.gave[0]
      return gave === undefined || !insured
        ? item
        : {
            ...rest,
            insured: {
              ...insured,
              paidBills: [...insured.paidBills, { ...insured.paidBills[0], billId: gave }],
            },
          }
    })
    expect(twice).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^enrollment\.parted-item-by-item: the bill .* counts for both$/),
      ]),
    )
    const lost = await violations((item) => {
      const { insured, rest } = bill(item)
      return insured?.parted ? { ...rest, insured: { ...insured, paidBills: [] } } : item
    })
    expect(lost.some((each) => /parted-item-by-item: the bill .* is lost/.test(each))).toBe(true)
    const alone = await violations((item) =>
      item.kind === 'parting' ? { ...item, decided: (item as { proposed: object }).proposed } : item,
    )
    expect(alone).toContain('enrollment.parted-item-by-item: one person proposed and approved it')
    const unknown = await violations((item) => (item.kind === 'parting' ? undefined : item))
    expect(unknown).toContain('enrollment.parted-item-by-item: they were parted by nobody’s decision')
  })
})
