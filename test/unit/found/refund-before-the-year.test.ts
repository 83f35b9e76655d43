import { describe, expect, it } from 'vitest'
import { contributionsReceived } from '#shared/contracts/contribution.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import { residentBill } from '../../../services/contribution/billing/rules/resident-bill.ts'
import type { RecordPayment } from '../../../services/contribution/payment/rules/payment.ts'
import { decidePayment } from '../../../services/contribution/payment/rules/payment.ts'
import { concernsStatement } from '../../../services/contribution/subsidy/rules/statement.ts'
import { recordPaidBills } from '../../../services/enrollment/coverage/record-paid-bills.ts'
import { nextRecord } from '../../../services/enrollment/coverage/rules/person-record.ts'
import type { VersionedRecord } from '../../../services/enrollment/coverage/store.ts'
import { person } from '../contribution/given.ts'
import { insured, residentSpell, rules } from '../enrollment/given.ts'

/** The three lines of a tax office: paid, all paid back two days later, paid again before the year. */
const lines: readonly RecordPayment[] = [
  {
    paymentId: 'TX-4',
    billId: 'R-P1-2026',
    payer: 'individual',
    kind: 'payment',
    amount: 40_000,
    paidOn: '2025-12-20',
  },
  {
    paymentId: 'TX-4r',
    billId: 'R-P1-2026',
    payer: 'individual',
    kind: 'refund',
    amount: 40_000,
    paidOn: '2025-12-22',
  },
  {
    paymentId: 'TX-4p',
    billId: 'R-P1-2026',
    payer: 'individual',
    kind: 'payment',
    amount: 40_000,
    paidOn: '2025-12-28',
  },
]

const billOf2026 = (): Bill => {
  const resident = person('P1', { scheme: 'resident', employment: 'resident' })
  const issued = residentBill(resident, 2026, { individual: 40_000, aidShare: () => 0 }, '2025-10-01')
  if (!issued) throw new Error('there is no bill')
  return issued.bill
}

/** The bill after some of the lines, and the events that tell of them. */
const afterLines = (count: number) => {
  let bill = billOf2026()
  const events = lines.slice(0, count).map((line) => {
    const decision = decidePayment(line, bill)
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    bill = decision.value.bill
    const { city, scheme, fundYear, ...receipt } = decision.value.receipt
    const data = { city, scheme, fundYear, receipts: [receipt] }
    const event = { id: `told-${line.paymentId}`, occurredOn: line.paidOn, data }
    return contributionsReceived.schema.parse(event)
  })
  return { bill, events }
}

/** The days of 2026 that enrolment gives after events came, in their order. */
const entitledAfter = async (events: readonly ReturnType<typeof contributionsReceived.schema.parse>[]) => {
  const first = insured({ ...residentSpell, from: '2025-09-01' })
  let record: VersionedRecord = { ...nextRecord(undefined, first, { rules, on: '2025-09-01' }), version: 1 }
  const store = {
    getMany: async () => [record],
    get: async () => record,
    write: async ([write]: [{ item: VersionedRecord }]) => {
      record = { ...write.item, version: write.item.version + 1 }
      return { status: 'written' }
    },
  }
  const effects = { store: store as never, policy: () => readPolicy('shared/policy/anhui') }
  for (const event of events) await recordPaidBills(event, effects)
  const year = record.entitlements.find((each) => each.year === 2026)
  return (year?.spells ?? []).map(({ from, to }) => `${from}/${to}`)
}

describe('a bill of 2026 paid, paid back and paid again in December 2025', () => {
  it('entitles, entitles no more, and entitles again', async () => {
    const whole = ['2026-01-01/2026-12-31']
    expect(await entitledAfter(afterLines(1).events)).toEqual(whole)
    expect(await entitledAfter(afterLines(2).events)).toEqual([])
    expect(await entitledAfter(afterLines(3).events)).toEqual(whole)
  })

  it('ends the same in whatever order and however often the lines are told', async () => {
    const [paid, refunded, again] = afterLines(3).events
    if (!paid || !refunded || !again) throw new Error('not all was told')
    for (const order of [
      [again, refunded, paid],
      [refunded, paid, again, refunded],
      [paid, again, refunded, paid],
    ])
      expect(await entitledAfter(order)).toEqual(['2026-01-01/2026-12-31'])
    expect(await entitledAfter([refunded, paid, refunded])).toEqual([])
  })

  it('is claimed for with the subsidies when it is paid, and not after the refund', () => {
    const perResident = { centre: 42_000, province: 21_000, city: 1_400, county: 5_600 }
    const statementId = 'S-340100-2026-1'
    const lastDay = {
      ...{ statementId: 'S-340100-2026-2', asOf: '2025-12-31', perResident },
      standards: new Map([[statementId, perResident]]),
      noResidents: new Set<string>(),
    }
    expect([1, 2, 3].map((count) => concernsStatement(afterLines(count).bill, lastDay))).toEqual([
      true,
      false,
      true,
    ])
    const claimed = { ...afterLines(2).bill, statementId }
    expect(concernsStatement(claimed, lastDay)).toBe(true)
  })
})
