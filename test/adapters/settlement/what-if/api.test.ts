import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, visit } from '../province.ts'
import { startQueue } from '../queue.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let queue: Awaited<ReturnType<typeof startQueue>>

type Token = (typeof tokens)[keyof typeof tokens]

const key = 'settlement.resident.outpatient'
const order = {
  ...{ city: '340100', scheme: 'resident', year: 2025 },
  variants: [
    { title: '门诊支付65%', figures: [{ key, at: '/pays', was: 0.6, becomes: 0.65 }] },
    { title: '门诊起付线20元', figures: [{ key, at: '/deductible', was: 0, becomes: 20 }] },
  ],
}
const post = (id: string, body: object, token: Token = tokens.hefei) =>
  service.call(token, 'POST', '/what-ifs', { key: id, body })
const get = (whatIfId: unknown, token: Token = tokens.hefei, language = 'en') =>
  service.call(token, 'GET', `/what-ifs/${whatIfId}`, { query: { language } })

beforeAll(async () => {
  queue = await startQueue()
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
  const body = visit('P1', '2025-03-10', 10_000)
  await service.call(tokens.hospital, 'POST', '/claims', { key: 'C1', body })
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
  await queue.stop()
})

it('a what-if is ordered, followed, and read variant by variant, with each step in words and nobody named', async () => {
  const started = await post('W1', order)
  expect(started.status).toBe(202)
  const { whatIfId } = started.body
  expect((await get(whatIfId)).body).toMatchObject({ status: 'running', units: 16, done: 0, groups: [] })
  expect(await queue.workOn()).toEqual([])
  const { body } = await get(whatIfId)
  const nothing = { basic: 0, seriousIllness: 0, medicalAid: 0, supplement: 0, account: 0, cash: 0 }
  expect(body).toMatchObject({ status: 'done', persons: 1, unjudged: 0, relieved: [1, 0], burdened: [0, 1] })
  const groups = body.groups as { by: string; group: string }[]
  expect(groups.map(({ by, group }) => `${by} ${group}`)).toEqual([
    ...['all all', 'city 340100', 'scheme resident', 'care outpatient', 'level 3', 'aid none', 'age 18-44'],
    'fund 340100/resident/outpatient',
  ])
  expect(groups[0]).toEqual({
    ...{ by: 'all', group: 'all', claims: 1, total: 10_000 },
    inForce: { ...nothing, basic: 6_000, cash: 4_000 },
    variants: [
      { changed: 1, claims: 1, total: 10_000, effect: { ...nothing, basic: 500, cash: -500 } },
      { changed: 1, claims: 1, total: 10_000, effect: { ...nothing, basic: -1_200, cash: 1_200 } },
    ],
  })
  const [[claim] = []] = body.most as { steps: { variant: { step: string; text: string }[] } }[][]
  expect(claim).toMatchObject({ city: '340100', level: '3', patient: { inForce: 4_000, variant: 3_500 } })
  expect(claim?.steps.variant.find(({ step }) => step === 'share')?.text).toContain('65 %')
  const text = JSON.stringify(body)
  for (const told of ['P1', 'C1', 'H34010000001']) expect(text).not.toContain(`"${told}"`)
})

it('a city tries for itself and reads its own; the province all, and who tried what', async () => {
  const refused = await post('W2', { ...order, city: '340200' })
  expect([refused.status, refused.body.code]).toEqual([403, 'caller.other-division'])
  const { city: _, ...everywhere } = order
  expect((await post('W3', everywhere)).body.code).toBe('caller.other-division')
  const ofProvince = await post('W4', everywhere, tokens.province)
  expect(ofProvince.status).toBe(202)
  const seen = await get(ofProvince.body.whatIfId)
  expect([seen.status, seen.body.code]).toEqual([404, 'what-if.unknown'])
  expect((await post('W5', order, tokens.hospital)).status).toBe(403)
  const own = await service.call(tokens.hefei, 'GET', '/what-ifs', { query: { city: '340100' } })
  expect(own.body.whatIfs).toMatchObject([
    { city: '340100', year: 2025, titles: ['门诊支付65%', '门诊起付线20元'] },
  ])
  expect((await service.call(tokens.hefei, 'GET', '/what-ifs')).status).toBe(403)
  const all = await service.call(tokens.province, 'GET', '/what-ifs')
  expect(all.body.whatIfs).toMatchObject([{ whatIfId: ofProvince.body.whatIfId, scheme: 'resident' }])
  queue.units.length = 0
})

it('a variant nobody can be judged under is refused before anything is tried, with code, field and reason', async () => {
  let orders = 0
  const refusalOf = async (figure: object, over = {}) => {
    orders += 1
    const variants = [{ title: 'a trial', figures: [figure] }]
    const { body } = await post(`W6-${orders}`, { ...order, variants, ...over })
    return [body.code, body.field]
  }
  const at = '/pays'
  expect(await refusalOf({ key, at, was: 0.7, becomes: 0.8 })).toEqual([
    'pricing.figure-otherwise',
    `${key}/pays`,
  ])
  expect(await refusalOf({ key, at, was: 0.6, becomes: 1.2 })).toEqual([
    'pricing.plan-malformed',
    `${key}/pays`,
  ])
  const other = 'settlement.resident.large_sum'
  expect(await refusalOf({ key: other, at, was: 0.6, becomes: 1 })).toEqual(['what-if.not-in-force', other])
  const refusing = { key, at: '/unlistedLine', becomes: 'selfPaid' }
  expect((await refusalOf(refusing))[0]).toBe('what-if.not-judged')
  expect((await refusalOf({ key: 'adjustment.rate', at }))[0]).toBe('request.invalid')
  expect((await get('W404')).body.code).toBe('what-if.unknown')
  expect(queue.units).toEqual([])
})

it('the province’s benefits in place of a city’s are tried on its claims: Hefei’s employees lose what it pays more', async () => {
  const outpatient = 'settlement.employee.outpatient'
  await service.deliver(entitlement('P2', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
  const claimed = visit('P2', '2025-03-11', 100_000)
  expect((await service.call(tokens.hospital, 'POST', '/claims', { key: 'C2', body: claimed })).status).toBe(
    201,
  )
  const unify = { title: '全省统一待遇', unify: [{ key: outpatient, city: '340100' }] }
  const started = await post('U1', { city: '340100', scheme: 'employee', year: 2025, variants: [unify] })
  expect(started.status).toBe(202)
  expect(await queue.workOn()).toEqual([])
  const { body } = await get(started.body.whatIfId)
  const [all] = body.groups as { claims: number; inForce: object; variants: { effect: object }[] }[]
  // Of 1,000 yuan at level 3 Hefei pays half of what is above 400, the province half of what is above 800.
  expect(all).toMatchObject({ claims: 1, inForce: { basic: 30_000 } })
  expect(all?.variants[0]?.effect).toMatchObject({ basic: -20_000 })
})

it('a city is tried with the province’s benefits only where it has its own', async () => {
  const unify = { title: '全省统一待遇', unify: [{ key: 'settlement.employee.inpatient', city: '340300' }] }
  const refused = await post('U2', { year: 2025, variants: [unify] }, tokens.province)
  expect([refused.status, refused.body.code]).toEqual([422, 'what-if.no-own-figure'])
  const nothing = await post('U3', { city: '340100', year: 2025, variants: [{ title: '空' }] })
  expect(nothing.status).toBe(400)
})

it('a world that costs more than an amount can be is told as that, and not as a fault of the door', async () => {
  const ageing = [
    { from: { from: 60 }, to: { from: 0, to: 59 }, share: '1', insured: { from: 1_000_000_000, to: 1 } },
  ]
  const heads = [{ ages: { from: 0, to: 59 }, factor: '99.9999' }]
  const world = { ageing, heads, prices: [{ factor: '99.9999' }] }
  const started = await post('W-HUGE', { ...order, variants: [{ title: '大世界', world }] })
  expect(started.status).toBe(202)
  expect(await queue.workOn()).toEqual([])
  const { status, body } = await get(started.body.whatIfId)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ...{ status: 'failed', groups: [], most: [] },
    fault: { code: 'what-if.too-much', field: 'world', variant: '大世界' },
  })
})
