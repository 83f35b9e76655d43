import type { Invariant } from '#shared/kernel/invariant.ts'
import { arrears } from './invariants/arrears.ts'
import { receivedFromPayments, sweptBySweeps } from './invariants/income-account.ts'
import { duesOfLines, monthsBilledOnce } from './invariants/months.ts'
import { paidOutByOrders } from './invariants/return-orders.ts'
import { billedOnce, countedOnce, issuedAsCounted } from './invariants/statements.ts'
import { suspenseHasItsReason } from './invariants/suspense.ts'

/** What can be judged of a thing by its own records, whatever else is recorded. */
export const ownInvariants: readonly Invariant[] = [
  arrears,
  sweptBySweeps,
  billedOnce,
  duesOfLines,
  issuedAsCounted,
  suspenseHasItsReason,
  paidOutByOrders,
]

/** What always holds over the records of contributions. */
export const invariants: readonly Invariant[] = [
  ...ownInvariants,
  receivedFromPayments,
  countedOnce,
  monthsBilledOnce,
]
