import { yearOf } from '#shared/calendar/day.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Key, Store, Stored } from '#shared/edge/store/store.ts'
import { accountPremiums } from '../account-premium/store.ts'
import type { Bill } from '../bill/rules/bill.ts'
import { residentBillId } from '../bill/rules/bill.ts'
import { differenceBillId, monthBesideOf, siblingId } from '../bill/rules/siblings.ts'
import { bills } from '../bill/store.ts'
import { billCorrections } from '../bill-correction/store.ts'
import { exchanges } from '../exchange/store.ts'
import { accountOfItem, keysOfAccount, listSweeps } from '../income/store.ts'
import {
  accountPremiumKey,
  billCorrectionKey,
  billedYearKey,
  billKey,
  coverageKey,
  dayListKey,
  differenceKey,
  exchangeKey,
  lumpSumKey,
  receiptKey,
  returnOrderKey,
  struckEmployerKey,
  writeOffKey,
} from '../keys.ts'
import { feeBillIds } from '../late-fee/rules/fee-bill.ts'
import type { StoredLumpSum } from '../lump-sum/store.ts'
import { lumpSums } from '../lump-sum/store.ts'
import { monthStatements } from '../month-statement/store.ts'
import type { SuspensePart } from '../payment/rules/suspense.ts'
import { receipts, suspenses } from '../payment/store.ts'
import { dayLists, differences } from '../reconciliation/store.ts'
import { returnOrders } from '../return-order/store.ts'
import { countsOfBill } from '../subsidy/rules/statement.ts'
import { keysOfStatement, parts, statements } from '../subsidy/store.ts'
import { writeOffs } from '../write-off/store.ts'

/** A resident's bill names the statement that counted them; the bill of a statement has its id. */
const keysOfBill = (item: Stored): Key[] => {
  const { bill } = bills.from(item)
  const statementIds =
    bill.kind === 'subsidy' ? [bill.billId] : countsOfBill(bill).map(({ statementId }) => statementId)
  return [
    ...(bill.paymentIds ?? []).map(receiptKey),
    ...statementIds.flatMap(keysOfStatement),
    exchangeKey(bill.billId),
    ...(bill.employerId === undefined ? [] : [struckEmployerKey({ employerId: bill.employerId })]),
    ...differenceKeys(bill),
    ...repairKeys(bill),
    ...besideKeys(bill),
    ...waitingKeys(bill),
    ...(bill.takenOff ?? []).map(({ writeOffId }) => writeOffKey(writeOffId)),
    ...feeBillIds(bill).map(billKey),
    ...(bill.feeOf === undefined ? [] : [billKey(bill.feeOf)]),
    ...(bill.bought?.lumpSumId === undefined ? [] : [lumpSumKey(bill.bought.lumpSumId)]),
  ]
}

/** Few months have more bills than this. */
const mostBeside = 12

/** What waits on a bill, and the bills beside it by which a give-back is judged. */
const waitingKeys = (bill: Bill): Key[] => {
  const { waiting = [] } = bill
  if (waiting.length === 0) return []
  const beside = Array.from({ length: mostBeside }, (_, index) => siblingId(bill, index) ?? [])
  return [...waiting.map(receiptKey), ...beside.flat().map(billKey)]
}

/** The month's bill that a premium of large-sum cover stands beside. */
const besideKeys = (bill: Bill): Key[] => {
  const month = monthBesideOf(bill)
  return month === undefined ? [] : [billKey(month)]
}

/** The bills of differences to a resident's bill; and of one of these, what it corrects and by which decision. */
const differenceKeys = (bill: Bill): Key[] => {
  const { corrected, correctionId } = bill
  const first = correctionId === undefined ? undefined : siblingId(bill, 0)
  return [
    ...Array.from({ length: corrected?.count ?? 0 }, (_, index) =>
      billKey(differenceBillId(bill, index + 1)),
    ),
    ...(first === undefined ? [] : [billKey(first)]),
    ...(correctionId === undefined ? [] : [billCorrectionKey(correctionId)]),
  ]
}

/** A missed year's own bill and the repair that replaced it name each other. */
const repairKeys = (bill: Bill): Key[] => [
  ...(bill.repairedBy === undefined ? [] : [billKey(bill.repairedBy)]),
  ...(bill.kind === 'resident-repair'
    ? [billKey(residentBillId(bill.persons[0]?.personId ?? '', yearOf(bill.from)))]
    : []),
]

/** A correction names the bill that it is of, and that of the difference. */
const keysOfCorrection = (item: Stored): Key[] => {
  const { correction } = billCorrections.from(item)
  const issued = correction.state === 'approved' ? correction.differenceBill : undefined
  return [billKey(correction.billId), ...(issued === undefined ? [] : [billKey(issued)])]
}

/** A lump sum names its bill once it is approved, the month whose base it is on, and whose it is. */
const keysOfLumpSum = ({ lumpSum }: StoredLumpSum): Key[] => [
  coverageKey(lumpSum.personId),
  ...(lumpSum.state === 'approved' ? [billKey(lumpSum.billId)] : []),
  ...('month' in lumpSum.base
    ? [billedYearKey({ personId: lumpSum.personId, year: yearOf(lumpSum.base.month) })]
    : []),
]

const keysOfPart = ({ receiptId, orderId }: SuspensePart): Key[] => [
  ...(receiptId === undefined ? [] : [receiptKey(receiptId)]),
  ...(orderId === undefined ? [] : [returnOrderKey(orderId)]),
]

/** A month's statement names the one that it opens with. */
const keysOfMonthBefore = (item: Stored): Key[] => {
  const { after, ...statement } = monthStatements.from(item)
  return after ? [monthStatements.key({ ...statement, ...after })] : []
}

const keysSpokenOf = (item: Stored): readonly Key[] => {
  const account = accountOfItem(item)
  if (account) return keysOfAccount(account)
  if (bills.is(item)) return keysOfBill(item)
  if (receipts.is(item)) {
    const { billId, suspenseOf, fromAccount } = receipts.from(item).receipt
    return [
      billKey(billId),
      ...(suspenseOf === undefined ? [] : [receiptKey(suspenseOf)]),
      ...(fromAccount === undefined ? [] : [accountPremiumKey(fromAccount.premiumId)]),
    ]
  }
  if (suspenses.is(item)) {
    const { parts: taken, billId } = suspenses.from(item).suspense
    return [billKey(billId), ...taken.flatMap(keysOfPart)]
  }
  if (accountPremiums.is(item)) return [billKey(accountPremiums.from(item).premium.billId)]
  if (exchanges.is(item)) return [billKey(exchanges.from(item).exchange.billId)]
  if (dayLists.is(item)) return (dayLists.from(item).differenceIds ?? []).map(differenceKey)
  if (differences.is(item)) return [dayListKey(differences.from(item).difference)]
  if (writeOffs.is(item)) return [billKey(writeOffs.from(item).writeOff.billId)]
  if (billCorrections.is(item)) return keysOfCorrection(item)
  if (lumpSums.is(item)) return keysOfLumpSum(lumpSums.from(item))
  if (monthStatements.is(item)) return keysOfMonthBefore(item)
  if (returnOrders.is(item)) return [receiptKey(returnOrders.from(item).order.paymentId)]
  if (statements.is(item)) {
    const { statementId } = statements.from(item).statement
    return [billKey(statementId), ...keysOfStatement(statementId)]
  }
  return parts.is(item) ? keysOfStatement(parts.from(item).statementId) : []
}

/**
 * The things that some records speak of, whole. A bill comes with its payments and the statement that counted it, a
 * statement with its parts and its bill. An income account comes with its counters and its sweeps. Not an account with
 * the payments it received, nor a statement with those whose bills name it: these are a city's millions.
 */
export const readCompared = async (records: readonly Stored[], store: Store): Promise<Stored[]> => {
  const found = await readWhole(records, keysSpokenOf, store)
  const named = found.flatMap((item) => accountOfItem(item) ?? [])
  const accounts = new Map(named.map((account) => [Object.values(account).join('/'), account]))
  const sweeps = await Promise.all([...accounts.values()].map((account) => listSweeps(store, account)))
  const known = new Set(found.map(({ pk }) => pk))
  return [...found, ...sweeps.flat().filter(({ pk }) => !known.has(pk))]
}
