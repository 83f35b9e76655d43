import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Token } from '#test/support/service.ts'
import { tokens } from '#test/support/service.ts'
import { startWorkQueue } from '#test/support/work-queue.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { covered, employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let queue: Awaited<ReturnType<typeof startWorkQueue>>

const payment = (person: string, amountFen: number, paidOn = '2024-11-05') => ({
  ...{ paymentId: `s-${person}`, billId: `R-${person}-2025`, payer: 'individual', kind: 'payment' },
  ...{ amountFen, paidOn },
})
const post = (key: string, asOf: string, more: object = {}, token: Token = tokens.hefei) =>
  office.call(token, 'POST', '/subsidy-statements', {
    key,
    body: { city: '340100', year: 2025, asOf, ...more },
  })
const statementOf = async (statementId: unknown, token: Token = tokens.hefei) =>
  office.call(token, 'GET', `/subsidy-statements/${statementId}`)
const billOf = async (billId: unknown) =>
  (await office.call(tokens.province, 'GET', `/bills/${billId}`)).body as {
    dues?: { payer: string; amount: number }[]
    statementId?: string
  }

/** Asks for a statement, has its run done, and reads what came out. */
const issued = async (key: string, asOf: string) => {
  const { body } = await post(key, asOf)
  expect(await queue.workOn()).toEqual([])
  return (await statementOf(body.statementId)).body
}

beforeAll(async () => {
  queue = await startWorkQueue(() => import('../../../services/contribution/handlers/work.ts'))
  office = await openOffice()
  await office.deliver(
    ...['Pa', 'P3b', 'P9c', 'Plate', 'Punpaid'].map((personId) => covered(personId)),
    covered('Pdead', { from: '2024-06-01' }),
    covered('Pworks', { from: '2024-06-01' }),
    covered('P1poor', { aid: 'minimum-living' }),
    covered('Pehardship', { aid: 'special-hardship' }),
  )
  const residents = { kind: 'resident-year', commandId: 'residents', city: '340100', year: 2025 } as const
  for (const unit of (await office.start(residents)).units) await office.workOn(unit)
  const payments = [
    ...['Pa', 'P3b', 'P9c', 'Pdead', 'Pworks'].map((person) => payment(person, 40_000)),
    payment('P1poor', 4_000),
    payment('Plate', 40_000, '2025-03-01'),
  ]
  await office.call(tokens.tax, 'POST', '/payments', { key: 'k', body: { payments } })
  // They paid in November; one died in December, one is an employee since.
  await office.deliver(
    covered('Pdead', { version: 2, from: '2024-06-01', to: '2024-12-12' }),
    employed('Pworks', { version: 2, from: '2024-12-01' }),
  )
})
afterAll(async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  await office.stop()
  await queue.stop()
})

it('leaves the hardship cases nothing to pay: their bill is complete at once, and told so', async () => {
  expect(await billOf('R-Pehardship-2025')).toMatchObject({ status: 'paid', due: 0, aidFunded: 40_000 })
  const [item] = (await office.items()).filter(({ pk }) => pk === 'PAYMENT#R-Pehardship-2025-aid')
  expect(item?.receipt).toMatchObject({
    ...{ pooled: 0, paidOn: '2024-09-01' },
    completes: { from: '2025-01', to: '2025-12', persons: [{ personId: 'Pehardship' }] },
  })
})

it('of a year the policy has no subsidy for is refused before anybody is counted', async () => {
  expect(await post('st-0', '2010-01-01', { year: 2010 })).toMatchObject({
    status: 422,
    body: { code: 'policy.missing' },
  })
  expect(queue.units).toEqual([])
  expect((await office.items()).filter(({ kind }) => kind === 'statement')).toEqual([])
})

it('is begun by a call that starts its run, counts those paid up by its day, and is issued with the run', async () => {
  const { status, body } = await post('st-1', '2025-01-01')
  expect(status).toBe(202)
  const { runId, statementId } = body
  expect(statementId).toBe('S-340100-2025-1')
  const asked = { statementId, runId, city: '340100', year: 2025, asOf: '2025-01-01' }
  const begun = { status: 200, body: { ...asked, status: 'gathering', headcount: 0, aidFunded: 0 } }
  expect(await statementOf(statementId)).toEqual(begun)
  expect(await office.call(tokens.hefei, 'GET', `/runs/${runId}`)).toMatchObject({
    body: { task: 'subsidy-statement', status: 'running', units: 9, done: 0 },
  })

  expect(await queue.workOn()).toEqual([])
  expect(await office.call(tokens.hefei, 'GET', `/runs/${runId}`)).toMatchObject({
    body: { status: 'done', units: 9, done: 9 },
  })
  // Four paid in time, one had nothing to pay. Medical aid pays 90 % of 400 yuan for one of them, all of it for another.
  const counted = { headcount: 5, aidFunded: 36_000 + 40_000 }
  expect((await statementOf(statementId)).body).toEqual({
    ...{ ...asked, status: 'issued', ...counted, billId: statementId },
  })
  // 700 yuan each: the centre 60 % = 420; of the other 280 the province 75 %, the city 5 %, the county 20 %.
  expect((await billOf(statementId)).dues).toMatchObject([
    { payer: 'centre', amount: 210_000 },
    { payer: 'province', amount: 105_000 },
    { payer: 'city', amount: 7_000 },
    { payer: 'county', amount: 28_000 },
    { payer: 'medical-aid', amount: 76_000 },
  ])
  expect((await billOf('R-Pa-2025')).statementId).toBe(statementId)
})

it('leaves out who paid and is a resident on no day of the year, and names them', async () => {
  const leftOut = async (token: Token, statementId = 'S-340100-2025-1') => {
    const rows: unknown[] = []
    for (let query: Record<string, string> | undefined = {}; query; ) {
      const { body } = await office.call(token, 'GET', `/subsidy-statements/${statementId}/left-out`, {
        query,
      })
      rows.push(...((body.leftOut as unknown[] | undefined) ?? [body.code]))
      query = body.cursor === undefined ? undefined : { cursor: String(body.cursor) }
    }
    return rows
  }
  expect(await leftOut(tokens.hefei)).toEqual(
    ['Pdead', 'Pworks'].map((personId) => ({
      ...{ code: 'not-a-resident', personId, billId: `R-${personId}-2025` },
    })),
  )
  expect(await leftOut(tokens.wuhu)).toEqual(['contribution.statement-unknown'])
  expect((await billOf('R-Pdead-2025')).statementId).toBeUndefined()
})

it('asked for again is the same statement and the same run, with nothing left to do', async () => {
  const again = await post('st-1', '2025-01-01')
  expect(again).toMatchObject({ status: 202, body: { statementId: 'S-340100-2025-1' } })
  expect(queue.units).toEqual([])
})

it('of another day, year or city under the same key is refused, and leaves nothing behind', async () => {
  const refusal = { status: 409, body: { code: 'idempotency-key.other-payload' } }
  const before = await office.items()
  expect(await post('st-1', '2025-02-01')).toMatchObject(refusal)
  expect(await post('st-1', '2025-01-01', { year: 2024 })).toMatchObject(refusal)
  await post('province', '2025-01-01', {}, tokens.province)
  expect(await queue.workOn()).toEqual([])
  const elsewhere = await post('province', '2025-01-01', { city: '340200' }, tokens.province)
  expect(elsewhere).toMatchObject(refusal)
  expect(queue.units).toEqual([])
  const statements = (items: typeof before) => items.filter(({ kind }) => kind === 'statement').length
  expect(statements(await office.items())).toBe(statements(before) + 1)
})

it('counts in the next one only who paid since, and bills nothing when nobody did', async () => {
  expect(await issued('st-3', '2025-07-01')).toMatchObject({ headcount: 1, aidFunded: 0, status: 'issued' })
  const nobody = await issued('st-4', '2025-07-01')
  expect(nobody).toMatchObject({ headcount: 0, status: 'issued' })
  expect(nobody).not.toHaveProperty('billId')
  expect((await billOf('R-Plate-2025')).statementId).toBe('S-340100-2025-3')
  expect((await billOf('R-Punpaid-2025')).statementId).toBeUndefined()
})

it('is shown to its city, the province and auditors only', async () => {
  const statementId = 'S-340100-2025-1'
  for (const token of [tokens.province, tokens.auditor])
    expect(await statementOf(statementId, token)).toMatchObject({ status: 200, body: { statementId } })
  expect(await statementOf(statementId, tokens.wuhu)).toMatchObject({
    status: 404,
    body: { code: 'contribution.statement-unknown' },
  })
  for (const unknown of ['S-340100-2025-9', 'nothing'])
    expect(await statementOf(unknown)).toMatchObject({
      status: 404,
      body: { code: 'contribution.statement-unknown' },
    })
})
