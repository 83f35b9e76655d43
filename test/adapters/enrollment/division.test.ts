import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Stored } from '#shared/edge/store/store.ts'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { unitsOfTheirCity } from '../../../services/enrollment/division/invariants.ts'
import { idNumberOf, resident } from './people.ts'
import { startEnrollment } from './service.ts'

let service: Awaited<ReturnType<typeof startEnrollment>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>
let sent = 0

const { hefei, wuhu, publicSecurity } = tokens
/** Officers of two counties of Hefei: Yaohai (瑶海区) and Shushan (蜀山区). */
const yaohai: Token = { scope: 'county', division: '340102' }
const shushan: Token = { scope: 'county', division: '340104' }

const call = (token: Token, method: string, path: string, body?: object) => {
  sent += 1
  return service.call(token, method, path, { key: `division-${sent}`, ...(body ? { body } : {}) })
}
const register = (divisions: readonly (readonly [string, string])[], token: Token = hefei, city = '340100') =>
  call(token, 'POST', '/divisions', { city, divisions: divisions.map(([code, name]) => ({ code, name })) })
const enrolled = async (serial: number, more: object = {}): Promise<string> =>
  String((await call(hefei, 'POST', '/persons', resident(serial, more))).body.personId)
const unitOf = async (personId: string): Promise<string | undefined> =>
  ((await call(hefei, 'GET', `/persons/${personId}`)).body.unit as { code: string } | undefined)?.code
const listed = async (division: string, token: Token = hefei) => {
  const { status, body } = await service.call(token, 'GET', '/persons', {
    query: { city: '340100', within: division },
  })
  if (status !== 200) return status
  return (body.persons as { personId: string }[]).map(({ personId }) => personId).sort()
}
const violations = (items: readonly Stored[]) => {
  const check = unitsOfTheirCity.start()
  for (const item of items) check.see(item)
  return check.finish().violations.map(({ what }) => what)
}

const mingguang = '340102001'
const first = '340102001001'
const other = '340102001002'
const inShushan = '340104001'

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/enrollment/handlers/work.ts'))
  service = await startEnrollment()
  const registered = await register([
    ['340102', '瑶海区'],
    [mingguang, '明光路街道'],
    [first, '第一社区'],
    [other, '第二社区'],
    ['340104', '蜀山区'],
    [inShushan, '三里庵街道'],
  ])
  expect(registered).toMatchObject({ status: 201 })
})
afterAll(async () => {
  await service.stop()
  await queue.stop()
})

describe('the divisions below a city', () => {
  it('are registered with what they lie in, all or none, each by the city that it lies in', async () => {
    expect(await register([['340111099001', '无此街道的社区']])).toMatchObject({
      status: 422,
      body: { code: 'division.no-parent', figures: { parent: '340111099' } },
    })
    expect(await register([['340202', '镜湖区']])).toMatchObject({
      status: 422,
      body: { code: 'division.other-city' },
    })
    expect(await register([['340202', '镜湖区']], wuhu)).toMatchObject({ status: 403 })
    const { body } = await service.call(shushan, 'GET', '/divisions', {
      query: { city: '340100', within: '340102' },
    })
    expect(body.divisions).toEqual([
      { code: '340102', name: '瑶海区' },
      { code: mingguang, name: '明光路街道' },
      { code: first, name: '第一社区' },
      { code: other, name: '第二社区' },
    ])
  })

  it('end when nobody belongs to them and none in them is open, and take nobody in from then on', async () => {
    const gone = '340102001009'
    await register([[gone, '并入他处的社区']])
    const personId = await enrolled(31, { unit: gone })
    const end = (code: string) => call(hefei, 'POST', `/divisions/${code}/end`, { on: '2026-06-30' })
    expect(await end(mingguang)).toMatchObject({ status: 409, body: { code: 'division.has-divisions' } })
    expect(await end(gone)).toMatchObject({ status: 409, body: { code: 'division.has-persons' } })
    await call(hefei, 'PUT', `/persons/${personId}/unit`, { unit: other })
    expect(await end(gone)).toMatchObject({ status: 200, body: { endedOn: '2026-06-30' } })
    expect(await call(hefei, 'PUT', `/persons/${personId}/unit`, { unit: gone })).toMatchObject({
      status: 409,
      body: { code: 'division.ended', figures: { endedOn: '2026-06-30' } },
    })
    expect(await call(hefei, 'POST', '/persons', resident(32, { unit: gone }))).toMatchObject({ status: 409 })
  })
})

describe('the unit of a person', () => {
  it('lies in the city that covers them, and is theirs no more when another city does', async () => {
    const personId = await enrolled(41, { unit: first })
    expect(await unitOf(personId)).toBe(first)
    await register(
      [
        ['340202', '镜湖区'],
        ['340202001', '赭麓街道'],
      ],
      wuhu,
      '340200',
    )
    expect(await call(hefei, 'PUT', `/persons/${personId}/unit`, { unit: '340202001' })).toMatchObject({
      status: 422,
      body: { code: 'division.other-city' },
    })
    expect(await call(hefei, 'PUT', `/persons/${personId}/unit`, { unit: '340102' })).toMatchObject({
      status: 400,
    })
    await call(publicSecurity, 'POST', `/persons/${personId}/end`, { on: '2025-08-02', reason: 'emigration' })
    const again = resident(41, { city: '340200', from: '2026-01-01' })
    expect(await call(wuhu, 'POST', '/persons', again)).toMatchObject({ status: 201 })
    const { body } = await call(wuhu, 'GET', `/persons/${personId}`)
    expect(body).toMatchObject({ coverage: { city: '340200' } })
    expect(body.unit).toBeUndefined()
    expect(violations(await service.items())).toEqual([])
  })

  it('says whose data they are: a county reaches its own persons, and nobody without a unit', async () => {
    const [ours, theirs, nobodys] = await Promise.all([
      enrolled(51, { unit: first, name: '周敏' }),
      enrolled(52, { unit: inShushan, name: '周敏' }),
      enrolled(53, { name: '周敏' }),
    ])
    const seen = async (token: Token, personId: string) =>
      (await call(token, 'GET', `/persons/${personId}`)).status
    expect(await Promise.all([ours, theirs, nobodys].map((each) => seen(yaohai, each)))).toEqual([
      200, 404, 404,
    ])
    expect(await seen(shushan, theirs)).toBe(200)
    const found = await call(yaohai, 'POST', '/persons/searches', { name: '周敏' })
    expect((found.body.persons as { personId: string }[]).map(({ personId }) => personId)).toEqual([ours])
    const looked = await call(yaohai, 'POST', '/persons/look-ups', {
      certificate: { number: idNumberOf('1980-05-20', 104) },
    })
    expect(looked.body.persons).toEqual([])
    // What an office of the city decides, a county does not.
    const place = { scheme: 'employee', city: '340100', employment: 'flexible', from: '2026-12-01' }
    expect(await call(yaohai, 'POST', `/persons/${ours}/moves`, place)).toMatchObject({
      status: 403,
      body: { code: 'caller.no-scope' },
    })
  })

  it('is changed by a county within itself, and from one county to another by the city', async () => {
    const personId = await enrolled(61, { unit: first })
    const to = (token: Token, unit: string) => call(token, 'PUT', `/persons/${personId}/unit`, { unit })
    expect(await to(shushan, inShushan)).toMatchObject({ status: 404 })
    expect(await to(yaohai, inShushan)).toMatchObject({
      status: 403,
      body: { code: 'division.other-county' },
    })
    expect(await to(yaohai, other)).toMatchObject({ status: 200, body: { unit: { code: other } } })
    expect(await to(hefei, inShushan)).toMatchObject({ status: 200 })
    expect(await to(yaohai, first)).toMatchObject({ status: 404 })
  })
})

describe('the persons of a division', () => {
  it('are listed by village, township and county, each once, and to no other county', async () => {
    await register([
      ['340123', '肥西县'],
      ['340123100', '上派镇'],
      ['340123100201', '甲村'],
      ['340123101', '三河镇'],
    ])
    const [a, b, c] = await Promise.all([
      enrolled(71, { unit: '340123100201' }),
      enrolled(72, { unit: '340123100' }),
      enrolled(73, { unit: '340123101' }),
    ])
    expect(await listed('340123100201')).toEqual([a])
    expect(await listed('340123100')).toEqual([a, b].sort())
    expect(await listed('340123')).toEqual([a, b, c].sort())
    expect(await listed('340123', { scope: 'county', division: '340123' })).toEqual([a, b, c].sort())
    expect(await listed('340123', yaohai)).toBe(403)
    const wider = await service.call(yaohai, 'GET', '/persons', { query: { city: '340100', aid: 'any' } })
    expect(wider.status).toBe(403)
  })
})

type Outcome = { line: number; personId?: string; outcome: string; code?: string }
describe('moving many persons between units', () => {
  const moved = async (token: Token, body: object): Promise<{ moveId: string; outcomes: Outcome[] }> => {
    const answer = await call(token, 'POST', '/unit-moves', body)
    expect(answer).toMatchObject({ status: 202 })
    expect(await queue.workOn()).toEqual([])
    const moveId = String(answer.body.moveId)
    const told = await call(token, 'GET', `/unit-moves/${moveId}`)
    expect(told.body).toMatchObject({ status: 'done', unit: (body as { unit: string }).unit })
    return { moveId, outcomes: told.body.outcomes as Outcome[] }
  }

  it('takes everybody of a unit that is joined to another, over several pages', async () => {
    const [from, unit] = ['340102001101', '340102001102']
    await register([
      [from, '并入前'],
      [unit, '并入后'],
    ])
    const persons = await Promise.all(
      Array.from({ length: 105 }, (_, index) =>
        enrolled(200 + index, { unit: from, name: `李${String.fromCodePoint(0x4e00 + index)}` }),
      ),
    )
    const { moveId } = await moved(yaohai, { unit, from })
    const second = await service.call(yaohai, 'GET', `/unit-moves/${moveId}`, { query: { page: '2' } })
    expect(second.body).toMatchObject({ persons: 105, pages: 2, page: 2 })
    expect(second.body.outcomes).toHaveLength(5)
    expect(await listed(from)).toEqual([])
    expect(await unitOf(String(persons[104]))).toBe(unit)
    expect(await call(shushan, 'GET', `/unit-moves/${moveId}`)).toMatchObject({ status: 404 })
  })

  it('tells each named person’s outcome, and moves nobody whom the sender does not reach', async () => {
    const unit = '340102001103'
    await register([[unit, '按名单']])
    const [here, theirs, there] = await Promise.all([
      enrolled(81, { unit: first }),
      enrolled(82, { unit: inShushan }),
      enrolled(83, { unit }),
    ])
    const persons = [
      { idNumber: idNumberOf('1980-05-20', 162) },
      { personId: theirs },
      { personId: there },
      { idNumber: idNumberOf('1980-05-20', 998) },
      { personId: here },
    ]
    const { outcomes } = await moved(yaohai, { unit, persons })
    expect(outcomes).toEqual([
      { line: 1, personId: here, outcome: 'moved' },
      { line: 2, personId: theirs, outcome: 'refused', code: 'enrollment.person-unknown' },
      { line: 3, personId: there, outcome: 'same' },
      { line: 4, outcome: 'refused', code: 'enrollment.person-unknown' },
      { line: 5, personId: here, outcome: 'moved' },
    ])
    // Whoever has no ID card is named by the kind and number of their certificate.
    const certificate = { type: 'taiwan-travel-permit', number: '01234567' }
    const { idNumber: _, ...resided } = resident(84, { unit: first })
    const { body } = await call(hefei, 'POST', '/persons', { ...resided, certificate })
    const by = await moved(yaohai, { unit, persons: [{ certificate }] })
    expect(by.outcomes).toEqual([{ line: 1, personId: body.personId, outcome: 'moved' }])
    expect(await unitOf(theirs)).toBe(inShushan)
    expect(await call(yaohai, 'POST', '/unit-moves', { unit, from: inShushan })).toMatchObject({
      status: 403,
    })
    expect(await call(yaohai, 'POST', '/unit-moves', { unit: inShushan, from: unit })).toMatchObject({
      status: 403,
    })
  })
})

describe('the night', () => {
  it('sees somebody in a unit of another city, and in one that nobody registered', async () => {
    const items = await service.items()
    expect(violations(items)).toEqual([])
    const planted = items.map((item) => {
      const { insured } = item as unknown as { insured?: { unit?: { code: string } } }
      return insured?.unit?.code === other
        ? ({ ...item, insured: { ...insured, unit: { code: '340202001', since: '2026-01-01' } } } as Stored)
        : item
    })
    expect(violations(planted)).toContain('they belong to 340202001, which lies outside 340100')
    expect(violations(items.filter(({ kind }) => kind !== 'division'))).toContain(
      `they belong to ${first}, which nobody registered`,
    )
  })
})
