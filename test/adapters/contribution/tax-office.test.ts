import { describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import { assign, giveBack, openDesk, pay, payment, read, refund } from './desk.ts'

openDesk('A', 'B', 'C', 'J')

describe('the day of a tax office', () => {
  it('is the list of what was reported, each payment once, and its sums by payer and kind', async () => {
    const on = '2024-10-08'
    await pay(
      payment('day-1', 'J', { paidOn: on }),
      payment('day-2', 'J', { ...refund, amountFen: 15_000, paidOn: on }),
      payment('day-3', 'J', { amountFen: 90_000, paidOn: on }),
    )
    await assign('day-3', { billId: 'R-J-2025', amountFen: 15_000 })
    const { body: list } = await read(tokens.tax, '/payments', { city: '340100', on })
    let { cursor } = list as { cursor?: string }
    const listed = [...(list.payments as { paymentId: string; status: string }[])]
    while (cursor !== undefined) {
      const { body } = await read(tokens.tax, '/payments', { city: '340100', on, cursor })
      listed.push(...(body.payments as typeof listed))
      cursor = body.cursor as string | undefined
    }
    expect(listed.map(({ paymentId, status }) => `${paymentId} ${status}`)).toEqual([
      'day-1 recorded',
      'day-2 recorded',
      'day-3 suspended',
    ])
    const { body } = await read(tokens.tax, '/payment-totals', { city: '340100', on })
    expect(body).toEqual({
      ...{ city: '340100', on, count: 3, amount: 115_000 },
      totals: [
        { payer: 'individual', kind: 'payment', status: 'recorded', count: 1, amount: 40_000 },
        { payer: 'individual', kind: 'payment', status: 'suspended', count: 1, amount: 90_000 },
        { payer: 'individual', kind: 'refund', status: 'recorded', count: 1, amount: -15_000 },
      ],
    })
  })

  it('says of money that was in suspense the same in its list and in its sums', async () => {
    const on = '2024-10-09'
    await pay(
      payment('sums-1', 'nobody', { paidOn: on, city: '340100' }),
      payment('sums-2', 'nobody', { paidOn: on, city: '340100', amountFen: 7 }),
      payment('sums-3', 'nobody', { paidOn: on, city: '340100', amountFen: 5 }),
    )
    await giveBack('sums-1')
    await giveBack('sums-3')
    const listed: string[] = []
    let from: { cursor?: string } | undefined = {}
    while (from) {
      const { body } = await read(tokens.tax, '/payments', { city: '340100', on, ...from })
      listed.push(...(body.payments as { status: string }[]).map(({ status }) => status))
      from = typeof body.cursor === 'string' ? { cursor: body.cursor } : undefined
    }
    expect(listed).toEqual(['suspended', 'resolved', 'resolved'])
    const { body } = await read(tokens.tax, '/payment-totals', { city: '340100', on })
    expect(body.totals).toEqual([
      { payer: 'individual', kind: 'payment', status: 'resolved', count: 2, amount: 40_005 },
      { payer: 'individual', kind: 'payment', status: 'suspended', count: 1, amount: 7 },
    ])
  })
})

describe('what is due', () => {
  it('is what each payer still owes, and the list goes on after a bill', async () => {
    const query = { city: '340100', kind: 'resident-year', period: '2025' }
    const { body } = await read(tokens.tax, '/dues', query)
    const dues = body.dues as { billId: string; due: number; paid: number; open: number }[]
    const [first, ...others] = dues
    if (!first) throw new Error('nothing is due')
    expect(dues.every(({ due, paid, open }) => open === due - paid && open > 0)).toBe(true)
    expect((await read(tokens.tax, '/dues', { ...query, after: first.billId })).body.dues).toEqual(others)
    expect(await read(tokens.wuhu, '/dues', query)).toMatchObject({ status: 403 })
  })
})
