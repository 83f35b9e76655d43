import { afterAll, beforeAll, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { tokens } from '#test/support/service.ts'
import { billAlone } from '../../../services/contribution/billing/bill-shards.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { toEvents } from '../../../services/contribution/outbox.ts'
import { covered, employed, openOffice } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let runs = 0

const tongling = { city: '340700' }
const province = tokens.province

beforeAll(async () => {
  office = await openOffice()
  await office.deliver(
    ...['P1', 'P2', 'P3'].map((personId) => employed(personId, tongling)),
    covered('F1', { scheme: 'employee', employment: 'flexible', ...tongling }),
    employed('H1', { employerId: 'E2' }),
  )
})
afterAll(() => office.stop())

const declare = (employer: string, city: string, persons: readonly string[], wage = 600_000) =>
  office.call(province, 'PUT', `/employers/${employer}/payroll`, {
    key: `declared-${employer}-${persons.length}-${wage}`,
    body: {
      ...{ city, month: '2025-08' },
      lines: persons.map((personId) => ({ personId, monthlyWageFen: wage })),
    },
  })
const billMonth = async (city: string, today: string) => {
  runs += 1
  const command = { kind: 'employer-month', commandId: `run-${runs}`, city, month: '2025-08', today }
  const { runId, units } = await office.start(command as never)
  for (const unit of units)
    await ((unit.input as { shards?: unknown }).shards === undefined
      ? office.workOn(unit)
      : billAlone(unit, unit.unitId.startsWith('flexible') ? 'flexible' : 'paying-on', office.effects))
  return (await office.call(province, 'GET', `/billing-runs/${runId}`)).body
}
const largeSums = async () =>
  (await office.items())
    .flatMap(({ bill }) => {
      const found = bill as { billId: string; kind: string; dues: object[]; persons: object[] } | undefined
      return found?.kind === 'large-sum' ? [found] : []
    })
    .sort((a, b) => (a.billId < b.billId ? -1 : 1))
const violations = async () => {
  const checks = invariants.map((invariant) => invariant.start())
  for (const item of await office.items()) for (const check of checks) check.see(item)
  return checks.flatMap((check) => check.finish().violations)
}

it('is billed beside the month: of 7,490 yuan 0.1 % of the unit and 0.4 % of employees, 0.5 % of flexible workers', async () => {
  await declare('E1', '340700', ['P1', 'P2'])
  await billMonth('340700', '2025-08-05')
  expect(await largeSums()).toMatchObject([
    {
      billId: 'G-E-E1-2025-08',
      dues: [
        { payer: 'employer', pooled: 2 * 749, account: 0 },
        { payer: 'individual', pooled: 2 * 2_996, account: 0 },
      ],
      persons: [
        { personId: 'P1', pooled: 3_745 },
        { personId: 'P2', pooled: 3_745 },
      ],
    },
    {
      billId: 'G-E-F1-2025-08',
      dues: [{ payer: 'individual', pooled: 3_745, account: 0 }],
      persons: [{ personId: 'F1', pooled: 3_745 }],
    },
  ])
})

it('is asked for of whoever joins the list later, and of nobody twice', async () => {
  await declare('E1', '340700', ['P1', 'P2', 'P3'])
  await billMonth('340700', '2025-09-03')
  await billMonth('340700', '2025-09-04')
  expect((await largeSums()).map(({ billId, persons }) => [billId, persons.length])).toEqual([
    ['G-E-E1-2025-08', 2],
    ['G-E-E1-2025-08-2', 1],
    ['G-E-F1-2025-08', 1],
  ])
  expect(await violations()).toEqual([])
})

it('is billed by no city that asks for none', async () => {
  await declare('E2', '340100', ['H1'])
  expect(await billMonth('340100', '2025-08-05')).toMatchObject({ bills: 1, persons: 1 })
  expect((await largeSums()).map(({ billId }) => billId)).not.toContain('G-E-E2-2025-08')
})

it('is income of a line of its own, and pays for no month', async () => {
  const { body } = await office.call(tokens.tax, 'POST', '/payments', {
    key: 'paid',
    body: {
      payments: [
        {
          ...{ paymentId: 'g-1', billId: 'G-E-F1-2025-08', payer: 'individual', kind: 'payment' },
          ...{ amountFen: 3_745, paidOn: '2025-08-20' },
        },
      ],
    },
  })
  expect(body.rows).toMatchObject([{ status: 'recorded' }])
  const changes = (await office.items()).map((item, index) => ({ sequence: String(index), item }))
  const received = toEvents(changes as never).filter(({ contract }) => contract === contributionsReceived)
  expect(received.map(({ event }) => (event.data as { receipts: object[] }).receipts)).toMatchObject([
    [{ paymentId: 'g-1', pooled: 3_745, account: 0, line: 'large-sum', completes: { months: 0 } }],
  ])
  expect(await violations()).toEqual([])
})

/** Pays, or is paid back, what each payer owes on a bill. */
const settle = async (billId: string, kind: 'payment' | 'refund') => {
  const { body } = await office.call(province, 'GET', `/bills/${billId}`)
  const dues = body.dues as { payer: string; amount: number }[]
  const payments = dues.map(({ payer, amount }) => ({
    ...{ paymentId: `${billId}-${payer}`, billId, payer, kind },
    ...{ amountFen: Math.abs(amount), paidOn: kind === 'payment' ? '2025-08-20' : '2025-09-20' },
  }))
  const answer = await office.call(tokens.tax, 'POST', '/payments', { key: billId, body: { payments } })
  return (answer.body.rows as { status: string; code?: string }[]).map(({ status, code }) => code ?? status)
}

it('goes back with a month that was not owed, and is asked for by whoever owes that month', async () => {
  await office.deliver(
    employed('P8', { employerId: 'E8', ...tongling }),
    employed('P9', { employerId: 'E8', ...tongling }),
  )
  await declare('E8', '340700', ['P8', 'P9'])
  await billMonth('340700', '2025-08-05')
  await settle('E-E8-2025-08', 'payment')
  // A corrected wage has a number among the month's bills, and no premium beside it.
  await declare('E8', '340700', ['P8', 'P9'], 700_000)
  await billMonth('340700', '2025-08-06')
  await settle('E-E8-2025-08-2', 'payment')
  await office.deliver(employed('P9', { employerId: 'E7', from: '2025-08-01', version: 2, ...tongling }))
  await declare('E7', '340700', ['P9'])
  for (const day of ['2025-09-05', '2025-09-06', '2025-09-07']) await billMonth('340700', day)
  expect((await largeSums()).filter(({ billId }) => /E[78]-/.test(billId))).toMatchObject([
    { billId: 'G-E-E7-2025-08', persons: [{ personId: 'P9', pooled: 3_745 }] },
    { billId: 'G-E-E8-2025-08', persons: [{ personId: 'P8' }, { personId: 'P9' }] },
    {
      ...{ billId: 'G-E-E8-2025-08-3', charge: 'taken-back' },
      dues: [
        { payer: 'employer', pooled: -749, account: 0 },
        { payer: 'individual', pooled: -2_996, account: 0 },
      ],
      persons: [{ personId: 'P9', pooled: -3_745, of: 'G-E-E8-2025-08' }],
    },
  ])
  expect(await violations()).toEqual([])
})

it('goes back once it was paid, and no more of it than came', async () => {
  const refund = async (paymentId: string, billId: string, payer: string, amountFen: number) => {
    const payment = { ...{ paymentId, billId, payer, amountFen }, kind: 'refund', paidOn: '2025-09-21' }
    const answer = await office.call(tokens.tax, 'POST', '/payments', {
      key: paymentId,
      body: { payments: [payment] },
    })
    return answer.body.rows
  }
  const tooMuch = [{ code: 'contribution.more-back-than-came' }]
  expect(await refund('early', 'G-E-E8-2025-08-3', 'employer', 749)).toMatchObject(tooMuch)
  expect(await settle('G-E-E8-2025-08', 'payment')).toEqual(['recorded', 'recorded'])
  // What came back too early went on when its premium was paid: of the unit's part nothing is left to give back.
  expect(await settle('G-E-E8-2025-08-3', 'refund')).toEqual(['contribution.refund-above-paid', 'recorded'])
  expect(await refund('more', 'G-E-E8-2025-08', 'individual', 2_997)).toMatchObject(tooMuch)
  expect(await violations()).toEqual([])
})
