import type { Invariant } from '#shared/kernel/invariant.ts'
import { paidFromAccounts } from './invariants/account-premiums.ts'
import { arrears } from './invariants/arrears.ts'
import { correctedByTwo } from './invariants/bill-corrections.ts'
import { toldAsDue } from './invariants/exchange.ts'
import { filesAddUp } from './invariants/files.ts'
import { nothingWaitsThatFits } from './invariants/going-on.ts'
import { receivedFromPayments, sweptBySweeps } from './invariants/income-account.ts'
import { feesAreBilled } from './invariants/late-fees.ts'
import { lumpSumsByTwo } from './invariants/lump-sums.ts'
import { statedAsRecorded, statementsAddUp } from './invariants/month-statements.ts'
import { duesOfLines, monthsBilledOnce } from './invariants/months.ts'
import { differencesTie } from './invariants/reconciliation.ts'
import { refundsAnsweredByTwo } from './invariants/refund-requests.ts'
import { repairsOfMissedYears } from './invariants/repairs.ts'
import { paidOutByOrders } from './invariants/return-orders.ts'
import { billedOnce, countedOnce, issuedAsCounted, subsidyAtStandard } from './invariants/statements.ts'
import { struckOffAreNotBilled } from './invariants/struck-employers.ts'
import { subsidisedOnce } from './invariants/subsidised-once.ts'
import { suspenseHasItsReason } from './invariants/suspense.ts'
import { takenOffByTwo } from './invariants/write-offs.ts'

/** What can be judged of a thing by its own records, whatever else is recorded. */
export const ownInvariants: readonly Invariant[] = [
  arrears,
  paidFromAccounts,
  sweptBySweeps,
  billedOnce,
  duesOfLines,
  issuedAsCounted,
  suspenseHasItsReason,
  nothingWaitsThatFits,
  paidOutByOrders,
  takenOffByTwo,
  correctedByTwo,
  lumpSumsByTwo,
  repairsOfMissedYears,
  feesAreBilled,
  toldAsDue,
  differencesTie,
  refundsAnsweredByTwo,
  statementsAddUp,
  filesAddUp,
  struckOffAreNotBilled,
]

/** What always holds over the records of contributions. */
export const invariants: readonly Invariant[] = [
  ...ownInvariants,
  receivedFromPayments,
  countedOnce,
  subsidyAtStandard,
  subsidisedOnce,
  monthsBilledOnce,
  statedAsRecorded,
]
