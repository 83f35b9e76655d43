import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, visit } from '../province.ts'
import { startQueue } from '../queue.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let queue: Awaited<ReturnType<typeof startQueue>>

const order = {
  title: 'Outpatient care at 65 %',
  ...{ city: '340100', scheme: 'resident', year: 2025, holdsFrom: '2026-01-01', on: '2025-12-20' },
  changes: [{ layer: 'outpatient', figures: [{ at: '/pays', was: 0.6, becomes: 0.65 }] }],
}
const post = (key: string, body: object, token: (typeof tokens)[keyof typeof tokens] = tokens.hefei) =>
  service.call(token, 'POST', '/pricings', { key, body })
const get = (pricingId: unknown, token: (typeof tokens)[keyof typeof tokens] = tokens.hefei) =>
  service.call(token, 'GET', `/pricings/${pricingId}`)

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

it('a pricing is asked for, followed, and read with its derivation', async () => {
  const started = await post('P1', order)
  expect(started.status).toBe(202)
  const { pricingId } = started.body
  expect((await get(pricingId)).body).toMatchObject({ status: 'running', units: 16, done: 0, claims: 0 })
  expect(await queue.workOn()).toEqual([])
  const nothing = { basic: 0, seriousIllness: 0, medicalAid: 0, supplement: 0, account: 0, cash: 0 }
  const { on: pricedOn, ...asked } = order
  expect((await get(pricingId)).body).toEqual({
    ...{ pricingId, status: 'done', ...asked, pricedOn, policyVersion: expect.any(String) },
    layers: { outpatient: { deductible: 0, pays: 0.65, ceiling: 150 } },
    ...{ units: 16, done: 16, persons: 1, claims: 1, changed: 1 },
    care: {
      inpatient: { recorded: nothing, inForce: nothing, proposed: nothing, effect: nothing },
      outpatient: {
        recorded: { ...nothing, basic: 6_000, cash: 4_000 },
        inForce: { ...nothing, basic: 6_000, cash: 4_000 },
        proposed: { ...nothing, basic: 6_500, cash: 3_500 },
        effect: { ...nothing, basic: 500, cash: -500 },
      },
      chronic: { recorded: nothing, inForce: nothing, proposed: nothing, effect: nothing },
    },
  })
  expect((await post('P1', order)).body).toEqual({ pricingId })
  expect(queue.units).toEqual([])
})

it('a city prices for itself and reads its own; the province all', async () => {
  const refused = await post('P2', { ...order, city: '340200' })
  expect([refused.status, refused.body.code]).toEqual([403, 'caller.other-division'])
  const ofProvince = await post('P3', { ...order, city: '340200' }, tokens.province)
  expect(ofProvince.status).toBe(202)
  const seen = await get(ofProvince.body.pricingId)
  expect([seen.status, seen.body.code]).toEqual([404, 'pricing.unknown'])
  expect((await get(ofProvince.body.pricingId, tokens.wuhu)).status).toBe(200)
  expect((await post('P4', order, tokens.hospital)).status).toBe(403)
  queue.units.length = 0
})

it('a proposal that is none is refused, each way with a code of its own', async () => {
  let proposals = 0
  const codeOf = async (changes: object[], over = {}) => {
    proposals += 1
    return (await post(`P5-${proposals}`, { ...order, ...over, changes })).body.code
  }
  const [change] = order.changes
  const otherwise = { layer: 'outpatient', figures: [{ at: '/pays', was: 0.7, becomes: 0.8 }] }
  expect(await codeOf([otherwise])).toBe('pricing.figure-otherwise')
  expect(await codeOf([{ layer: 'outpatient', plan: { pays: 1.2 } }])).toBe('pricing.plan-malformed')
  expect(await codeOf([change ?? {}, change ?? {}])).toBe('pricing.layer-twice')
  expect(await codeOf([{ layer: 'large_sum', figures: [] }])).toBe('policy.missing')
  expect(await codeOf([{ layer: 'outpatient', figures: [{ at: 'pays' }] }])).toBe('request.invalid')
  expect(await codeOf([...order.changes], { on: '2999-01-01' })).toBe('day.in-future')
  expect((await get('P404')).body.code).toBe('pricing.unknown')
  expect((await post('P1', { ...order, title: 'Another' })).body.code).toBe('idempotency-key.other-payload')
})
