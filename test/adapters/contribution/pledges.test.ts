import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokens } from '#test/support/service.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { covered, employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let keys = 0
beforeAll(async () => {
  office = await openOffice()
  await office.deliver(covered('P1'), covered('P2'), covered('P3'), employed('Pwork'))
})
afterAll(() => office.stop())

const pledge = async (by: string, persons: Readonly<Record<string, number>>) => {
  keys += 1
  const { body } = await office.call(tokens.hefei, 'POST', '/collective-contributions', {
    key: `pledge-${keys}`,
    body: {
      ...{ city: '340100', year: 2025, by },
      persons: Object.entries(persons).map(([personId, yuan]) => ({ personId, amountFen: yuan * 100 })),
    },
  })
  return body.rows as { status: string; code?: string }[]
}
const bill = async (person: string) =>
  (await office.call(tokens.hefei, 'GET', `/bills/R-${person}-2025`)).body

const billYear = async (commandId: string) => {
  const { runId, units } = await office.start({
    kind: 'resident-year',
    commandId,
    city: '340100',
    year: 2025,
  })
  for (const unit of units) await office.workOn(unit)
  return (await office.call(tokens.hefei, 'GET', `/billing-runs/${runId}`)).body
}

describe('what a village pledges for its residents', () => {
  it('is taken for residents of the city, body by body, until they are billed', async () => {
    expect(await pledge('阮巷村', { P1: 100, P2: 400, Pwork: 100, Pnobody: 100 })).toMatchObject([
      { status: 'recorded' },
      { status: 'recorded' },
      { status: 'refused', code: 'contribution.not-a-resident' },
      { status: 'refused', code: 'contribution.not-a-resident' },
    ])
    await pledge('慈善总会', { P1: 50, P3: 30 })
    await pledge('阮巷村', { P1: 120 })
    await pledge('慈善总会', { P3: 0 })
    expect(await billYear('first')).toMatchObject({ bills: 3, persons: 3, amount: 120_000, leftOut: {} })
    expect(await pledge('阮巷村', { P1: 1 })).toMatchObject([
      { status: 'refused', code: 'contribution.billed-already' },
    ])
  })

  it('is a payer of its own on the bill: 120 and 50 of the 400 yuan, or all of them', async () => {
    expect(await bill('P1')).toMatchObject({
      dues: [
        { payer: 'individual', amount: 23_000 },
        { payer: 'collective', amount: 17_000 },
      ],
    })
    expect(await bill('P2')).toMatchObject({ dues: [{ payer: 'collective', amount: 40_000 }] })
    expect(await bill('P3')).toMatchObject({ dues: [{ payer: 'individual', amount: 40_000 }] })
  })

  it('completes the bill with what the person pays, in whatever order they come', async () => {
    const paid = (paymentId: string, payer: string, amountFen: number) => ({
      ...{ paymentId, billId: 'R-P1-2025', payer, kind: 'payment', amountFen, paidOn: '2024-11-05' },
    })
    const pay = async (payment: { paymentId: string }) => {
      const body = { payments: [payment] }
      const { body: answer } = await office.call(tokens.tax, 'POST', '/payments', {
        key: payment.paymentId,
        body,
      })
      expect(answer.rows).toMatchObject([{ status: 'recorded' }])
    }
    await pay(paid('c', 'collective', 17_000))
    expect(await bill('P1')).toMatchObject({ status: 'partly-paid' })
    await pay(paid('i', 'individual', 23_000))
    expect(await bill('P1')).toMatchObject({ status: 'paid', completedOn: '2024-11-05' })
  })

  it('is billed once, and a second run bills who came since', async () => {
    await office.deliver(covered('P4'))
    expect(await billYear('second')).toMatchObject({ bills: 1, persons: 1, leftOut: { 'already-billed': 3 } })
    const checks = invariants.map((invariant) => invariant.start())
    for (const item of await office.items()) for (const check of checks) check.see(item)
    expect(checks.flatMap((check) => check.finish().violations)).toEqual([])
  })
})

describe('the premium of large-sum cover', () => {
  const retired = (personId: string, more: object = {}) =>
    covered(personId, { scheme: 'employee', employment: 'retired', city: '340700', ...more })

  it('is billed to the retired of a city that has one: 0.4 % of 7,044 and of 7,490 yuan in Tongling', async () => {
    await office.deliver(
      retired('Pold'),
      retired('Plate', { from: '2025-10-12' }),
      retired('Phefei', { city: '340100' }),
    )
    for (const city of ['340700', '340100'] as const) {
      const { units } = await office.start({ kind: 'large-sum', commandId: city, city, year: 2025 })
      for (const unit of units) await office.workOn(unit)
    }
    const bills = (await office.items()).flatMap(({ bill: each }) => {
      const found = each as { billId: string; kind: string; dues: object[]; from: string } | undefined
      return found?.kind === 'large-sum' ? [found] : []
    })
    expect(bills.sort((a, b) => (a.billId < b.billId ? -1 : 1))).toMatchObject([
      { billId: 'G-Plate-2025', from: '2025-10', dues: [{ payer: 'individual', pooled: 3 * 2_996 }] },
      {
        billId: 'G-Pold-2025',
        from: '2025-01',
        dues: [{ payer: 'individual', pooled: 6 * 2_818 + 6 * 2_996 }],
      },
    ])
  })
})
