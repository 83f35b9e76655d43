import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { openBackDoor } from '#test/support/night.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { coverages } from '../../../services/enrollment/coverage/store.ts'
import { invariants } from '../../../services/enrollment/night/invariants.ts'
import { toEvents } from '../../../services/enrollment/outbox.ts'
import { billPaid, employee, idNumberOf, resident } from './people.ts'
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

const { hefei, wuhu, province } = tokens
const hefeiSecond = { ...hefei, sub: 'second-hefei' }
const second = { ...province, sub: 'second-province' }
let keys = 0
const post = (token: Token, path: string, body?: object) => {
  keys += 1
  return service.call(token, 'POST', path, { key: `twice-${keys}`, ...(body ? { body } : {}) })
}
const get = (token: Token, path: string, query = {}) => service.call(token, 'GET', path, { query })
const code = (answer: { body: Record<string, unknown> }) => answer.body.code

type Pair = { readonly first: string; readonly second: string; readonly likenessId: string }
type Enrolled = { readonly personId: string; readonly alike: readonly string[] }
/** Somebody who is registered in Hefei, and under another number in Wuhu. */
const twice = async (name: string, serial: number): Promise<Pair> => {
  const one = (await post(hefei, '/persons', resident(serial, { name }))).body
  const other = (
    await post(wuhu, '/persons', resident(serial + 1, { name, city: '340200', from: '2025-03-01' }))
  ).body as { personId: string; alike: string[] }
  return { first: String(one.personId), second: other.personId, likenessId: String(other.alike[0]) }
}
const paysYear = (personId: string, year: number) =>
  service.deliver(
    billPaid([personId], {
      ...{ billId: `R-${personId}-${year}`, scheme: 'resident', from: `${year}-01`, to: `${year}-12` },
      paidOn: `${year - 1}-12-01`,
    }),
  )
/** The money of a year is paid back. */
const refunds = (personId: string, year: number) => {
  const refund = billPaid([personId], {
    ...{ billId: `R-${personId}-${year}`, scheme: 'resident', from: `${year}-01`, to: `${year}-12` },
    paidOn: '2026-01-20',
  })
  const [receipt] = refund.detail.data.receipts
  const { completes, ...rest } = receipt as NonNullable<typeof receipt>
  const receipts = [{ ...rest, turn: 2, withdraws: completes }] as never
  const detail = {
    ...refund.detail,
    id: `refund:${personId}:${year}`,
    data: { ...refund.detail.data, receipts },
  }
  return service.deliver({ ...refund, detail })
}
const coverageOf = async (personId: string) => (await get(province, `/persons/${personId}`)).body

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

const decided = async (pairs: readonly Pair[], keeps: (pair: Pair) => string) => {
  const proposed = await post(province, '/duplicate-decisions', {
    ...{ division: '340000', reason: '公安比对为同一人' },
    pairs: pairs.map((pair) => ({ likenessId: pair.likenessId, keeps: keeps(pair) })),
  })
  return { proposed, path: `/duplicate-decisions/${proposed.body.decisionId}` }
}

describe('a person registered twice, in two cities and under two numbers', () => {
  it('is one by the decision of two: the preview tells what it does, and nothing is done before the second hand', async () => {
    const pair = await twice('邓丽', 1)
    for (const personId of [pair.first, pair.second]) await paysYear(personId, 2025)
    const { proposed, path } = await decided([pair], ({ first }) => first)
    expect(proposed).toMatchObject({
      status: 201,
      body: {
        status: 'proposed',
        persons: 1,
        // The subsidy of a resident of 2025: 700 yuan.
        subsidiesTwice: 70_000,
        pairs: [
          {
            ...{ keeps: pair.first, ends: pair.second, schemes: ['resident', 'resident'] },
            twice: [{ from: '2025-03-01', to: '9999-12-31' }],
            // From 1 March to the end of the year.
            ...{ daysLost: 306, daysGained: 0 },
            subsidies: [{ year: 2025, city: '340200', amount: 70_000 }],
          },
        ],
      },
    })
    expect(await coverageOf(pair.second)).toMatchObject({ status: 'covered' })
    expect(code(await post(province, `${path}/approval`))).toBe('duplicate.same-person')
    for (const city of [hefei, wuhu]) expect(code(await get(city, path))).toBe('duplicate.unknown')

    expect((await post(second, `${path}/approval`)).status).toBe(202)
    await queue.workOn()
    expect((await get(province, path)).body).toMatchObject({ done: 1, pairs: [{ outcome: 'merged' }] })
    expect(await coverageOf(pair.second)).toMatchObject({
      status: 'ended',
      coverage: { to: '2025-02-28', sameAs: pair.first },
      // What they could claim by their own number until then is judged by what the one who goes on may claim, in Hefei.
      entitlements: [
        { year: 2025, version: 2, spells: [{ city: '340100', from: '2025-03-01', to: '2025-12-31' }] },
      ],
    })
    expect(await coverageOf(pair.first)).toMatchObject({
      status: 'covered',
      coverage: { to: null, alsoAs: [pair.second] },
    })
    // Settlement hears it with each year: what either counted of it counts for both.
    const told = (await service.items())
      .filter(({ pk, sk }) => sk === 'COVERAGE' && [pair.first, pair.second].some((id) => pk.endsWith(id)))
      .flatMap((item) => toEvents([{ sequence: '1', item }]))
      .filter(({ contract }) => contract === entitlementsChanged)
      .flatMap(({ event }) => entitlementsChanged.schema.parse(event).data.persons)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ personId: pair.second, year: 2025, version: 2, sameAs: pair.first }),
        expect.objectContaining({ personId: pair.first, year: 2025, version: 2, alsoAs: [pair.second] }),
      ]),
    )
    expect(await violations()).toEqual([])
  })

  it('is found by either number then, and is not enrolled anew by the one that ended', async () => {
    const pair = await twice('龚雪', 11)
    const { path } = await decided([pair], ({ first }) => first)
    await post(second, `${path}/approval`)
    await queue.workOn()
    const { idNumber } = resident(12)
    const found = await post(province, '/persons/look-ups', { certificate: { number: idNumber } })
    expect(found.body.persons).toEqual([expect.objectContaining({ personId: pair.first })])
    const again = resident(12, { name: '龚雪', from: '2025-06-01' })
    expect(code(await post(hefei, '/persons', again))).toBe('enrollment.already-covered')
  })

  it('loses no right that was paid under the number that ends, now or later, and no refund is forgotten', async () => {
    const pair = await twice('秦岚', 21)
    await paysYear(pair.second, 2025)
    const { proposed, path } = await decided([pair], ({ first }) => first)
    expect(proposed.body).toMatchObject({ subsidiesTwice: 0, pairs: [{ daysLost: 306, daysGained: 365 }] })
    await post(second, `${path}/approval`)
    await queue.workOn()
    const days = async (year: number) => {
      const { entitlements } = (await coverageOf(pair.first)) as {
        entitlements: { year: number; spells: unknown[] }[]
      }
      return entitlements.find((each) => each.year === year)?.spells
    }
    expect(await days(2025)).toMatchObject([{ city: '340100', from: '2025-01-01', to: '2025-12-31' }])
    await paysYear(pair.second, 2026)
    expect(await days(2026)).toMatchObject([{ from: '2026-01-01', to: '2026-12-31' }])
    const refund = billPaid([pair.second], {
      ...{ billId: `R-${pair.second}-2026`, scheme: 'resident', from: '2026-01', to: '2026-12' },
      paidOn: '2025-12-20',
    })
    const [receipt] = refund.detail.data.receipts
    const { completes, ...rest } = receipt as NonNullable<typeof receipt>
    refund.detail.id = 'refund:1'
    await service.deliver({
      ...refund,
      detail: {
        ...refund.detail,
        data: { ...refund.detail.data, receipts: [{ ...rest, turn: 2, withdraws: completes }] as never },
      },
    })
    expect(await days(2026)).toEqual([])
    expect(await violations()).toEqual([])
  })

  it('is made one once, however often the run and the approval come; and pairs of who ended are over', async () => {
    const pair = await twice('尹力', 31)
    const third = (await post(hefei, '/persons', resident(33, { name: '尹力' }))).body as {
      personId: string
      alike: string[]
    }
    expect(third.alike).toHaveLength(2)
    const { path } = await decided([pair], ({ first }) => first)
    await post(second, `${path}/approval`)
    const [unit] = queue.units
    expect((await post(second, `${path}/approval`)).body).toMatchObject({ status: 'approved' })
    expect(code(await post({ ...second, sub: 'third' }, `${path}/approval`))).toBe('approval.done')
    await queue.workOn()
    const before = await coverageOf(pair.second)
    if (unit) queue.units.push(unit)
    expect(await queue.workOn()).toEqual([])
    expect(await coverageOf(pair.second)).toEqual(before)
    const states = await Promise.all(
      third.alike.map(async (each) => (await get(province, `/likenesses/${each}`)).body.status),
    )
    expect(states.sort()).toEqual(['open', 'over'])
    expect(await violations()).toEqual([])
  })

  it('may claim on no day twice by whoever they were before: three who are one meet on none', async () => {
    // Given: one covered in 2025 until March, one from April on, and one covered all the time; all paid for.
    const names = { name: '苗青' }
    const [one, two, three] = [
      (await post(hefei, '/persons', resident(81, names))).body,
      (await post(hefei, '/persons', resident(82, { ...names, from: '2025-04-01' }))).body,
      (await post(hefei, '/persons', resident(83, names))).body,
    ] as [Enrolled, Enrolled, Enrolled]
    for (const { personId } of [one, two, three]) await paysYear(personId, 2025)
    const evidence = { kind: 'own-application', number: 'SQ-2025-1' }
    const leaves = { on: '2025-03-31', reason: 'other', evidence }
    expect((await post(hefei, `/persons/${one.personId}/leavings`, leaves)).status).toBe(201)
    expect((await post(hefeiSecond, `/persons/${one.personId}/reports/1/approval`)).status).toBe(200)
    const within = async (likenessId: string, keeps: string) => {
      const body = { division: '340100', reason: '公安比对为同一人', pairs: [{ likenessId, keeps }] }
      const proposed = await post(hefei, '/duplicate-decisions', body)
      await post(hefeiSecond, `/duplicate-decisions/${proposed.body.decisionId}/approval`)
      await queue.workOn()
      return proposed.body.pairs
    }
    // When: the first turns out to be the second, and the second the third.
    expect(await within(String(two.alike[0]), two.personId)).toMatchObject([{ daysLost: 0 }])
    const open = await Promise.all(
      three.alike.map(async (each) =>
        (await get(hefei, `/likenesses/${each}`)).body.status === 'open' ? [each] : [],
      ),
    )
    // Then: the preview tells the days of both. What they could claim until now is judged by the third, who alone may go on.
    expect(await within(String(open.flat()[0]), three.personId)).toMatchObject([{ daysLost: 365 }])
    const spells = async (personId: string) =>
      ((await coverageOf(personId)).entitlements as { spells: unknown[] }[]).flatMap((year) => year.spells)
    const [first, then] = [await spells(one.personId), await spells(two.personId)]
    expect(first).toMatchObject([{ from: '2025-01-01', to: '2025-03-31' }])
    expect(then).toMatchObject([{ from: '2025-04-01', to: '2025-12-31' }])
    expect(await spells(three.personId)).toMatchObject([{ from: '2025-01-01', to: '2025-12-31' }])
    expect(await violations()).toEqual([])
  })

  it('keeps claimable by the number that ended what it could claim until then, as long as the one who goes on may', async () => {
    // Given: somebody who paid 2025 and 2095 by the number in Wuhu that ends, and nothing by the one in Hefei.
    const pair = await twice('狄娜', 101)
    for (const year of [2025, 2095]) await paysYear(pair.second, year)
    const { path } = await decided([pair], ({ first }) => first)
    await post(second, `${path}/approval`)
    await queue.workOn()
    // Then: days of 2025 are judged by Hefei, and of 2095 nothing is left to the number.
    const spells = async (personId: string) =>
      ((await coverageOf(personId)).entitlements as { spells: unknown[] }[]).flatMap((year) => year.spells)
    const lent = [{ city: '340100', from: '2025-03-01', to: '2025-12-31' }]
    expect(await spells(pair.second)).toMatchObject(lent)
    const why = await get(province, `/persons/${pair.second}/explanation`, { day: '2025-06-01' })
    expect(why.body).toMatchObject({ covered: false, entitled: true })
    expect(await violations()).toEqual([])
    const lie = await violations((item) => {
      const { insured, entitlements } = item as { insured?: { personId: string }; entitlements?: object[] }
      if (item.kind !== 'coverage' || insured?.personId !== pair.first) return item
      return { ...item, entitlements: entitlements?.map((year) => ({ ...year, spells: [] })) }
    })
    expect(lie).toContain('enrollment.one-person-once: they may claim as another what that one may not')

    // When: the bill is refunded. Then: neither may claim.
    await refunds(pair.second, 2025)
    expect(await spells(pair.second)).toEqual([])
    expect(await spells(pair.first)).toMatchObject([{ to: '2095-12-31' }])
    expect(await violations()).toEqual([])
  })

  it('is left as it is where it would take more than the two who decided saw, and is proposed anew', async () => {
    const pair = await twice('祁红', 111)
    await paysYear(pair.second, 2025)
    const { proposed, path } = await decided([pair], ({ first }) => first)
    expect(proposed.body).toMatchObject({ subsidiesTwice: 0 })
    // The other number pays too: a subsidy more is taken back than was seen.
    await paysYear(pair.first, 2025)
    await post(second, `${path}/approval`)
    await queue.workOn()
    expect((await get(province, path)).body).toMatchObject({
      pairs: [{ outcome: 'duplicate.takes-more-now' }],
    })
    expect(await coverageOf(pair.second)).toMatchObject({ status: 'covered' })
    const anew = await decided([pair], ({ first }) => first)
    expect(anew.proposed.body).toMatchObject({ subsidiesTwice: 70_000 })
    await post(second, `${anew.path}/approval`)
    await queue.workOn()
    expect(await coverageOf(pair.second)).toMatchObject({ status: 'ended' })
  })

  it('is not one with somebody dead while they live, and nothing new is said of who turned out to be another', async () => {
    const pair = await twice('路遥', 91)
    const died = { on: '2025-04-01', evidence: { kind: 'medical-certificate', number: 'SW-2025-9' } }
    await post(hefei, `/persons/${pair.first}/deaths`, died)
    await post(hefeiSecond, `/persons/${pair.first}/reports/1/approval`)
    const pairs = [{ likenessId: pair.likenessId, keeps: pair.second }]
    const body = { division: '340000', reason: '公安比对为同一人', pairs }
    expect(code(await post(province, '/duplicate-decisions', body))).toBe('duplicate.one-is-dead')

    // The other is dead too: they are one then, and neither death is taken back by the number that ends.
    await post(wuhu, `/persons/${pair.second}/deaths`, died)
    await post(province, `/persons/${pair.second}/reports/1/approval`)
    const { path } = await decided([pair], ({ second: keeps }) => keeps)
    await post(second, `${path}/approval`)
    await queue.workOn()
    const lives = { reason: '误报死亡', evidence: { kind: 'police-certificate', number: 'GA-2025-9' } }
    expect(code(await post(hefei, `/persons/${pair.first}/death-corrections`, lives))).toBe(
      'enrollment.is-another',
    )
    const aid = { aid: 'minimum-living', from: '2025-05-01' }
    expect(
      code(
        await service.call(tokens.civilAffairs, 'PUT', `/persons/${pair.first}/aid`, {
          key: 'aid-91',
          body: aid,
        }),
      ),
    ).toBe('enrollment.is-another')
    expect(await violations()).toEqual([])
  })

  it('is refused where the pair is decided, of another division, or whom one keeps is none of it', async () => {
    const pair = await twice('柳青', 41)
    const body = { division: '340000', reason: '公安比对为同一人' }
    const pairs = (keeps: string) => ({ ...body, pairs: [{ likenessId: pair.likenessId, keeps }] })
    expect(code(await post(province, '/duplicate-decisions', pairs('Pnobody')))).toBe(
      'duplicate.not-of-the-pair',
    )
    expect(
      code(await post(hefei, '/duplicate-decisions', { ...pairs(pair.first), division: '340100' })),
    ).toBe('likeness.unknown')
    const { path } = await decided([pair], ({ first }) => first)
    await post(second, `/likenesses/${pair.likenessId}/two-persons`, { reason: '核实为两人' })
    await post(second, `${path}/approval`)
    await queue.workOn()
    expect((await get(province, path)).body).toMatchObject({
      pairs: [{ outcome: 'likeness.decided' }],
    })
    expect(await coverageOf(pair.second)).toMatchObject({ status: 'covered' })
    expect(code(await post(province, '/duplicate-decisions', pairs(pair.first)))).toBe('likeness.decided')
  })
})

describe('the check of everyone', () => {
  it('lists who is covered and subsidised twice, by pair and in sum, page by page and as a file; a run twice counts once', async () => {
    const pair = await twice('施琳', 51)
    for (const personId of [pair.first, pair.second])
      for (const year of [2025, 2026]) await paysYear(personId, year)
    const inHefei = [61, 62].map((serial) => resident(serial, { name: '段红' }))
    for (const person of inHefei) await post(hefei, '/persons', person)
    const { runId } = (await post(province, '/duplicate-checks', { reason: '年度核查' })).body
    const units = [...queue.units]
    expect(await queue.workOn()).toEqual([])
    queue.units.push(...units)
    expect(await queue.workOn()).toEqual([])

    const path = `/duplicate-checks/${runId}`
    const { body } = await get(province, path)
    expect(body).toMatchObject({ status: 'done', units: 16, done: 16 })
    const found = body.found as { likenessId: string; persons: string[]; amount: number }[]
    expect(body.pairs).toBe(found.length)
    const ours = found.find(({ likenessId }) => likenessId === pair.likenessId)
    expect(ours).toMatchObject({
      ...{ division: '340000', cities: ['340100', '340200'], schemes: ['resident', 'resident'] },
      twice: [{ from: '2025-03-01', to: '9999-12-31' }],
      // 700 yuan of 2025, and as much as the policy has for 2026.
      subsidies: [{ year: 2025, city: '340200', amount: 70_000 }, { year: 2026 }],
    })
    expect(body.amount).toBe(found.reduce((all, { amount }) => all + amount, 0))

    const ofHefei = (await get(hefei, path, { division: '340100' })).body
    expect(ofHefei.found).toHaveLength(Number(ofHefei.pairs))
    expect(Number(ofHefei.pairs)).toBeGreaterThan(0)
    expect(code(await get(hefei, path))).toBe('caller.other-division')
    const after = (await get(province, path, { after: `340000#${found.at(-1)?.likenessId}` })).body
    expect((after.found as unknown[]).length).toBeLessThan(found.length)
    const file = (await get(province, path, { format: 'csv' })).body
    expect(JSON.stringify(file)).not.toMatch(/施琳|段红/)
    expect(code(await get(province, '/duplicate-checks/Cnobody'))).toBe('duplicate.check-unknown')
  })

  it('tells of each division who is near to another though no likeness says so: the other sex, exchanged digits, birth otherwise at one employer', async () => {
    const born = (birthOn: string, serial: number, more: object) =>
      employee(1, { birthOn, idNumber: idNumberOf(birthOn, serial), employerId: 'E-near', ...more })
    const idOf = async (person: object) => String((await post(hefei, '/persons', person)).body.personId)
    const woman = await idOf(born('1985-06-15', 102, { name: '纪若' }))
    const man = await idOf(born('1985-06-15', 101, { name: '纪若', sex: 'male' }))
    const [first, exchanged] = [
      await idOf(born('1985-06-15', 140, { name: '聂如', employerId: 'E-one' })),
      // 140 and 410: two neighbouring digits of one are those of the other.
      await idOf(born('1985-06-15', 410, { name: '聂如', employerId: 'E-other' })),
    ]
    const [june, july] = [
      await idOf(born('1985-06-15', 150, { name: '温良' })),
      await idOf(born('1985-07-15', 152, { name: '温良' })),
    ]
    const { runId } = (await post(province, '/duplicate-checks', { reason: '年度核查' })).body
    expect(await queue.workOn()).toEqual([])
    const path = `/duplicate-checks/${runId}/near`
    const { pairs } = (await get(hefei, path, { division: '340100' })).body as {
      pairs: { near: string; persons: string[] }[]
    }
    const nearOf = (...persons: string[]) =>
      pairs.find((pair) => pair.persons.join() === persons.toSorted().join())?.near
    expect(nearOf(woman, man)).toBe('other-sex')
    expect(nearOf(june, july)).toBe('birth-differs')
    // One name, sex and birth day is a likeness, which waits; the hint says why besides.
    expect(nearOf(first, exchanged)).toBe('digits-exchanged')
    expect(code(await get(hefei, path, { division: '340000' }))).toBe('caller.other-division')
    expect(code(await get(province, '/duplicate-checks/Cnobody/near', { division: '340000' }))).toBe(
      'duplicate.check-unknown',
    )
  })

  it('finds those too who were registered before namesakes were compared', async () => {
    const pair = await twice('翁玉', 71)
    const likeness = (await service.items()).find(({ likenessId }) => likenessId === pair.likenessId)
    const backDoor = openBackDoor('enrollment')
    for (const item of await service.items()) {
      const isGroup = item.kind === 'namesakes' && (item.persons as string[]).includes(pair.first)
      if (isGroup || item === likeness || item.likenessId === pair.likenessId) await backDoor.remove(item)
      if (item.kind !== 'identity' || ![pair.first, pair.second].includes(String(item.personId))) continue
      const { compared: _, ...former } = item
      await backDoor.put(former as never)
    }
    const { runId } = (await post(province, '/duplicate-checks', { reason: '年度核查' })).body
    expect(await queue.workOn()).toEqual([])
    const { found } = (await get(province, `/duplicate-checks/${runId}`)).body as {
      found: { likenessId: string }[]
    }
    expect(found.map(({ likenessId }) => likenessId)).toContain(pair.likenessId)
    expect(await violations()).toEqual([])
  })
})

describe('verify finds', () => {
  it('three who are one, of whom two may claim on a day', async () => {
    const items = await service.items()
    const kept = items
      .filter((item) => coverages.is(item))
      .map((item) => coverages.from(item))
      .find(({ insured: { alsoAs } }) => alsoAs?.length === 2)
    const former = (kept?.insured.alsoAs ?? []).map(({ personId }) => personId)
    const spoilt = await violations((item) => {
      const { personId } = (item.insured ?? {}) as { personId?: string }
      if (item.kind !== 'coverage' || personId !== former[1]) return item
      return { ...item, entitlements: kept?.entitlements }
    })
    expect(spoilt).toContain('enrollment.one-person-once: of those who are one, two may claim on one day')
  })

  it('two who are one and covered both, and one who is another by nobody’s decision', async () => {
    const open = await violations((item) => {
      const { insured } = item as { insured?: { sameAs?: object; spells: object[] } }
      if (item.kind !== 'coverage' || !insured?.sameAs) return item
      const spells = insured.spells.map((spell) => ({ ...spell, to: null }))
      return { ...item, insured: { ...insured, status: 'covered', spells, struck: [] } }
    })
    expect(open).toContain('enrollment.one-person-once: both are covered on one day')
    expect(await violations((item) => (item.kind === 'likeness' ? undefined : item))).toContain(
      'enrollment.one-person-once: they are another by nobody’s decision',
    )
    const alone = await violations((item) =>
      item.kind === 'duplicate-decision' ? { ...item, decided: item.proposed } : item,
    )
    expect(alone).toContain('enrollment.one-person-once: one person proposed and approved it')
  })
})
