import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, visit } from '../province.ts'
import { startQueue } from '../queue.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let queue: Awaited<ReturnType<typeof startQueue>>

const order = { cause: 'late-claim', year: 2025, city: '340100', on: '2025-12-01' }
const post = (key: string, body: object, token: (typeof tokens)[keyof typeof tokens] = tokens.hefei) =>
  service.call(token, 'POST', '/corrections', { key, body })
const get = (path: string, token: (typeof tokens)[keyof typeof tokens] = tokens.hefei) =>
  service.call(token, 'GET', path)

const workOn = async () => expect(await queue.workOn()).toEqual([])

const settle = async (serviceOn: string, yuan: number): Promise<string> => {
  const body = visit('P1', serviceOn, yuan * 100)
  const { body: settled } = await service.call(tokens.hospital, 'POST', '/claims', { key: serviceOn, body })
  return String(settled.claimId)
}

beforeAll(async () => {
  queue = await startQueue()
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
  await queue.stop()
})

describe('corrections over HTTP', () => {
  it('are previewed, listed, recorded, and told of the claim', async () => {
    const march = await settle('2025-03-10', 250)
    const february = await settle('2025-02-10', 100)
    const started = await post('R1', { ...order, preview: true })
    expect(started.status).toBe(202)
    const { runId } = started.body
    await workOn()
    const listed = await get(`/corrections/${runId}/differences`)
    expect(listed.body.differences).toMatchObject([
      { personId: 'P1', claimId: february, differences: { basic: 6_000, fund: 6_000, cash: -6_000 } },
      { personId: 'P1', claimId: march, differences: { basic: -6_000, fund: -6_000, cash: 6_000 } },
    ])
    const committed = (await post('R2', { ...order, preview: false })).body.runId
    await workOn()
    expect((await get(`/corrections/${committed}/differences`)).body).toEqual(listed.body)
    expect((await get(`/corrections/${committed}`)).body).toEqual({
      ...{ runId: committed, status: 'done', persons: 1, corrected: 1, entries: 2 },
      ...{ fund: 0, account: 0, cash: 0 },
    })
    expect((await get(`/runs/${committed}`)).body).toMatchObject({ status: 'done' })
    const { runs } = (await service.call(tokens.hefei, 'GET', '/corrections', { query: { city: '340100' } }))
      .body as { runs: { runId: string }[] }
    const run = { correctedOn: '2025-12-01', cause: 'late-claim', year: 2025, city: '340100', status: 'done' }
    expect(runs).toHaveLength(2)
    expect(runs.find((each) => each.runId === committed)).toMatchObject({ ...run, preview: false })
    expect(runs.find((each) => each.runId === runId)).toMatchObject({ ...run, preview: true })
    expect((await get('/corrections')).status).toBe(403)
    const { body } = await get(`/claims/${march}/corrections`, tokens.hospital)
    expect(body).toMatchObject({
      corrections: [
        { correctionId: `${march}.1`, cause: 'late-claim', correctedOn: '2025-12-01', runId: committed },
      ],
      stands: { isPaid: true, amounts: { total: 25_000, basic: 9_000, cash: 16_000 } },
    })
    expect(body.stands).not.toHaveProperty('reversedBy')
    await service.call(tokens.hospital, 'POST', `/claims/${march}/reversal`, {
      ...{ key: 'R7', body: { reversedOn: '2025-12-01' } },
    })
    const { stands } = (await get(`/claims/${march}/corrections`, tokens.hospital)).body
    expect(stands).toMatchObject({ isPaid: false, reversedBy: expect.any(String) })
    expect(stands).toMatchObject({ amounts: { total: 0, basic: 0, fund: 0, cash: 0 } })
  })

  it('are of one city for its own clerks, of all cities for the province', async () => {
    const { city: _, ...everywhere } = { ...order, preview: true }
    for (const body of [{ ...order, preview: true, city: '340200' }, everywhere]) {
      const refused = await post('R3', body)
      expect([refused.status, refused.body.code]).toEqual([403, 'caller.other-division'])
    }
    const ofProvince = await post('R4', everywhere, tokens.province)
    expect(ofProvince.status).toBe(202)
    const seen = await get(`/corrections/${ofProvince.body.runId}`, tokens.hefei)
    expect([seen.status, seen.body.code]).toEqual([404, 'run.unknown'])
    queue.units.length = 0
  })

  it('are refused without the day a changed catalogue counts from, or dated in the future', async () => {
    const noDay = await post('R5', { ...order, cause: 'catalogue', preview: true })
    expect([noDay.status, noDay.body.code, noDay.body.field]).toEqual([400, 'request.invalid', 'from'])
    const future = await post('R6', { ...order, preview: true, on: '2999-01-01' })
    expect([future.status, future.body.code]).toEqual([422, 'claim.in-future'])
  })

  it('of a run nobody started, or of a claim nobody settled, are not found', async () => {
    expect((await get('/corrections/K404')).body.code).toBe('run.unknown')
    expect((await get('/claims/C404/corrections')).body.code).toBe('claim.unknown')
  })
})
