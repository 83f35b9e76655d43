import type { Invariant } from '#shared/kernel/invariant.ts'
import {
  agreementsAreSignedByBoth,
  agreementsStayWithinLimits,
  agreementVersionsKept,
} from '../agreement/invariants.ts'
import { benefitsAreTheEntries } from '../benefit/invariants.ts'
import { accountMovesOnBothSides } from '../benefit/moves-invariant.ts'
import {
  citiesOweWhatTheyAreOwed,
  citiesPayTheirNet,
  citiesSettleByTwo,
  citiesSettleOnce,
} from '../city-settlement/invariants.ts'
import { careElsewhereIsTheClaims } from '../claims/invariants/care-elsewhere.ts'
import { linesAreTheInstitutions } from '../claims/invariants/institution-lines.ts'
import { lateCostsAreTheClaims } from '../claims/invariants/late-costs.ts'
import { claimPostedOnce, claimsPostedEverywhere } from '../claims/invariants/posted-claims.ts'
import {
  visitsAreNoExpenditure,
  visitsAreTheCareElsewhere,
  visitsPostedEverywhere,
} from '../claims/invariants/visits.ts'
import { lateCostsAreTold } from '../cleared-cost/late-cost-invariant.ts'
import { cashAndPartsAreTheClearedCost, clearedCostIsTheStatements } from '../clearing/cost-invariants.ts'
import { decisionsStayWithinClaims, silenceWaitsItsDays } from '../clearing/decision-invariants.ts'
import {
  answeredByAnotherHand,
  boundsHold,
  clearingEntriesAreTheStatements,
  clearingIsOfTheYear,
  clearingSettlesToZero,
  lockedByAnotherHand,
  methodDifferencesAreTheStatements,
  poolsAreDivided,
  poolsKeepTheRest,
  surplusNeedsTheScore,
  weighedByAnotherHand,
} from '../clearing/invariants.ts'
import { yearsEndInOrder } from '../clearing/order-invariant.ts'
import { publicIsTheBooks } from '../disclosure/invariants.ts'
import {
  contributedAreTheEntries,
  insuredAreTheReceipts,
  receiptsAreTheEntries,
  suspenseIsTheEntries,
} from '../income/invariants.ts'
import { indicatorsAreTheLedger, volumesAreTheClaims } from '../indicator/invariants.ts'
import { lateCostsAreBorneOnce } from '../late-cost/borne-invariant.ts'
import { correctedYearsAreDecided, lateCostsTakeTwoHands } from '../late-cost/invariants.ts'
import { cashIsTheJournal, entriesBalance, periodsAreTheJournal } from '../ledger/invariants/books.ts'
import {
  closedPeriodsStand,
  correctionsNameAnEntry,
  lateEntriesAreLater,
} from '../ledger/invariants/closed-periods.ts'
import { booksAreOpenedByTwo, nothingBeforeTheBooks } from '../ledger/invariants/openings.ts'
import {
  contestsAreListed,
  statementsAreAnsweredByAnotherHand,
} from '../monthly-settlement/answer-invariants.ts'
import {
  nobodyPaysInstitutionsElsewhere,
  ordersAreTheStatements,
  settlementAccountsForClaims,
  settlementEntriesAreTheStatements,
  suspendedWaitsForReview,
  upheldClaimsAreWorkedOn,
  visitorsArePaidOnce,
} from '../monthly-settlement/invariants.ts'
import { monthsAreOverWhenSettled, monthsAreSettledInOrder } from '../monthly-settlement/order-invariants.ts'
import { negotiatedIsTheTarget, quotasAreAnsweredByAnotherHand } from '../negotiation/invariants.ts'
import { nothingWaits, ordersSayWhenTheyAreDue } from '../payment/invariants.ts'
import { groupTablesAreByTwo, packagesAreForApprovedHeads } from '../payment-method/invariants.ts'
import { evaluationsAreOfTheBooks } from '../performance/invariants.ts'
import { budgetsTakeThreeHands, passedLinesAreOfTheirBudget } from '../planning/invariants.ts'
import { monthsAreTheQuota, planVersionsKeepThePast, quotasAreTheTarget } from '../quota/invariants.ts'
import {
  quotasAreOfAgreedInstitutions,
  quotasDivideAnApprovedTarget,
  quotasTakeTheirHands,
} from '../quota-decision/invariants.ts'
import { sealedEntriesStand } from '../seals/invariants.ts'
import { vouchersAreTheirEntries } from '../vouchers/invariants.ts'
import {
  warningPlansKeepTheirDay,
  warningsAreEscalated,
  warningsAreTheirLevels,
} from '../warning/invariants.ts'
import {
  closedYearsKeepTheirBudget,
  executedYearsAreClosed,
  finalAccountsHaveNoOpenOverrun,
  yearsAreClosedByTwo,
} from '../year-close/invariants.ts'

/**
 * What holds over a fund's own records: its journal and periods, its budgets and quotas, what institutions are owed, ordered
 * and paid. They are judged every night.
 */
export const ofFund: readonly Invariant[] = [
  vouchersAreTheirEntries,
  linesAreTheInstitutions,
  visitsAreNoExpenditure,
  quotasAreTheTarget,
  monthsAreTheQuota,
  planVersionsKeepThePast,
  negotiatedIsTheTarget,
  quotasAreAnsweredByAnotherHand,
  quotasDivideAnApprovedTarget,
  quotasAreOfAgreedInstitutions,
  quotasTakeTheirHands,
  settlementAccountsForClaims,
  visitorsArePaidOnce,
  nobodyPaysInstitutionsElsewhere,
  ordersAreTheStatements,
  settlementEntriesAreTheStatements,
  suspendedWaitsForReview,
  boundsHold,
  packagesAreForApprovedHeads,
  poolsKeepTheRest,
  surplusNeedsTheScore,
  methodDifferencesAreTheStatements,
  poolsAreDivided,
  clearingSettlesToZero,
  decisionsStayWithinClaims,
  silenceWaitsItsDays,
  yearsEndInOrder,
  lateCostsAreTold,
  lateCostsTakeTwoHands,
  correctedYearsAreDecided,
  lateCostsAreBorneOnce,
  lockedByAnotherHand,
  answeredByAnotherHand,
  weighedByAnotherHand,
  clearingIsOfTheYear,
  clearingEntriesAreTheStatements,
  clearedCostIsTheStatements,
  cashAndPartsAreTheClearedCost,
  monthsAreSettledInOrder,
  monthsAreOverWhenSettled,
  closedPeriodsStand,
  lateEntriesAreLater,
  correctionsNameAnEntry,
  executedYearsAreClosed,
  booksAreOpenedByTwo,
  nothingBeforeTheBooks,
  yearsAreClosedByTwo,
  closedYearsKeepTheirBudget,
  finalAccountsHaveNoOpenOverrun,
  budgetsTakeThreeHands,
  passedLinesAreOfTheirBudget,
  nothingWaits,
  ordersSayWhenTheyAreDue,
  volumesAreTheClaims,
  indicatorsAreTheLedger,
  evaluationsAreOfTheBooks,
  publicIsTheBooks,
]

/** What always holds over the items of this service. */
export const invariants: readonly Invariant[] = [
  entriesBalance,
  periodsAreTheJournal,
  cashIsTheJournal,
  receiptsAreTheEntries,
  insuredAreTheReceipts,
  suspenseIsTheEntries,
  contributedAreTheEntries,
  benefitsAreTheEntries,
  accountMovesOnBothSides,
  claimsPostedEverywhere,
  claimPostedOnce,
  lateCostsAreTheClaims,
  careElsewhereIsTheClaims,
  visitsAreTheCareElsewhere,
  visitsPostedEverywhere,
  citiesOweWhatTheyAreOwed,
  citiesSettleOnce,
  citiesPayTheirNet,
  citiesSettleByTwo,
  agreementVersionsKept,
  agreementsAreSignedByBoth,
  agreementsStayWithinLimits,
  groupTablesAreByTwo,
  warningsAreEscalated,
  warningsAreTheirLevels,
  warningPlansKeepTheirDay,
  upheldClaimsAreWorkedOn,
  statementsAreAnsweredByAnotherHand,
  contestsAreListed,
  ...ofFund,
  sealedEntriesStand,
]
