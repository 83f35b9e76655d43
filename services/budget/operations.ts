import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { agreementRoutes } from './agreement/routes.ts'
import { assessmentRoutes } from './assessment/routes.ts'
import { careElsewhereRoutes } from './claims/routes/care-elsewhere.ts'
import { postingRoutes } from './claims/routes/postings.ts'
import type { Effects } from './effects.ts'
import { ledgerRoutes } from './ledger/routes/entries.ts'
import { openingRoutes } from './ledger/routes/openings.ts'
import { confirmationRoutes } from './payment/routes/confirmations.ts'
import { failedPaymentRoutes } from './payment/routes/failures.ts'
import { paymentOrderRoutes } from './payment/routes/orders.ts'
import { groupTableRoutes } from './payment-method/routes.ts'
import { sealRoutes } from './seals/routes.ts'
import { service } from './table.ts'
import { voucherRoutes } from './vouchers/routes.ts'
import { yearCloseRoutes } from './year-close/routes.ts'

/** Every operation of the budget service. */
export const operations = (effects: Effects): Operation[] => [
  ...openingRoutes(effects),
  ...ledgerRoutes(effects),
  ...sealRoutes(effects),
  ...paymentOrderRoutes(effects),
  ...confirmationRoutes(effects),
  ...failedPaymentRoutes(effects),
  ...voucherRoutes(effects),
  ...postingRoutes(effects),
  ...careElsewhereRoutes(effects),
  ...agreementRoutes(effects),
  ...groupTableRoutes(effects),
  ...assessmentRoutes(effects),
  ...yearCloseRoutes(effects),
  runOperation(service.name, ['province', 'city', 'auditor'], effects.store),
  ...journalOperations(service.name, effects.journal),
]
