import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda'
import { openDoor } from '#shared/edge/http/door.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { serve } from '#shared/edge/http/serve.ts'
import { finalAccountRoutes } from '../accounts/routes/final-accounts.ts'
import { accountRoutes } from '../accounts/routes/statements.ts'
import { agreementRoutes } from '../agreement/routes.ts'
import { assessmentRoutes } from '../assessment/routes.ts'
import { careElsewhereRoutes } from '../claims/routes/care-elsewhere.ts'
import { postingRoutes } from '../claims/routes/postings.ts'
import { disclosureRoutes } from '../disclosure/routes.ts'
import { draftRoutes } from '../drafting/routes/drafts.ts'
import { policyPricingRoutes } from '../drafting/routes/pricings.ts'
import type { Effects } from '../effects.ts'
import { effects } from '../effects.ts'
import { executionRoutes } from '../execution/routes/execution.ts'
import { warningRoutes } from '../execution/routes/warnings.ts'
import { ledgerRoutes } from '../ledger/routes/entries.ts'
import { openingRoutes } from '../ledger/routes/openings.ts'
import { operations } from '../operations.ts'
import { failedPaymentRoutes } from '../payment/routes/failures.ts'
import { paymentOrderRoutes } from '../payment/routes/orders.ts'
import { groupTableRoutes } from '../payment-method/routes.ts'
import { budgetAdjustmentRoutes } from '../planning/routes/adjustments.ts'
import { budgetRoutes } from '../planning/routes/budgets.ts'
import { quotaRoutes } from '../quota/routes.ts'
import { table } from '../refusals.ts'
import { sealRoutes } from '../seals/routes.ts'
import { targetRoutes } from '../target/routes.ts'
import { voucherRoutes } from '../vouchers/routes.ts'
import { yearCloseRoutes } from '../year-close/routes.ts'

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
  ...agreementRoutes(given),
  ...disclosureRoutes(given),
  ...groupTableRoutes(given),
  ...assessmentRoutes(given),
  ...paymentOrderRoutes(given),
  ...failedPaymentRoutes(given),
  ...yearCloseRoutes(given),
  ...executionRoutes(given),
  ...warningRoutes(given),
  ...accountRoutes(given),
  ...ledgerRoutes(given),
  ...postingRoutes(given),
  ...voucherRoutes(given),
  ...sealRoutes(given),
  ...careElsewhereRoutes(given),
]

export const routes = routesOver(effects)

const after = (operation: { readonly method: string; readonly path: string }) =>
  effects.meter(`${operation.method} ${operation.path}`, 1)
const door = openDoor({ operations: operations(effects), refusals: table, journal: effects.journal, after })
const older = serve(routes, after)

/** Operations answer first; what is none of them goes the older way until all have moved. */
export const handler = async (event: APIGatewayProxyEventV2WithJWTAuthorizer, context: Context) => {
  const answered = await door(event, context, {} as never)
  return JSON.stringify(answered).includes('route.unknown') ? older(event, context, {} as never) : answered
}
