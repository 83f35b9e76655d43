import { describe, expect, it } from 'vitest'
import { contributionsReceived, suspenseMoved } from '#shared/contracts/contribution.ts'
import { tokens } from '#test/support/service.ts'
import {
  assign,
  billOf,
  call,
  giveBack,
  office,
  onBus,
  openDesk,
  outcome,
  pay,
  payment,
  proposeTo,
  published,
  read,
  refund,
} from './desk.ts'
import { employed } from './office.ts'

openDesk('A', 'B', 'C', 'D', 'E', 'F', 'K', 'T')

describe('money that the tax office reports and that fits no bill', () => {
  it('is held with its reason by every door alike: an unknown bill, too much, another payer', async () => {
    const cases = [
      ['unknown', 'contribution.bill-unknown', { billId: 'R-A-2031' }],
      ['too-much', 'contribution.overpaid', { amountFen: 40_001 }],
      ['other-payer', 'contribution.nothing-due', { payer: 'employer' }],
      ['no-refund', 'contribution.refund-above-paid', refund],
    ] as const
    for (const [name, code, more] of cases) {
      const [byHttp, byBus] = [payment(`http-${name}`, 'A', more), payment(`bus-${name}`, 'A', more)]
      expect(await pay(byHttp)).toEqual([`suspended ${code}`])
      expect(await pay(byHttp)).toEqual([`suspended ${code}`])
      expect(await office.deliver(onBus(byBus), onBus(byBus))).toBe(0)
      for (const { paymentId } of [byHttp, byBus])
        expect(await outcome(paymentId)).toMatchObject({ status: 'suspended', reason: code, city: '340100' })
    }
    expect(await billOf('A')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('dated in the future or in 1999 is on no bill by any door: refused where an answer is read, held where none is', async () => {
    for (const [paidOn, code] of [
      ['2031-01-01', 'contribution.paid-in-future'],
      ['1999-12-31', 'contribution.paid-too-early'],
    ] as const) {
      expect(await pay(payment(`http-${paidOn}`, 'B', { paidOn }))).toEqual([`refused ${code}`])
      expect(await outcome(`http-${paidOn}`)).toMatchObject({ code: 'contribution.payment-unknown' })
      await office.deliver(onBus(payment(`bus-${paidOn}`, 'B', { paidOn })))
      expect(await outcome(`bus-${paidOn}`)).toMatchObject({ status: 'suspended', reason: code })
      expect(await assign(`bus-${paidOn}`, { billId: 'R-B-2025' })).toMatchObject({
        status: 422,
        body: { code },
      })
    }
    expect(await billOf('B')).toMatchObject({ status: 'issued', paid: 0 })
    const right = { billId: 'R-B-2025', paidOn: '2024-11-30' }
    expect(await assign('bus-2031-01-01', right)).toMatchObject({ status: 200, body: { status: 'resolved' } })
    expect(await billOf('B')).toMatchObject({ status: 'paid', completedOn: '2024-11-30' })
  })

  it('keeps the day it was reported for: officers say another only where that is no day of a payment', async () => {
    await pay(payment('dated-1', 'nobody', { city: '340100', paidOn: '2025-06-30' }))
    const code = 'contribution.day-as-reported'
    const earlier = { billId: 'R-A-2025', paidOn: '2024-11-05' }
    expect(await proposeTo('dated-1', earlier)).toMatchObject({
      ...{ status: 422, body: { code, figures: { reported: '2025-06-30' } } },
    })
    expect(await proposeTo('dated-1', { ...earlier, paidOn: '2025-06-30' })).toMatchObject({ status: 201 })
  })

  it('under the id of another payment is refused where an answer is read, and held under an id of its own where none is', async () => {
    expect(await pay(payment('same', 'C'))).toEqual(['recorded'])
    const other = payment('same', 'D', { amountFen: 39_000 })
    expect(await pay(other)).toEqual(['refused contribution.payment-differs'])
    await office.deliver(onBus(other), onBus(other))
    const { body } = await read(tokens.hefei, '/suspense', { city: '340100' })
    const held = (body.suspense as { reason: string; paymentId: string }[]).filter(
      ({ reason }) => reason === 'contribution.payment-differs',
    )
    expect(held).toHaveLength(1)
    expect(await outcome(held[0]?.paymentId ?? '')).toMatchObject({ suspense: { reportedAs: 'same' } })
  })

  it('in yuan where fen are meant, or without a unit, is not taken', async () => {
    const { amountFen: _, ...bare } = payment('unit', 'D')
    for (const amount of [
      { amountFen: '400.00' },
      { amount: 40_000 },
      { amountFen: 400.5 },
      { amountYuan: '400' },
      { amountYuan: '0.00' },
      { amountFen: 40_000, amountYuan: '400.00' },
      {},
    ]) {
      const { status } = await call(tokens.tax, 'POST', '/payments', { payments: [{ ...bare, ...amount }] })
      expect(status).toBe(400)
      expect(await office.deliver(onBus({ ...bare, ...amount }))).toBe(1)
    }
    expect(await pay({ ...bare, amountYuan: '400.00' })).toEqual(['recorded'])
    expect(await billOf('D')).toMatchObject({ status: 'paid', paid: 40_000 })
  })
})

describe('a payment whose amount says no unit, as version 1 of its event', () => {
  const { amountFen: _, ...bare } = payment('bare', 'K')
  const earlier = onBus({ ...bare, amount: 400 }, 1)

  it('is no money when it is sent anew: it fails, for the dead letters and their alarm', async () => {
    expect(await office.deliver(earlier)).toBe(1)
    expect(await outcome('bare')).toMatchObject({ code: 'contribution.payment-unknown' })
    expect(await billOf('K')).toMatchObject({ status: 'issued', paid: 0 })
  })

  it('is fen when the bus brings it again from its archive', async () => {
    const archived = { ...earlier, 'replay-name': 'after-the-loss' }
    expect(await office.deliver(archived, archived)).toBe(0)
    expect(await outcome('bare')).toMatchObject({ status: 'recorded', amountFen: 400 })
    await pay(payment('bare-back', 'K', { ...refund, amountFen: 400 }))
    expect(await billOf('K')).toMatchObject({ paid: 0 })
  })
})

describe('money in suspense', () => {
  it('is assigned to the bill it belongs to, in parts, and never more than there is', async () => {
    await pay(payment('both', 'nobody', { amountFen: 80_000, city: '340100' }))
    expect(await assign('both', { billId: 'R-E-2025', amountFen: 40_000 })).toMatchObject({
      status: 200,
      body: { status: 'suspended', suspense: { openFen: 40_000 } },
    })
    expect(await assign('both', { billId: 'R-F-2025', amountFen: 40_001 })).toMatchObject({
      body: { code: 'contribution.suspense-too-little', figures: { open: 40_000 } },
    })
    expect(await giveBack('both', { amountFen: 10_000 })).toMatchObject({ status: 200 })
    expect(await assign('both', { billId: 'R-F-2025' })).toMatchObject({
      body: { status: 'resolved', suspense: { openFen: 0, parts: [{}, { kind: 'returned' }, {}] } },
    })
    expect(await assign('both', { billId: 'R-F-2025' })).toMatchObject({
      body: { code: 'contribution.suspense-resolved' },
    })
    expect([await billOf('E'), await billOf('F')]).toMatchObject([
      { status: 'paid', paid: 40_000 },
      { status: 'partly-paid', paid: 30_000 },
    ])
  })

  it('moves in the ledger as it moves here: what is received, less what is assigned and returned', async () => {
    const events = await published()
    const moved = events.filter(({ type }) => type === suspenseMoved.detailType)
    const parts = moved.map(({ data }) => data as { paymentId: string; part: number; amount: number })
    expect(parts.filter(({ paymentId }) => paymentId === 'both').map(({ amount }) => amount)).toEqual([
      80_000, -40_000, -10_000, -30_000,
    ])
    const receipts = events
      .filter(({ type }) => type === contributionsReceived.detailType)
      .flatMap(({ data }) => (data as { receipts: { billId: string; completes?: object }[] }).receipts)
    expect(receipts.find(({ billId }) => billId === 'R-E-2025')?.completes).toBeDefined()
  })

  it('is listed by age with its reason, for its own city', async () => {
    const { body } = await read(tokens.hefei, '/suspense', { city: '340100' })
    const rows = body.suspense as { reason: string; ageDays: number; receivedOn: string }[]
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.every(({ reason, ageDays, receivedOn }) => reason && ageDays >= 0 && receivedOn)).toBe(true)
    expect(await read(tokens.wuhu, '/suspense', { city: '340100' })).toMatchObject({ status: 403 })
    expect(await assign('both', { billId: 'R-E-2025' }, tokens.wuhu)).toMatchObject({
      status: 404,
      body: { code: 'contribution.suspense-unknown' },
    })
  })

  it('of residents pays no employees’ bill, and the other way round', async () => {
    const body = { city: '340100', lines: [{ personId: 'WW', monthlyWageFen: 800_000 }] }
    await office.deliver(employed('WW'))
    await call(tokens.hefei, 'PUT', '/employers/E1/payroll', body)
    const { units } = await office.start({
      ...{ kind: 'employer-month', commandId: 'm', city: '340100', month: '2025-01' },
    })
    for (const unit of units) await office.workOn(unit)
    const code = 'contribution.other-fund'
    const ofE1 = { billId: 'E-E1-2025-01', payer: 'employer' }
    await pay(payment('fund-1', 'nobody', { city: '340100', scheme: 'resident' }))
    const january = { paidOn: '2025-01-20' }
    await pay(payment('fund-2', 'nobody', { city: '340100', scheme: 'employee', ...january }))
    expect(await assign('fund-1', ofE1)).toMatchObject({ status: 422, body: { code } })
    expect(await assign('fund-2', { billId: 'R-T-2025' })).toMatchObject({ status: 422, body: { code } })
    expect(await assign('fund-2', ofE1)).toMatchObject({ status: 200 })
    for (const [paymentId, more] of [
      ['fund-7', { billId: 'E-E1-2025-13' }],
      ['fund-8', { billId: 'unknown', payer: 'employer', ...january }],
      ['fund-9', { billId: 'E-E9-2025-01', payer: 'employer' }],
    ] as const) {
      await pay(payment(paymentId, 'nobody', { city: '340100', ...more }))
      expect(await outcome(paymentId)).toMatchObject({ scheme: 'employee' })
    }
    expect(await assign('fund-8', { ...ofE1, amountFen: 1 })).toMatchObject({
      status: 200,
    })
    expect(await pay(payment('fund-3', 'T', { scheme: 'employee' }))).toEqual([`suspended ${code}`])
    expect(await pay(payment('fund-4', 'T', { city: '340200' }))).toEqual([`suspended ${code}`])
    await office.deliver(onBus(payment('fund-5', 'T', { scheme: 'employee' })))
    expect(await outcome('fund-5')).toMatchObject({ status: 'suspended', reason: code, scheme: 'employee' })
    expect(await pay(payment('fund-6', 'T', { amountFen: 1 }))).toEqual(['recorded'])
    expect(await billOf('T')).toMatchObject({ paid: 1 })
  })

  it('is asked back with a reason or not at all', async () => {
    expect(await giveBack('http-too-much', { why: ' ' })).toMatchObject({ status: 400 })
  })
})
