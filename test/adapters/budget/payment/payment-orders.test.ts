import { beforeEach, describe, expect, it } from 'vitest'
import { contributionsReceived, incomeSwept } from '#shared/contracts/contribution.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim } from '../claims.ts'
import { openFund, received, swept } from '../hefei-employees.ts'
import type { Office } from '../office.ts'
import { openOffice, violationsIn } from '../office.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})
const { orders, open, publishQuotas, settle } = openFund(() => office)

describe('a payment order', () => {
  beforeEach(async () => {
    await publishQuotas()
    await office.deliver(claimsSettled, group([inpatientClaim('C1'), inpatientClaim('C2', 'H34010002')]))
  })

  it('waits when the special account is short, and goes out with the next sweep; none is lost', async () => {
    await open(800_000)
    await settle('2025-01', '2025-02-10')
    expect(await orders('open')).toHaveLength(1)
    expect(await orders('awaiting-funds')).toEqual([
      expect.objectContaining({ reason: 'the special account holds less than the order' }),
    ])
    const [waiting] = await orders('awaiting-funds')
    const refused = await office.post('treasury', `/payment-orders/${waiting?.orderId}/confirmation`, {
      paidOn: '2025-02-12',
      treasuryRef: 'T1',
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'payment-order.awaiting-funds' } })

    await office.deliver(contributionsReceived, received('P1', 900_000, 0, '2025-02-11'))
    await office.deliver(incomeSwept, swept('S1', 900_000, '2025-02-15'))
    expect(await orders('awaiting-funds')).toEqual([])
    expect(await orders('open')).toHaveLength(2)
    // Waiting for money moves no day on which the institution is to be paid: 30 working days after January.
    for (const order of await orders('open')) expect(order).toMatchObject({ dueOn: '2025-03-14' })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is released by the repeated sweep when the service was killed after booking the first', async () => {
    await open(0)
    await settle('2025-01', '2025-02-10')
    office.crashAfter(1)
    expect(await office.deliver(incomeSwept, swept('S1', 9_000_000, '2025-02-15'))).toBe(false)
    expect(await orders('awaiting-funds')).toHaveLength(2)
    expect(await office.deliver(incomeSwept, swept('S1', 9_000_000, '2025-02-15'))).toBe(true)
    expect(await orders('open')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('is released by the repeated approval of a voucher when the service was killed after booking it', async () => {
    await open(0)
    await settle('2025-01', '2025-02-10')
    const movements = { 'special-account': 9_000_000, interest: -9_000_000 }
    const drafted = await office.post('maker', '/vouchers', {
      ...{ city: '340100', scheme: 'employee', on: '2025-02-15' },
      ...{ reason: 'interest of the year before', movements },
    })
    const path = `/vouchers/340100/employee/${drafted.body.voucherId}/approval`
    office.crashAfter(1)
    await office.post('checker', path).catch(() => undefined)
    expect(await orders('awaiting-funds')).toHaveLength(2)
    expect((await office.post('checker', path)).body.status).toBe('booked')
    expect(await orders('awaiting-funds')).toEqual([])
    expect(await orders('open')).toHaveLength(2)
    expect(await violationsIn(office)).toEqual([])
  })

  it('is not overtaken: release stops at the first order too large, though a smaller one behind it would fit', async () => {
    await open(0)
    await settle('2025-01', '2025-02-10')
    const small = { ...inpatientClaim('C3'), settledOn: '2025-02-20', total: 460_000, basic: 60_000 }
    await office.deliver(claimsSettled, group([small], '2025-02'))
    await settle('2025-02', '2025-03-10')
    const waiting = await orders('awaiting-funds')
    const [older] = waiting.filter(({ orderedOn }) => orderedOn === '2025-02-10')
    const [newer] = waiting.filter(({ orderedOn }) => orderedOn === '2025-03-10')
    const [large, little] = [older?.amount ?? 0, newer?.amount ?? 0]
    expect([waiting.length, little > 0, little < large]).toEqual([3, true, true])

    await office.deliver(incomeSwept, swept('S1', little, '2025-03-15'))
    expect(await orders('open')).toEqual([])
    await office.deliver(incomeSwept, swept('S2', large, '2025-03-16'))
    // Now one of the two older ones is paid; what is left is enough for the newest, but the other older one is before it.
    expect((await orders('open')).map(({ amount }) => amount)).toEqual([large])
    expect((await orders('awaiting-funds')).map(({ orderId }) => orderId)).toContain(newer?.orderId)
    await office.deliver(incomeSwept, swept('S3', large, '2025-03-17'))
    expect(await orders('awaiting-funds')).toEqual([])
    expect(await violationsIn(office)).toEqual([])
  })

  it('confirmed by two at the same instant is paid once; the other confirmation is refused', async () => {
    await open(10_000_000)
    await settle('2025-01', '2025-02-10')
    const [order] = await orders('open')
    const confirm = (treasuryRef: string) =>
      office.post('treasury', `/payment-orders/${order?.orderId}/confirmation`, {
        paidOn: '2025-02-12',
        treasuryRef,
      })
    const answers = await Promise.all([confirm('T1'), confirm('T2')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await orders('paid')).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })

  it('is confirmed once; the same again is harmless, another confirmation is refused', async () => {
    await open(10_000_000)
    await settle('2025-01', '2025-02-10')
    const [order] = await orders('open')
    const confirm = (treasuryRef: string, caller: 'treasury' | 'maker' = 'treasury') =>
      office.post(caller, `/payment-orders/${order?.orderId}/confirmation`, {
        paidOn: '2025-02-12',
        treasuryRef,
      })
    expect((await confirm('T1', 'maker')).status).toBe(403)
    expect((await confirm('T1')).body).toMatchObject({ state: 'paid', treasuryRef: 'T1' })
    expect((await confirm('T1')).status).toBe(200)
    expect(await confirm('T2')).toMatchObject({
      status: 409,
      body: { code: 'payment-order.confirmed-otherwise' },
    })
    expect(await violationsIn(office)).toEqual([])
  })
})
