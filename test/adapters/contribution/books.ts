import { tokens } from '#test/support/service.ts'
import { sweepIncome } from '../../../services/contribution/income/sweep-income.ts'
import { recordPayments } from '../../../services/contribution/payment/record-payments.ts'
import type { RecordPayment } from '../../../services/contribution/payment/rules/payment.ts'
import { covered, employed, openOffice, reportedOn } from './office.ts'

const own = (paymentId: string, person: string, amount: number): RecordPayment => ({
  paymentId,
  billId: `R-${person}-2025`,
  payer: 'individual',
  kind: 'payment',
  amount,
  paidOn: '2024-11-05',
})

/**
 * A year of Hefei's residents: A paid 400 yuan at once, B in two parts, C took hers back, H had nothing to pay. A statement
 * counted A, B and H, of whose subsidies the centre paid 100 yuan; the money was swept before that and after. And an
 * employer's bill of January, on which nothing is paid.
 */
export const keepBooks = async () => {
  const office = await openOffice()
  const { effects } = office
  const doWork = async ({ units }: Awaited<ReturnType<typeof office.start>>) => {
    for (const unit of units) await office.workOn(unit)
  }
  const pay = async (...payments: readonly RecordPayment[]) => {
    const outcomes = await recordPayments(payments, reportedOn('2025-12-31'), effects)
    if (outcomes.some(({ status }) => status !== 'recorded')) throw new Error('not all was recorded')
  }
  const sweep = (sweepId: string, on: string) =>
    sweepIncome({ sweepId, city: '340100', scheme: 'resident', fundYear: 2025, on }, effects)

  await office.deliver(
    ...['A', 'B', 'C'].map((personId) => covered(personId)),
    covered('H', { aid: 'special-hardship' }),
    employed('W'),
  )
  const body = { city: '340100', lines: [{ personId: 'W', monthlyWageFen: 800_000 }] }
  await office.call(tokens.hefei, 'PUT', '/employers/E1/payroll', { key: 'k', body })
  await doWork(await office.start({ kind: 'resident-year', commandId: 'y', city: '340100', year: 2025 }))
  await doWork(
    await office.start({ kind: 'employer-month', commandId: 'm', city: '340100', month: '2025-01' }),
  )
  await pay(own('a', 'A', 40_000), own('b1', 'B', 25_000), own('b2', 'B', 15_000), own('c1', 'C', 40_000))
  await pay({ ...own('c2', 'C', 40_000), kind: 'refund' })
  await doWork(await office.begin({ commandId: 's', city: '340100', year: 2025, asOf: '2025-01-01' }))
  await sweep('W1', '2025-01-02')
  await pay({ ...own('z', 'A', 10_000), billId: 'S-340100-2025-1', payer: 'centre', paidOn: '2025-03-01' })
  await sweep('W2', '2025-03-02')
  return office
}
