import { templatesOperation } from '#shared/edge/files/template.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { importRoutes } from '#shared/edge/imports/import-routes.ts'
import { senderRoutes } from '#shared/edge/imports/sender-routes.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { arrearsRoutes } from './bill/arrears-routes.ts'
import { dueRoutes } from './bill/due-routes.ts'
import { billRoutes } from './bill/routes.ts'
import { billCorrectionRoutes } from './bill-correction/routes.ts'
import { personRoutes } from './billing/person-routes.ts'
import { billingRoutes } from './billing/routes.ts'
import { countyCollectionRoutes } from './county-collection/routes.ts'
import type { DoorEffects } from './effects.ts'
import { employerRoutes } from './employer/routes.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { fileKinds } from './import/file-kinds.ts'
import { incomeRoutes } from './income/routes.ts'
import { indicatorRoutes } from './indicator/routes.ts'
import { lateFeeRoutes } from './late-fee/routes.ts'
import { lumpSumRoutes } from './lump-sum/routes.ts'
import { marketRoutes } from './market/routes.ts'
import { monthStatementRoutes } from './month-statement/routes.ts'
import { paymentRoutes } from './payment/routes.ts'
import { paymentFileRoutes } from './payment-file/routes.ts'
import { paymentsTemplate } from './payment-file/template.ts'
import { payrollRoutes } from './payroll/routes.ts'
import { pledgeRoutes } from './pledge/routes.ts'
import { reconciliationRoutes } from './reconciliation/routes.ts'
import { refundRequestRoutes } from './refund-request/routes.ts'
import { nobodyRegistered } from './register.ts'
import { returnOrderRoutes } from './return-order/routes.ts'
import { statementRoutes } from './subsidy/routes.ts'
import { service } from './table.ts'
import { unityRoutes } from './unity/routes.ts'
import { writeOffRoutes } from './write-off/routes.ts'

/** Every operation of the contribution service. */
export const operations = (effects: DoorEffects): Operation[] => {
  const { store } = effects
  const kinds = fileKinds({ store, register: nobodyRegistered })
  const templates = [paymentsTemplate, ...kinds.map(({ template }) => template)]
  return [
    ...employerRoutes(effects),
    ...marketRoutes(effects),
    ...payrollRoutes(effects),
    ...pledgeRoutes(effects),
    ...billingRoutes(effects),
    ...personRoutes(effects),
    ...lumpSumRoutes(effects),
    ...billRoutes(effects),
    ...dueRoutes(effects),
    ...arrearsRoutes(effects),
    ...paymentRoutes(effects),
    ...paymentFileRoutes(effects),
    ...importRoutes({ service: service.name, kinds, ...effects }),
    ...senderRoutes(service.name, { kinds, store }),
    templatesOperation(service.name, templates, ['province', 'city', 'tax', 'market-supervision']),
    ...returnOrderRoutes(effects),
    ...refundRequestRoutes(effects),
    ...reconciliationRoutes(effects),
    ...exchangeRoutes(effects),
    ...writeOffRoutes(effects),
    ...billCorrectionRoutes(effects),
    ...lateFeeRoutes(effects),
    ...statementRoutes(effects),
    ...monthStatementRoutes(effects),
    ...indicatorRoutes(effects),
    ...countyCollectionRoutes(effects),
    ...unityRoutes(effects),
    ...incomeRoutes(effects),
    runOperation(service.name, ['province', 'city', 'auditor'], effects.store),
    ...journalOperations(service.name, effects.journal),
    ...watchOperations(service.name, effects),
  ]
}
