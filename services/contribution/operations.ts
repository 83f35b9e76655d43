import { templatesOperation } from '#shared/edge/files/template.ts'
import type { ByFeature } from '#shared/edge/http/late-operations.ts'
import { operationsOf } from '#shared/edge/http/late-operations.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { runOperation } from '#shared/edge/http/run-operation.ts'
import { importRoutes } from '#shared/edge/imports/import-routes.ts'
import { senderRoutes } from '#shared/edge/imports/sender-routes.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { waitsOperation } from '#shared/edge/watch/waits-operation.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { arrearsRoutes } from './bill/arrears-routes.ts'
import { dueRoutes } from './bill/due-routes.ts'
import { billRoutes } from './bill/routes.ts'
import { billCorrectionRoutes } from './bill-correction/routes.ts'
import { flexibleBaseRoutes } from './billing/base-routes.ts'
import { personRoutes } from './billing/person-routes.ts'
import { billingRoutes } from './billing/routes.ts'
import { collectionFileRoutes } from './collection-file/routes.ts'
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
import { whatWaits } from './night/what-waits.ts'
import { paymentRoutes } from './payment/routes.ts'
import { paymentFileRoutes } from './payment-file/routes.ts'
import { paymentMaps, paymentsTemplate } from './payment-file/template.ts'
import { payrollRoutes } from './payroll/routes.ts'
import { personLineRoutes } from './person-lines/routes.ts'
import { pledgeRoutes } from './pledge/routes.ts'
import { reconciliationRoutes } from './reconciliation/routes.ts'
import { refundRequestRoutes } from './refund-request/routes.ts'
import { nobodyRegistered } from './register.ts'
import { repairRoutes } from './repair/routes.ts'
import { returnOrderRoutes } from './return-order/routes.ts'
import { strikeOffRoutes } from './strike-off/routes.ts'
import { statementRoutes } from './subsidy/routes.ts'
import { service } from './table.ts'
import { unityRoutes } from './unity/routes.ts'
import { writeOffRoutes } from './write-off/routes.ts'

/** What is sent in files, and their templates. */
const fileRoutes = (effects: DoorEffects): Operation[] => {
  const { store, policy } = effects
  const kinds = fileKinds({ store, policy, register: nobodyRegistered })
  const templates = [paymentsTemplate, ...kinds.map(({ template }) => template)]
  return [
    ...importRoutes({ service: service.name, kinds, ...effects }),
    ...senderRoutes(service.name, { kinds: [...kinds, paymentMaps], store }),
    templatesOperation(service.name, templates, ['province', 'city', 'tax', 'market-supervision']),
  ]
}

/** Every operation of the contribution service, by feature. */
export const byFeature: ByFeature<DoorEffects> = [
  employerRoutes,
  marketRoutes,
  payrollRoutes,
  strikeOffRoutes,
  flexibleBaseRoutes,
  pledgeRoutes,
  billingRoutes,
  personRoutes,
  personLineRoutes,
  lumpSumRoutes,
  repairRoutes,
  billRoutes,
  dueRoutes,
  arrearsRoutes,
  paymentRoutes,
  paymentFileRoutes,
  fileRoutes,
  returnOrderRoutes,
  refundRequestRoutes,
  reconciliationRoutes,
  exchangeRoutes,
  collectionFileRoutes,
  writeOffRoutes,
  billCorrectionRoutes,
  lateFeeRoutes,
  statementRoutes,
  monthStatementRoutes,
  indicatorRoutes,
  countyCollectionRoutes,
  unityRoutes,
  incomeRoutes,
  (effects) => [runOperation(service.name, ['province', 'city', 'auditor'], effects.store)],
  (effects) => journalOperations(service.name, effects.journal),
  (effects) => watchOperations(service.name, effects),
  (effects) => [waitsOperation(service.name, effects, { whatWaits })],
]

/** The same, each made. */
export const operations = (effects: DoorEffects): Operation[] => operationsOf(byFeature, effects)
