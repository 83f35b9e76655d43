import { describe, expect, it } from 'vitest'
import { chinaDay } from '#shared/calendar/day.ts'
import { tokens } from '#test/support/service.ts'
import { recordPayment } from '../../../services/contribution/payment/record-payment.ts'
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
  refund,
} from './desk.ts'
import { reportedOn } from './office.ts'

openDesk('G', 'H', 'I', 'P', 'Q', 'Z1', 'Z2')

describe('payments that wait for one bill', () => {
  it('fit by themselves what is left of them after a part was returned', async () => {
    await pay(payment('z-1', 'Z1', { amountFen: 40_001 }))
    expect(await outcome('z-1')).toMatchObject({ status: 'suspended' })
    expect(await giveBack('z-1', { amountFen: 1 })).toMatchObject({ status: 200 })
    expect(await outcome('z-1')).toMatchObject({ status: 'resolved', suspense: { openFen: 0 } })
    expect(await billOf('Z1')).toMatchObject({ status: 'paid', paid: 40_000 })
    await pay(payment('z-2', 'Z1'))
    await giveBack('z-2', { amountFen: 1 })
    expect(await outcome('z-2')).toMatchObject({ suspense: { openFen: 39_999 } })
    await pay(payment('z-3', 'Z1', { ...refund, paidOn: '2024-12-01' }))
    expect(await outcome('z-2')).toMatchObject({ status: 'resolved', suspense: { openFen: 0 } })
    expect(await billOf('Z1')).toMatchObject({ status: 'partly-paid', paid: 39_999 })
  })

  it('are not all walked again by every other of them: fifty take no more reads each than the first', async () => {
    const rows = Array.from({ length: 50 }, (_, row) => payment(`many-${row}`, 'Z2', { amountFen: 40_001 }))
    const reads: number[] = []
    for (const row of rows) {
      let read = 0
      const counted = {
        ...office.store,
        get: (...asked: Parameters<typeof office.store.get>) => {
          read += 1
          return office.store.get(...asked)
        },
        getMany: (...asked: Parameters<typeof office.store.getMany>) => {
          read += asked[0].length
          return office.store.getMany(...asked)
        },
      }
      const { amountFen: amount, ...rest } = row
      const reported = { ...rest, amount } as Parameters<typeof recordPayment>[0]
      const done = await recordPayment(reported, reportedOn(chinaDay(new Date())), {
        ...office.effects,
        store: counted,
      })
      expect(done).toMatchObject({ status: 'suspended' })
      reads.push(read)
    }
    expect(Math.max(...reads)).toBe(reads[0])
  })
})

describe('a refund', () => {
  it('told of before its payment is taken off as soon as that is recorded', async () => {
    expect(await pay(payment('g-refund', 'G', { ...refund, paidOn: '2024-11-22' }))).toEqual([
      'suspended contribution.refund-above-paid',
    ])
    expect(await pay(payment('g-pay', 'G'))).toEqual(['recorded'])
    expect(await billOf('G')).toMatchObject({ status: 'refunded', paid: 0 })
    expect(await outcome('g-refund')).toMatchObject({ status: 'resolved', kind: 'refund' })
  })

  it('makes room for a payment that was told of before it', async () => {
    expect(await pay(payment('h-1', 'H'))).toEqual(['recorded'])
    await office.deliver(onBus(payment('h-3', 'H', { paidOn: '2024-12-28' })))
    expect(await outcome('h-3')).toMatchObject({ status: 'suspended', reason: 'contribution.overpaid' })
    await office.deliver(onBus(payment('h-2', 'H', { ...refund, paidOn: '2024-12-22' })))
    expect(await billOf('H')).toMatchObject({ status: 'paid', paid: 40_000, completedOn: '2024-12-28' })
  })

  it('dated before what it gives back was paid is on no bill by any door, and an officer says the right day', async () => {
    const code = 'contribution.refund-before-payment'
    await pay(payment('p-1', 'P', { amountFen: 10_000 }))
    await pay(payment('p-2', 'P', { amountFen: 30_000, paidOn: '2024-12-20' }))
    const early = { ...refund, amountFen: 20_000, paidOn: '2024-12-19' }
    const { body } = await call(tokens.tax, 'POST', '/payments', {
      payments: [payment('p-3', 'P', early), payment('p-4', 'P', { ...refund, paidOn: '2024-11-04' })],
    })
    expect(body.rows).toMatchObject([
      { status: 'refused', code, figures: { paidOn: '2024-12-19', paid: 10_000, amount: 20_000 } },
      { status: 'refused', code, figures: { paidOn: '2024-11-04', paid: 0, amount: 40_000 } },
    ])
    expect(await outcome('p-3')).toMatchObject({ code: 'contribution.payment-unknown' })
    await office.deliver(onBus(payment('p-5', 'P', early)))
    expect(await outcome('p-5')).toMatchObject({ status: 'suspended', reason: code })
    expect(await billOf('P')).toMatchObject({ status: 'paid', paid: 40_000 })
    expect(await assign('p-5', { billId: 'R-P-2025' })).toMatchObject({ status: 422, body: { code } })
    expect(await assign('p-5', { billId: 'R-P-2025', paidOn: '2024-12-20' })).toMatchObject({ status: 200 })
    expect(await billOf('P')).toMatchObject({ status: 'partly-paid', paid: 20_000 })
  })

  it('of what an earlier day had, but a later refund took, is refused', async () => {
    await pay(payment('q-1', 'Q', { amountFen: 10_000 }))
    await pay(payment('q-2', 'Q', { ...refund, amountFen: 10_000, paidOn: '2024-12-10' }))
    await pay(payment('q-3', 'Q', { paidOn: '2024-12-20' }))
    expect(await pay(payment('q-4', 'Q', { ...refund, amountFen: 10_000, paidOn: '2024-12-01' }))).toEqual([
      'refused contribution.refund-before-payment',
    ])
  })

  it('taken twice is money that fits no bill the second time', async () => {
    await pay(payment('i-1', 'I'))
    expect(await pay(payment('i-2', 'I', refund))).toEqual(['recorded'])
    expect(await pay(payment('i-2', 'I', refund))).toEqual(['repeated'])
    expect(await pay(payment('i-3', 'I', refund))).toEqual(['suspended contribution.refund-above-paid'])
    expect(await billOf('I')).toMatchObject({ status: 'refunded', paid: 0 })
  })
})
