import type { Invariant } from '#shared/kernel/invariant.ts'
import { agreementVersionsKept } from './invariants/agreements.ts'
import { careElsewhereIsTheClaims } from './invariants/care-elsewhere.ts'
import { claimPostedOnce, claimsPostedEverywhere } from './invariants/claims.ts'
import {
  clearingEntriesAreTheStatements,
  clearingIsOfTheYear,
  clearingSettlesToZero,
  methodDifferencesAreTheStatements,
  poolsAreDivided,
} from './invariants/clearing.ts'
import {
  closedPeriodsStand,
  correctionsNameAnEntry,
  lateEntriesAreLater,
} from './invariants/closed-periods.ts'
import { executedYearsAreClosed } from './invariants/executed-budgets.ts'
import { linesAreTheInstitutions } from './invariants/institution-lines.ts'
import { cashIsTheJournal, entriesBalance, periodsAreTheJournal } from './invariants/ledger.ts'
import { negotiatedIsTheTarget } from './invariants/negotiations.ts'
import { monthsAreTheQuota, planVersionsKeepThePast, quotasAreTheTarget } from './invariants/quotas.ts'
import { receiptsAreTheEntries } from './invariants/receipts.ts'
import { sealsHold } from './invariants/sealed.ts'
import {
  ordersAreTheStatements,
  settlementAccountsForClaims,
  settlementEntriesAreTheStatements,
} from './invariants/settlements.ts'
import { vouchersAreTheirEntries } from './invariants/vouchers.ts'

/**
 * What holds over a fund's own records: its journal and periods, its budgets and quotas, what institutions are owed, ordered
 * and paid. They are judged every night.
 */
export const ofFund: readonly Invariant[] = [
  vouchersAreTheirEntries,
  linesAreTheInstitutions,
  quotasAreTheTarget,
  monthsAreTheQuota,
  planVersionsKeepThePast,
  negotiatedIsTheTarget,
  settlementAccountsForClaims,
  ordersAreTheStatements,
  settlementEntriesAreTheStatements,
  methodDifferencesAreTheStatements,
  poolsAreDivided,
  clearingSettlesToZero,
  clearingIsOfTheYear,
  clearingEntriesAreTheStatements,
  closedPeriodsStand,
  lateEntriesAreLater,
  correctionsNameAnEntry,
  executedYearsAreClosed,
]

/** What always holds over the items of this service. */
export const invariants: readonly Invariant[] = [
  entriesBalance,
  periodsAreTheJournal,
  cashIsTheJournal,
  receiptsAreTheEntries,
  claimsPostedEverywhere,
  claimPostedOnce,
  careElsewhereIsTheClaims,
  agreementVersionsKept,
  sealsHold,
  ...ofFund,
]
