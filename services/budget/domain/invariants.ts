import type { Invariant } from '#shared/kernel/invariant.ts'
import { careElsewhereIsTheClaims } from './invariants/care-elsewhere.ts'
import { claimPostedOnce, claimsPostedEverywhere } from './invariants/claims.ts'
import { closedPeriodsStand, lateEntriesAreLater } from './invariants/closed-periods.ts'
import { cashIsTheJournal, entriesBalance, periodsAreTheJournal } from './invariants/ledger.ts'
import { monthsAreTheQuota, quotasAreTheTarget } from './invariants/quotas.ts'
import { receiptsAreTheEntries } from './invariants/receipts.ts'
import {
  ordersAreTheStatements,
  settlementAccountsForClaims,
  settlementEntriesAreTheStatements,
} from './invariants/settlements.ts'

/** What always holds over the items of this service. */
export const invariants: readonly Invariant[] = [
  entriesBalance,
  periodsAreTheJournal,
  cashIsTheJournal,
  receiptsAreTheEntries,
  claimsPostedEverywhere,
  claimPostedOnce,
  careElsewhereIsTheClaims,
  quotasAreTheTarget,
  monthsAreTheQuota,
  settlementAccountsForClaims,
  ordersAreTheStatements,
  settlementEntriesAreTheStatements,
  closedPeriodsStand,
  lateEntriesAreLater,
]
