import * as z from 'zod'
import { city as cityField, scheme as schemeField } from '#shared/contracts/fields.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Bill } from '../bill/rules/bill.ts'
import type { StoredBill } from '../bill/store.ts'
import { billWrite } from '../bill/store.ts'
import { coverageId, coverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import type { IncomeReceipt } from '../income/store.ts'
import { incomeWrites } from '../income/store.ts'
import type { Report } from './report.ts'
import type { RecordPayment } from './rules/payment.ts'
import type { HeldIn, Suspense } from './rules/suspense.ts'
import { heldInSuspense } from './rules/suspense.ts'
import type { StoredSuspense } from './store.ts'
import { suspenseWrite } from './store.ts'

const heldInRule = z.strictObject({ city: cityField, scheme: schemeField })

/** The fund that holds money of which nobody knows whose account it came to. */
const heldInByPolicy = (policy: Policy, on: string): HeldIn =>
  tableAt(policy, 'contribution.suspense.held_in', { on }, heldInRule)

const cityNamed = (code: string | undefined): HeldIn['city'] | undefined =>
  cities.find((each) => each.code === code)?.code

/** The person that a resident's bill is of, as its id says: it may not be issued yet. */
const personIn = (billId: string): string | undefined => /^R-(.+)-\d{4}$/.exec(billId)?.[1]

/** The scheme that a payment is of by what it says: the form of its bill's id, else that employers pay for employees only. */
const schemeSaid = ({ billId, payer }: RecordPayment): HeldIn['scheme'] | undefined => {
  if (/^[RS]-/.test(billId)) return 'resident'
  return /^(L-)?E-/.test(billId) || payer === 'employer' ? 'employee' : undefined
}

const coverageNamed = async (billId: string, { store }: Pick<Effects, 'store'>) => {
  const personId = personIn(billId)
  return personId === undefined ? undefined : (await coverages.read(store, coverageId(personId)))?.person
}

/**
 * Whose income account the money came to: as reported, else that of the bill, of what the payment says, or of whom it names,
 * else the sender's.
 */
const accountOf = async (
  payment: RecordPayment,
  bill: Bill | undefined,
  report: Report,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<HeldIn> => {
  const told = bill ?? (await coverageNamed(payment.billId, effects))
  const named = told && report.keptFrom(told.city) === undefined ? told : undefined
  const usual = heldInByPolicy(effects.policy(), report.today)
  return {
    city: payment.city ?? named?.city ?? cityNamed(report.division) ?? usual.city,
    scheme: payment.scheme ?? bill?.scheme ?? schemeSaid(payment) ?? named?.scheme ?? usual.scheme,
  }
}

/** Money that suspense brings to an income account, or takes from it. */
export const receivedInSuspense = (
  { city, scheme, fundYear, paymentId, isKept }: Suspense,
  amount: number,
): IncomeReceipt => ({
  ...{ city, scheme, fundYear, billId: paymentId, pooled: amount, account: 0 },
  ...(isKept ? { inSuspense: amount } : {}),
})

/** So many payments are remembered with a bill that they name; what else names it is for an officer to look at. */
const mostWaiting = 20

const waitingWrites = (found: StoredBill | undefined, paymentId: string): Write[] => {
  if (!found) return []
  const { waiting = [] } = found.bill
  if (waiting.length >= mostWaiting) return []
  return [billWrite({ ...found.bill, waiting: [...waiting, paymentId] }, found)]
}

/**
 * The writes that hold a payment in suspense: its record, the bill that it names if there is one, and the income account
 * that it came to.
 */
export const suspensionWrites = async (
  payment: RecordPayment,
  {
    refusal,
    reportedAs,
    payload,
  }: Pick<StoredSuspense, 'refusal' | 'payload'> & Pick<Suspense, 'reportedAs'>,
  found: StoredBill | undefined,
  report: Report,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Write[]> => {
  const account = await accountOf(payment, found?.bill, report, effects)
  const held = heldInSuspense(payment, account, { reason: refusal.code, on: report.today })
  const suspense = reportedAs === undefined ? held : { ...held, reportedAs }
  return [
    suspenseWrite({ suspense, refusal, payload, version: 0 }),
    ...waitingWrites(found, suspense.paymentId),
    ...incomeWrites([receivedInSuspense(suspense, suspense.amount)]),
  ]
}
