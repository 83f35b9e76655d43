import type { ByFeature } from '#shared/edge/http/late-operations.ts'
import { operationsOf } from '#shared/edge/http/late-operations.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { waitsOperation } from '#shared/edge/watch/waits-operation.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { finalAccountRoutes } from './accounts/routes/final-accounts.ts'
import { officialTableRoutes } from './accounts/routes/official-table.ts'
import { accountRoutes } from './accounts/routes/statements.ts'
import { agreementRoutes } from './agreement/routes/agreements.ts'
import { analysisRoutes } from './analysis/routes.ts'
import { assessmentRoutes } from './assessment/routes.ts'
import { citySettlementRoutes } from './city-settlement/routes.ts'
import { careElsewhereRoutes } from './claims/routes/care-elsewhere.ts'
import { postingRoutes } from './claims/routes/postings.ts'
import { clearingAnswerRoutes } from './clearing/routes/answers.ts'
import { clearingRoutes } from './clearing/routes/clearings.ts'
import { disclosureRoutes } from './disclosure/routes.ts'
import { draftRoutes } from './drafting/routes/drafts.ts'
import { policyPricingRoutes } from './drafting/routes/pricings.ts'
import type { Effects } from './effects.ts'
import { executionRoutes } from './execution/routes/execution.ts'
import { forecastRoutes } from './forecast/routes.ts'
import { monthStatementRoutes } from './income/routes.ts'
import { indicatorRoutes } from './indicator/routes.ts'
import { lateCostRoutes } from './late-cost/routes.ts'
import { ledgerRoutes } from './ledger/routes/entries.ts'
import { openingRoutes } from './ledger/routes/openings.ts'
import { statementAnswerRoutes } from './monthly-settlement/routes/answers.ts'
import { monthlySettlementRoutes } from './monthly-settlement/routes/settlements.ts'
import { upheldClaimRoutes } from './monthly-settlement/routes/upheld-claims.ts'
import { negotiationAnswerRoutes } from './negotiation/routes/answers.ts'
import { historyRoutes } from './negotiation/routes/histories.ts'
import { negotiationReadRoutes } from './negotiation/routes/reads.ts'
import { negotiationRoutes } from './negotiation/routes/rounds.ts'
import { ofSeveral, whatWaits } from './night/what-waits.ts'
import { confirmationRoutes } from './payment/routes/confirmations.ts'
import { failedPaymentRoutes } from './payment/routes/failures.ts'
import { paymentOrderRoutes } from './payment/routes/orders.ts'
import { groupTableRoutes, packageHeadsRoutes } from './payment-method/routes.ts'
import { performanceRoutes } from './performance/routes.ts'
import { budgetAdjustmentRoutes } from './planning/routes/adjustments.ts'
import { budgetRoutes } from './planning/routes/budgets.ts'
import { overrunRoutes } from './planning/routes/overruns.ts'
import { quotaRoutes } from './quota/routes.ts'
import { quotaDecisionRoutes } from './quota-decision/routes.ts'
import { sealRoutes } from './seals/routes.ts'
import { service } from './table.ts'
import { targetRoutes } from './target/routes.ts'
import { voucherRoutes } from './vouchers/routes.ts'
import { warningCaseRoutes } from './warning/case-routes.ts'
import { warningRoutes } from './warning/routes.ts'
import { paymentWhatIfRoutes } from './what-if/payment-routes.ts'
import { fundWhatIfRoutes } from './what-if/routes.ts'
import { advanceRoutes } from './working-capital/routes.ts'
import { yearCloseRoutes } from './year-close/routes.ts'

/** Every operation of the budget service, by feature. */
export const byFeature: ByFeature<Effects> = [
  openingRoutes,
  ledgerRoutes,
  sealRoutes,
  paymentOrderRoutes,
  confirmationRoutes,
  failedPaymentRoutes,
  voucherRoutes,
  postingRoutes,
  careElsewhereRoutes,
  citySettlementRoutes,
  monthStatementRoutes,
  agreementRoutes,
  groupTableRoutes,
  packageHeadsRoutes,
  assessmentRoutes,
  yearCloseRoutes,
  budgetRoutes,
  budgetAdjustmentRoutes,
  overrunRoutes,
  executionRoutes,
  warningRoutes,
  warningCaseRoutes,
  analysisRoutes,
  forecastRoutes,
  accountRoutes,
  officialTableRoutes,
  finalAccountRoutes,
  targetRoutes,
  quotaRoutes,
  policyPricingRoutes,
  performanceRoutes,
  draftRoutes,
  disclosureRoutes,
  fundWhatIfRoutes,
  paymentWhatIfRoutes,
  advanceRoutes,
  monthlySettlementRoutes,
  statementAnswerRoutes,
  upheldClaimRoutes,
  historyRoutes,
  negotiationRoutes,
  negotiationReadRoutes,
  negotiationAnswerRoutes,
  quotaDecisionRoutes,
  clearingRoutes,
  clearingAnswerRoutes,
  lateCostRoutes,
  indicatorRoutes,
  (effects) => [runOperation(service.name, ['province', 'city', 'auditor'], effects.store)],
  (effects) => journalOperations(service.name, effects.journal),
  (effects) => watchOperations(service.name, effects),
  (effects) => [waitsOperation(service.name, effects, { whatWaits, ofSeveral })],
]

/** The same, each made. */
export const operations = (effects: Effects): Operation[] => operationsOf(byFeature, effects)
