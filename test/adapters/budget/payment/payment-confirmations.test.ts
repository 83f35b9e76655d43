import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { startDynamo } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let office: Office
let tables = 0
/** The ids of 25 open orders of 7,500 yuan. */
let open: string[] = []

const fund = { city: '340100', scheme: 'employee' } as const
const orders = async (state: string) =>
  (await office.get('treasury', '/payment-orders', { ...fund, state })).body.orders as unknown as {
    orderId: string
    treasuryRef?: string
    entryId?: string
  }[]

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  await dynamo.createTable(`confirmations${tables}`, ['gsi1'])
  office = openOffice(dynamo.connect(), `confirmations${tables}`)
  await openBooksIn(office, {
    ...fund,
    year: 2025,
    pooledBalance: 100_000_000,
    accountBalance: 0,
  })
  const institutions = [{ institution: 'H34019999', weight: 1 }]
  await decideQuotas(office, { ...fund, year: 2025, target: 1_000_000, institutions })
  const claims = Array.from({ length: 25 }, (_, n) => inpatientClaim(`C${n}`, `H${340100 + n}`))
  await office.deliver(claimsSettled, { ...group(claims), id: 'G-1' })
  await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-10' })
  await office.doWork()
  open = (await orders('open')).map(({ orderId }) => orderId)
})

const confirmationOf = (orderId: string, treasuryRef = `T-${orderId}`, paidOn = '2025-02-20') => ({
  orderId,
  paidOn,
  treasuryRef,
})
type Row = { readonly orderId: string; readonly status: string; readonly code?: string }
const confirm = async (
  confirmations: readonly object[],
  caller: 'treasury' | 'cityTreasury' | 'maker' = 'treasury',
) => {
  const { status, body } = await office.post(caller, '/payment-confirmations', { confirmations })
  return { status, code: body.code as unknown, rows: body.rows as unknown as Row[] }
}
const statusOf = (rows: readonly Row[]) => rows.map(({ status }) => status)
const paymentEntries = async () =>
  (await office.recorded()).filter(({ reason }) => reason === 'payment-confirmed')

describe('confirmations of payments', () => {
  it('are booked twenty by an entry, which each order names, in three round trips for twenty-five', async () => {
    office.usage()
    const { rows } = await confirm(open.map((orderId) => confirmationOf(orderId)))
    expect(office.usage().roundTrips).toBe(3)
    expect(rows).toEqual(open.map((orderId) => ({ orderId, status: 'confirmed' })))
    const named = Map.groupBy(await orders('paid'), ({ entryId }) => entryId)
    const entries = (await paymentEntries()).map(({ entryId, movements }) => [
      entryId,
      (movements as Record<string, number>)['payment-orders'],
    ])
    expect([...named].map(([entryId, paid]) => [entryId, paid.length * 750_000]).sort()).toEqual(
      entries.sort(),
    )
    expect(entries).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('are answered row by row: an unknown order or a refused one holds up no other', async () => {
    const [first = '', second = '', third = ''] = open
    await confirm([confirmationOf(second)])
    const { status, rows } = await confirm([
      confirmationOf(first),
      confirmationOf('PO-none'),
      confirmationOf(second),
      confirmationOf(second, 'another'),
      confirmationOf(third, 'T', '2025-02-09'),
    ])
    expect(status).toBe(200)
    expect(rows).toEqual([
      { orderId: first, status: 'confirmed' },
      expect.objectContaining({ orderId: 'PO-none', status: 'refused', code: 'payment-order.unknown' }),
      { orderId: second, status: 'repeated' },
      expect.objectContaining({ status: 'refused', code: 'payment-order.confirmed-otherwise' }),
      expect.objectContaining({ status: 'refused', code: 'payment-order.paid-before-ordered' }),
    ])
    expect(await orders('paid')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('of one order twice in a list are judged one after the other', async () => {
    const [first = '', second = ''] = open
    const { rows } = await confirm([
      confirmationOf(first),
      confirmationOf(first),
      confirmationOf(second),
      confirmationOf(second, 'another'),
    ])
    expect(statusOf(rows)).toEqual(['confirmed', 'repeated', 'confirmed', 'refused'])
    expect(await violationsIn(office)).toEqual([])
  })

  it('of several days are entries of their days', async () => {
    await confirm(
      open.slice(0, 4).map((orderId, n) => confirmationOf(orderId, 'T', n < 2 ? '2025-02-20' : '2025-03-01')),
    )
    expect((await paymentEntries()).map(({ on, month }) => [on, month]).sort()).toEqual([
      ['2025-02-20', '2025-02'],
      ['2025-03-01', '2025-03'],
    ])
    expect(await violationsIn(office)).toEqual([])
  })

  it('in lists that overlap, at the same instant, pay every order once', async () => {
    const answers = await Promise.all([
      confirm(open.slice(0, 12).map((orderId) => confirmationOf(orderId))),
      confirm(open.slice(6, 18).map((orderId) => confirmationOf(orderId))),
      confirm(open.slice(10, 14).map((orderId) => confirmationOf(orderId, 'another'))),
    ])
    const rows = answers.flatMap((answer) => answer.rows)
    expect(rows.filter(({ status }) => status === 'confirmed')).toHaveLength(18)
    expect(rows.filter(({ status }) => status !== 'confirmed')).toHaveLength(10)
    expect(await orders('paid')).toHaveLength(18)
    expect(await violationsIn(office)).toEqual([])
  })

  it('sent again after the service was killed between two entries are repeated where they were booked', async () => {
    const all = open.map((orderId) => confirmationOf(orderId))
    office.crashAfter(1)
    expect((await confirm(all)).status).toBe(500)
    office.crashAfter(Number.POSITIVE_INFINITY)
    const { rows } = await confirm(all)
    expect(statusOf(rows)).toEqual([...Array(20).fill('repeated'), ...Array(5).fill('confirmed')])
    expect(await paymentEntries()).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('come from the treasury alone, at most fifty at once, and for its own division', async () => {
    const one = open.slice(0, 1).map((orderId) => confirmationOf(orderId))
    expect(await confirm(one, 'maker')).toMatchObject({ status: 403, code: 'caller.no-scope' })
    const nowhere = await confirm([confirmationOf('PO-nowhere')], 'cityTreasury')
    expect(nowhere).toMatchObject({ status: 404, code: 'payment-order.unknown' })
    expect(await confirm(one, 'cityTreasury')).toEqual(nowhere)
    const many = Array.from({ length: 51 }, (_, n) => confirmationOf(`PO-${n}`))
    expect(await confirm(many)).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(await orders('paid')).toEqual([])
  })
})
