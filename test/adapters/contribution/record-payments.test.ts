import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBill } from '../../../services/contribution/bill/store.ts'
import { billResidents } from '../../../services/contribution/billing/bill-shards.ts'
import { recordPayments } from '../../../services/contribution/payment/record-payments.ts'
import { covered, openOffice, reportedOn } from './office.ts'

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice()
  await office.deliver(...['A', 'B', 'C'].map((personId) => covered(personId)))
  const command = { kind: 'resident-year', commandId: 'c', city: '340100', year: 2025 } as const
  const { units } = await office.start(command)
  for (const unit of units) await billResidents(unit, office.effects)
})
afterAll(() => office.stop())

const payment = (paymentId: string, person: string) => ({
  paymentId,
  billId: `R-${person}-2025`,
  payer: 'individual' as const,
  kind: 'payment' as const,
  amount: 40_000,
  paidOn: '2024-11-01',
})
const paidOf = async (person: string) =>
  (await readBill(office.store, `R-${person}-2025`))?.bill.paid.individual ?? 0

it('one payment id on two bills of one list pays the first and is refused for the second; the rest is recorded', async () => {
  const list = [payment('T1', 'A'), payment('T1', 'B'), payment('T2', 'C')]
  const outcomes = await recordPayments(list, reportedOn('2025-01-01'), office.effects)
  expect(outcomes).toMatchObject([
    { status: 'recorded' },
    { status: 'refused', refusal: { code: 'contribution.payment-differs' } },
    { status: 'recorded' },
  ])
  expect(await Promise.all(['A', 'B', 'C'].map(paidOf))).toEqual([40_000, 0, 40_000])
})

it('the same line twice in one list is recorded once and answered as repeated', async () => {
  const list = [payment('T3', 'B'), payment('T3', 'B')]
  const outcomes = await recordPayments(list, reportedOn('2025-01-01'), office.effects)
  expect(outcomes.map(({ status }) => status)).toEqual(['recorded', 'repeated'])
  expect(await paidOf('B')).toBe(40_000)
})
