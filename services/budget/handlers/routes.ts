import type { Route } from '#shared/edge/http/route.ts'
import type { Effects } from '../effects.ts'
import { effects } from '../effects.ts'
import { accountRoutes } from './routes/accounts.ts'
import { advanceRoutes } from './routes/advances.ts'
import { agreementRoutes } from './routes/agreements.ts'
import { assessmentRoutes } from './routes/assessments.ts'
import { budgetAdjustmentRoutes } from './routes/budget-adjustments.ts'
import { budgetRoutes } from './routes/budgets.ts'
import { careElsewhereRoutes } from './routes/care-elsewhere.ts'
import { clearingAnswerRoutes } from './routes/clearing-answers.ts'
import { clearingRoutes } from './routes/clearings.ts'
import { disclosureRoutes } from './routes/disclosures.ts'
import { draftRoutes } from './routes/drafts.ts'
import { executionRoutes } from './routes/execution.ts'
import { failedPaymentRoutes } from './routes/failed-payments.ts'
import { finalAccountRoutes } from './routes/final-accounts.ts'
import { groupTableRoutes } from './routes/group-tables.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { monthlySettlementRoutes } from './routes/monthly-settlements.ts'
import { negotiationAnswerRoutes } from './routes/negotiation-answers.ts'
import { negotiationReadRoutes } from './routes/negotiation-reads.ts'
import { negotiationRoutes } from './routes/negotiations.ts'
import { openingRoutes } from './routes/openings.ts'
import { paymentOrderRoutes } from './routes/payment-orders.ts'
import { policyPricingRoutes } from './routes/policy-pricings.ts'
import { quotaRoutes } from './routes/quotas.ts'
import { sealRoutes } from './routes/seals.ts'
import { statementAnswerRoutes } from './routes/statement-answers.ts'
import { targetRoutes } from './routes/targets.ts'
import { voucherRoutes } from './routes/vouchers.ts'
import { warningRoutes } from './routes/warnings.ts'
import { yearCloseRoutes } from './routes/year-closes.ts'

/** Every operation of this service over the given effects. */
export const routesOver = (given: Effects): Route[] => [
  ...openingRoutes(given),
  ...policyPricingRoutes(given),
  ...draftRoutes(given),
  ...budgetRoutes(given),
  ...budgetAdjustmentRoutes(given),
  ...finalAccountRoutes(given),
  ...targetRoutes(given),
  ...quotaRoutes(given),
  ...negotiationRoutes(given),
  ...negotiationReadRoutes(given),
  ...negotiationAnswerRoutes(given),
  ...agreementRoutes(given),
  ...disclosureRoutes(given),
  ...monthlySettlementRoutes(given),
  ...statementAnswerRoutes(given),
  ...advanceRoutes(given),
  ...groupTableRoutes(given),
  ...assessmentRoutes(given),
  ...clearingRoutes(given),
  ...clearingAnswerRoutes(given),
  ...paymentOrderRoutes(given),
  ...failedPaymentRoutes(given),
  ...yearCloseRoutes(given),
  ...executionRoutes(given),
  ...warningRoutes(given),
  ...accountRoutes(given),
  ...ledgerRoutes(given),
  ...voucherRoutes(given),
  ...sealRoutes(given),
  ...careElsewhereRoutes(given),
]

export const routes = routesOver(effects)
