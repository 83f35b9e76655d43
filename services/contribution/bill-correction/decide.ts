import type { Signature } from '#shared/contracts/fields.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { must } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { AidCategory } from '#shared/kernel/scheme.ts'
import { sum } from '#shared/money/fen.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { openOf } from '../bill/rules/bill.ts'
import { differenceBillId } from '../bill/rules/siblings.ts'
import type { StoredBill } from '../bill/store.ts'
import { billWrite, issueWrite, readBill, residentParts } from '../bill/store.ts'
import { residentStandard } from '../billing/rules/billing-figures.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { statementIdOf, statementsPartition } from '../keys.ts'
import { assignAroundBills } from '../payment/assign-waiting.ts'
import { unanswered } from '../payment/report.ts'
import type { RecordPayment } from '../payment/rules/payment.ts'
import { decidePayment } from '../payment/rules/payment.ts'
import { receiptId, receipts, receiptWrite, setOff } from '../payment/store.ts'
import { refuse } from '../refusals.ts'
import { issueStatement } from '../subsidy/rules/statement.ts'
import { countWrite, readStatement, statements, statementWrite } from '../subsidy/store.ts'
import type { BillCorrection, Difference } from './rules/correction.ts'
import { correctedBill, decideCorrection, differenceBill, differenceOf } from './rules/correction.ts'
import { correctionWrite, readCorrection } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** What a bill should have been, by the figures of today and the category that its resident had. */
const judge = async (
  bill: Bill,
  aid: AidCategory,
  { store, policy }: Needs,
): Promise<Decision<Difference>> => {
  const personId = bill.persons[0]?.personId ?? ''
  const person = (await readCoverages(store, [personId])).get(personId)
  if (!person) return refuse('bill-correction.other-kind', { field: 'billId' })
  return differenceOf(bill, aid, person.birthOn, residentStandard(policy(), bill.fundYear, bill.city))
}

const unknownBill = (billId: string) =>
  refuse('contribution.bill-unknown', { field: 'billId', figures: { billId } })

/** Proposes to correct a resident's bill: nothing changes yet. */
export const proposeCorrection = (
  draft: Pick<BillCorrection, 'correctionId' | 'billId' | 'aid' | 'why' | 'document' | 'proposed'>,
  effects: Needs,
): Promise<Decision<BillCorrection>> =>
  retryConflicts(async () => {
    const { store } = effects
    const earlier = await readCorrection(store, draft.correctionId)
    if (earlier) return accept(earlier.correction)
    const found = await readBill(store, draft.billId)
    if (!found) return unknownBill(draft.billId)
    const difference = await judge(found.bill, draft.aid, effects)
    if (difference.status === 'refused') return difference
    const { city } = found.bill
    const correction: BillCorrection = { ...draft, city, ...difference.value, state: 'proposed' }
    const written = await store.write([correctionWrite({ correction, version: 0 })])
    return written.status === 'written' ? accept(correction) : undefined
  })

/** What statements have of a resident who is counted already is put right at once, by a statement of one. */
const countDifference = async (
  { bill }: StoredBill,
  { aidFunded }: Difference,
  { runId, on }: { readonly runId: string; readonly on: string },
  store: Store,
): Promise<{ readonly by?: string; readonly writes: readonly Write[] }> => {
  const { statementId: counted, city, fundYear: year } = bill
  if (counted === undefined || aidFunded === 0) return { writes: [] }
  const [before, known] = await Promise.all([
    readStatement(store, counted),
    Array.fromAsync(statements.list(store, statementsPartition(city, year))),
  ])
  must(before !== undefined, 'contribution.statement-unknown', 'counted by no statement', { counted })
  const { perResident } = before.statement
  const by = statementIdOf(city, year, known.length + 1)
  const begun = { statementId: by, runId, city, year, asOf: on, perResident }
  const count = { headcount: 0, aidFunded }
  const issued = issueStatement({ ...begun, status: 'gathering' }, [count])
  const [part = ''] = residentParts
  return {
    by,
    writes: [
      statementWrite({ statement: issued.statement, version: 0 }),
      countWrite({ statementId: by, part }, count),
      ...(issued.bill ? [issueWrite(issued.bill)] : []),
    ],
  }
}

const decided = (command: RecordPayment, bill: Bill) => {
  const decision = decidePayment(command, bill)
  must(decision.status === 'accepted', 'bill-correction.offset', 'an offset does not fit', {
    billId: bill.billId,
  })
  return decision.value
}

/** What a resident still owes on a bill, or is to get back. */
const ownOpen = (bill: Bill): number => {
  const due = bill.dues.find(({ payer }) => payer === 'individual')
  return due ? openOf(bill, due) : 0
}

type Act = { readonly correctionId: string; readonly on: string }

/**
 * One bill set against the difference, as far as one is to be paid and the other goes back: a receipt on either.
 * @param lent what was set off on the bill before, and may be taken back
 */
const setAgainst = (bill: Bill, difference: Bill, lent: number, { correctionId, on: paidOn }: Act) => {
  const [due, back] = ownOpen(bill) > 0 ? [bill, difference] : [difference, bill]
  const amount = Math.min(ownOpen(due), Math.max(-ownOpen(back), back === bill ? lent : 0))
  if (amount <= 0) return undefined
  const on = (of: Bill, against: Bill, kind: 'payment' | 'refund') => {
    const paymentId = stableId('OF-', correctionId, of.billId, against.billId)
    return decided(
      { paymentId, billId: of.billId, payer: 'individual', amount, paidOn, kind, isSetOff: true },
      of,
    )
  }
  const [paid, given] = [on(due, back, 'payment'), on(back, due, 'refund')]
  const [one, other] = due === bill ? [paid, given] : [given, paid]
  return {
    ...{ bill: one.bill, difference: other.bill },
    writes: [one.receipt, other.receipt].map((receipt) => receiptWrite(receipt, setOff)),
  }
}

/**
 * What differences paid of a bill by being set off, less what was taken back. Nothing where its resident paid all that they
 * were asked for: it stays complete.
 */
const readLent = async ({ paymentIds = [], paid, completedOn }: Bill, store: Store): Promise<number> => {
  const found = await receipts.readMany(store, paymentIds.map(receiptId))
  const lent = sum(found.flatMap((each) => (each?.payload === setOff ? [each.receipt.pooled] : [])))
  return completedOn !== undefined && (paid.individual ?? 0) > lent ? 0 : lent
}

type ToSetOff = { readonly bill: Bill; readonly stored: StoredBill; readonly lent: number }

/**
 * A difference is set against what is open of those before it, and against what the resident still owes on the bill, by a
 * receipt on either: no money moves, and only what they paid too much or too little in all is left. What was set off on the
 * bill before is taken back where it is due after all and they paid nothing of it: a bill that nobody paid does not stay
 * complete. Who paid what they were asked for has until the difference is due.
 */
const offset = (all: readonly ToSetOff[], difference: Bill, act: Act) => {
  let now = difference
  const writes: Write[] = []
  for (const { bill, stored, lent } of all) {
    const set = setAgainst(bill, now, lent, act)
    now = set?.difference ?? now
    if (set || bill !== stored.bill) writes.push(billWrite(set?.bill ?? bill, stored), ...(set?.writes ?? []))
  }
  return { difference: now, writes }
}

/** The bills of the differences to a bill so far. */
const readDifferences = async ({ bill }: StoredBill, store: Store): Promise<readonly StoredBill[]> => {
  const numbers = Array.from({ length: bill.corrected?.count ?? 0 }, (_, index) => index + 1)
  const found = await Promise.all(numbers.map((number) => readBill(store, differenceBillId(bill, number))))
  return found.flatMap((each) => each ?? [])
}

/** All that an approved correction writes beside itself. */
const correctionWrites = async (
  found: StoredBill,
  { correctionId, aid, ...difference }: BillCorrection,
  on: string,
  { store, policy }: Needs,
): Promise<{ readonly issued?: string; readonly writes: readonly Write[] }> => {
  const counted = await countDifference(found, difference, { runId: correctionId, on }, store)
  const corrected = correctedBill(found.bill, difference, aid, counted.by)
  if (difference.own === 0) return { writes: [billWrite(corrected, found), ...counted.writes] }
  const paymentDays = numberAt(policy(), 'contribution.resident.difference_days', { on })
  const issue = { issuedOn: on, paymentDays }
  const issued = differenceBill(found.bill, { correctionId, own: difference.own }, issue)
  const [earlier, lent] = await Promise.all([readDifferences(found, store), readLent(found.bill, store)])
  const all = [
    ...earlier.map((each) => ({ bill: each.bill, stored: each, lent: 0 })),
    { bill: corrected, stored: found, lent },
  ]
  const settled = offset(all, issued, { correctionId, on })
  return {
    issued: issued.billId,
    writes: [issueWrite(settled.difference), ...settled.writes, ...counted.writes],
  }
}

/**
 * Approves a correction by another officer, in one transaction with the bill, the bill of the difference, what is set off
 * between them, and what statements count of it. It is judged anew: the bill may be another by now. What waited for what is set
 * off goes on then.
 */
export const approveCorrection = async (
  correctionId: string,
  by: Signature,
  effects: Needs,
): Promise<Decision<BillCorrection>> => {
  const outcome = await carryOut(correctionId, by, effects)
  if (outcome.status === 'accepted')
    await assignAroundBills([outcome.value.billId], unanswered(by.on, effects), effects)
  return outcome
}

const carryOut = (correctionId: string, by: Signature, effects: Needs): Promise<Decision<BillCorrection>> =>
  retryConflicts(async () => {
    const { store } = effects
    const stored = await readCorrection(store, correctionId)
    if (!stored) return refuse('bill-correction.unknown', { field: 'correctionId' })
    const { correction } = stored
    const may = decideCorrection(correction, { as: 'approved' }, by)
    if (may.status === 'refused' || may.value === correction) return may
    const found = await readBill(store, correction.billId)
    if (!found) return unknownBill(correction.billId)
    const difference = await judge(found.bill, correction.aid, effects)
    if (difference.status === 'refused') return difference
    const { own, aidFunded } = difference.value
    if (own !== correction.own || aidFunded !== correction.aidFunded)
      return refuse('bill-correction.changed', { figures: { own, aidFunded } })
    const { issued, writes } = await correctionWrites(found, correction, by.on, effects)
    const word = { as: 'approved' as const, ...(issued === undefined ? {} : { differenceBill: issued }) }
    const outcome = decideCorrection(correction, word, by)
    if (outcome.status === 'refused') return outcome
    const next = correctionWrite({ ...stored, correction: outcome.value })
    const written = await store.write([next, ...writes])
    return written.status === 'written' ? outcome : undefined
  })

/** Rejects a correction, with a reason. */
export const rejectCorrection = (
  correctionId: string,
  reason: string,
  by: Signature,
  { store }: Pick<Needs, 'store'>,
): Promise<Decision<BillCorrection>> =>
  retryConflicts(async () => {
    const stored = await readCorrection(store, correctionId)
    if (!stored) return refuse('bill-correction.unknown', { field: 'correctionId' })
    const outcome = decideCorrection(stored.correction, { as: 'rejected', reason }, by)
    if (outcome.status === 'refused' || outcome.value === stored.correction) return outcome
    const written = await store.write([correctionWrite({ ...stored, correction: outcome.value })])
    return written.status === 'written' ? outcome : undefined
  })
