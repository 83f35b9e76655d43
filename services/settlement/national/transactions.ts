import type { Transaction } from './transaction.ts'
import { accumulatorTransaction } from './transactions/accumulators.ts'
import { cancellations } from './transactions/cancellation.ts'
import { downloads } from './transactions/downloads.ts'
import { feeQuery } from './transactions/fee-query.ts'
import { feeWithdrawals } from './transactions/fee-withdrawal.ts'
import { feeTransactions } from './transactions/fees.ts'
import { fileTransactions } from './transactions/files.ts'
import { filings } from './transactions/filings.ts'
import { personTransactions } from './transactions/person.ts'
import { pharmacyTransactions } from './transactions/pharmacy.ts'
import { reconciliations } from './transactions/reconciliation.ts'
import { registeredQueries } from './transactions/registered-queries.ts'
import { registrations } from './transactions/registration.ts'
import { settlements } from './transactions/settlement.ts'
import { settlementList } from './transactions/settlement-list.ts'
import { settlementQuery } from './transactions/settlement-query.ts'
import { signInTransactions } from './transactions/sign-in.ts'
import { undoTransaction } from './transactions/undo.ts'
import { visitChanges } from './transactions/visit-changes.ts'
import { visitQueries } from './transactions/visit-queries.ts'

/** Every transaction of the national interface that this service answers, by number. */
export const transactions: readonly Transaction[] = [
  ...personTransactions,
  ...downloads,
  ...registrations,
  ...visitChanges,
  ...feeTransactions,
  ...feeWithdrawals,
  ...filings,
  ...settlements,
  ...pharmacyTransactions,
  ...cancellations,
  undoTransaction,
  ...reconciliations,
  ...fileTransactions,
  accumulatorTransaction,
  settlementQuery,
  feeQuery,
  settlementList,
  ...visitQueries,
  ...registeredQueries,
  ...signInTransactions,
].sort((a, b) => (a.infno < b.infno ? -1 : 1))

/** The transaction of a number. */
export const transactionOf = (infno: string): Transaction | undefined =>
  transactions.find((transaction) => transaction.infno === infno)
