import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { institutionRecords } from '../../../../services/settlement/institution/institution-items.ts'
import type { Service } from '../service.ts'
import { startService, tokens, violationsIn } from '../service.ts'

let service: Service

const code = 'H34010000001'
const agreement = { from: '2020-01-01', to: null }
const terms = { name: 'First Hospital', city: '340100', level: 2 as const, category: 'general' }
const path = `/institutions/${code}`

const propose = (key: string, changed: object) =>
  service.call({ ...tokens.hefei, sub: 'maker' }, 'POST', `${path}/proposals`, {
    ...{ key },
    body: { ...terms, agreement: { from: '2020-01-01' }, why: 'as its licence says', ...changed },
  })
const approve = (proposed: Awaited<ReturnType<typeof propose>>) => {
  const { proposalId } = proposed.body.proposal as { proposalId: string }
  const by = { ...tokens.hefei, sub: 'checker' }
  return service.call(by, 'POST', `${path}/proposals/${proposalId}/approval`, { key: proposalId })
}

beforeAll(async () => {
  service = await startService()
  const store = openStore(service.dynamo.client, () => 'settlement')
  // As the release before wrote it: by one officer, without decisions and without a mark.
  await store.write([institutionRecords.create({ code, ...terms, provincial: false, agreement, version: 1 })])
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

it('an institution of an earlier release changes by two officers, and for no day before', async () => {
  const backdated = await propose('K1', { level: 3, from: '2024-01-01' })
  expect([backdated.status, backdated.body.code]).toEqual([422, 'institution.backdated'])
  const confirmed = await approve(await propose('K2', { from: '2099-01-01' }))
  expect(confirmed.status).toBe(200)
  const { body } = await service.call(tokens.hefei, 'GET', path)
  expect(body).toMatchObject({ ...terms, changes: [{ ...terms, from: '2099-01-01' }] })
  const again = await propose('K3', { from: '2099-01-02' })
  expect([again.status, again.body.code]).toEqual([409, 'institution.as-it-is'])
})
