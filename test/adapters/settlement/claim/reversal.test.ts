import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, stay } from '../province.ts'
import type { Service, Token } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service
let claimId: string
const yearOf = async (personId: string) =>
  (await service.call(tokens.province, 'GET', `/persons/${personId}/years/2025`)).body
const reverse = (key: string, reversedOn = '2025-03-20') =>
  service.call(tokens.hospital, 'POST', `/claims/${claimId}/reversal`, { key, body: { reversedOn } })

beforeAll(async () => {
  service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, 'H34010000001')
  await service.deliver(entitlement('P1', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

describe('reversing a claim', () => {
  it('restores the year exactly and records the exact negative', async () => {
    const before = await yearOf('P1')
    const settled = await service.call(tokens.hospital, 'POST', '/claims', {
      key: 'M1',
      body: stay('P1', '2025-03-01', '2025-03-09'),
    })
    claimId = String(settled.body.claimId)
    const { status, body } = await reverse('V1')
    expect(status).toBe(201)
    expect(body).toMatchObject({
      reverses: claimId,
      settledOn: '2025-03-20',
      amounts: { total: -1_000_000, basic: -729_000, patient: -271_000, overLimit: 0 },
    })
    expect(await yearOf('P1')).toEqual(before)
    const shown = await service.call(tokens.hospital, 'GET', `/claims/${claimId}`)
    expect(shown.body.reversedBy).toBe(body.claimId)
  })

  it('tells those who may read the claim who settled it and who reversed it', async () => {
    const hospital = { scope: 'institution', division: '340100', subject: 'tester' }
    const { body: claim } = await service.call(tokens.hospital, 'GET', `/claims/${claimId}`)
    expect(claim.sentBy).toEqual({ ...hospital, at: expect.any(String) })
    const { body: reversal } = await service.call(tokens.hefei, 'GET', `/claims/${claim.reversedBy}`)
    expect(reversal.sentBy).toEqual({ ...hospital, at: expect.any(String) })
    expect(await service.call(tokens.otherHospital, 'GET', `/claims/${claimId}`)).toMatchObject({
      status: 404,
      body: { code: 'claim.unknown' },
    })

    const history = async (token: Token, path: string) => {
      const query = { record: `/v1/settlement/claims/${claimId}${path}` }
      return (await service.call(token, 'GET', '/history', { query })).body.commands
    }
    const settled = { kind: 'command', commandId: claimId, ...hospital }
    const reversed = { kind: 'command', commandId: claim.reversedBy, ...hospital }
    for (const token of [tokens.hefei, tokens.province]) {
      expect(await history(token, '')).toMatchObject([reversed, settled])
      expect(await history(token, '/reversal')).toMatchObject([reversed])
    }
    expect(await history(tokens.wuhu, '')).toEqual([])
  })

  it('is answered alike when it comes again, and writes nothing', async () => {
    const before = await service.items()
    expect((await reverse('V1')).body).toMatchObject({ reverses: claimId, settledOn: '2025-03-20' })
    expect(await service.items()).toEqual(before)
  })

  it('is refused a second time under another id', async () => {
    const { status, body } = await reverse('V2')
    expect([status, body.code]).toEqual([409, 'claim.already-reversed'])
  })

  it('is refused under the id of a claim', async () => {
    const settled = await service.call(tokens.hospital, 'POST', '/claims', {
      key: 'M2',
      body: stay('P1', '2025-05-01', '2025-05-09'),
    })
    claimId = String(settled.body.claimId)
    const { status, body } = await reverse('M1', '2025-05-20')
    expect([status, body.code]).toEqual([409, 'claim.other-payload'])
  })

  it('is refused on a day before the settlement, or of a claim nobody knows', async () => {
    const early = await reverse('V3', '2025-05-08')
    expect([early.status, early.body.code]).toEqual([422, 'claim.bad-date'])
    claimId = 'Cunknown'
    const unknown = await reverse('V4')
    expect([unknown.status, unknown.body.code]).toEqual([404, 'claim.unknown'])
  })

  it('leaves room for the same stay to be settled anew', async () => {
    const again = await service.call(tokens.hospital, 'POST', '/claims', {
      key: 'M3',
      body: stay('P1', '2025-03-01', '2025-03-09'),
    })
    expect(again.status).toBe(201)
  })

  it('happens once when it is asked for twice at the same instant', async () => {
    const settled = await service.call(tokens.hospital, 'POST', '/claims', {
      key: 'M4',
      body: stay('P1', '2025-07-01', '2025-07-09'),
    })
    claimId = String(settled.body.claimId)
    const answers = await Promise.all([reverse('V5', '2025-07-20'), reverse('V6', '2025-07-20')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})
