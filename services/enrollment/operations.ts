import { receivedFilesOperation } from '#shared/edge/files/received-files.ts'
import { templatesOperation } from '#shared/edge/files/template.ts'
import type { ByFeature } from '#shared/edge/http/late-operations.ts'
import { operationsOf } from '#shared/edge/http/late-operations.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { importRoutes as filesInPieces } from '#shared/edge/imports/import-routes.ts'
import { senderRoutes } from '#shared/edge/imports/sender-routes.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { waitsOperation } from '#shared/edge/watch/waits-operation.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { aidListRoutes } from './aid-list/routes.ts'
import { aidListMaps, aidListTemplate } from './aid-list/template.ts'
import { correctionRoutes } from './correction/routes.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { disabilityRoutes } from './disability/routes.ts'
import { unitMoveRoutes } from './division/move-routes.ts'
import { divisionRoutes } from './division/routes.ts'
import { checkRoutes } from './duplicate/check-routes.ts'
import { duplicateRoutes } from './duplicate/routes.ts'
import type { Effects } from './effects.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import { explanationRoutes } from './explanation/routes.ts'
import { fileKinds } from './file-kinds.ts'
import { importRoutes } from './import/routes.ts'
import { indicatorRoutes } from './indicator/routes.ts'
import { likenessRoutes } from './likeness/routes.ts'
import { lookUpRoutes } from './look-up/routes.ts'
import { whatWaits } from './night/what-waits.ts'
import { partingRoutes } from './parting/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { reportFileRoutes } from './report-file/routes.ts'
import { schoolRoutes } from './school/routes.ts'
import { statementRoutes } from './statement/routes.ts'
import { service } from './table.ts'
import { transferRoutes } from './transfer/routes.ts'

const templateScopes = [
  ...['province', 'city', 'civil-affairs', 'education', 'public-security'],
  ...['health', 'disabled-persons', 'agriculture'],
] as const

/** What is sent in files, and what came by the bucket. */
const fileRoutes = (effects: Effects): Operation[] => {
  const kinds = fileKinds(effects)
  return [
    ...filesInPieces({ service: service.name, kinds, ...effects }),
    ...senderRoutes(service.name, { kinds: [...kinds, aidListMaps], store: effects.store }),
    receivedFilesOperation(service.name, {
      kind: '{kind}',
      scopes: templateScopes,
      store: () => effects.store,
    }),
  ]
}

const templateRoutes = (effects: Effects): Operation[] => {
  const templates = [...fileKinds(effects).map(({ template }) => template), aidListTemplate]
  return [templatesOperation(service.name, templates, templateScopes)]
}

/** Every operation of enrolment, by feature. */
export const byFeature: ByFeature<Effects> = [
  enrolmentRoutes,
  lookUpRoutes,
  explanationRoutes,
  likenessRoutes,
  duplicateRoutes,
  checkRoutes,
  partingRoutes,
  coverageRoutes,
  divisionRoutes,
  unitMoveRoutes,
  reportRoutes,
  reportFileRoutes,
  statementRoutes,
  transferRoutes,
  correctionRoutes,
  schoolRoutes,
  disabilityRoutes,
  importRoutes,
  fileRoutes,
  aidListRoutes,
  indicatorRoutes,
  templateRoutes,
  (effects) => journalOperations(service.name, effects.journal),
  (effects) => watchOperations(service.name, effects),
  (effects) => [waitsOperation(service.name, effects, { whatWaits })],
]

/** The same, each made. */
export const operations = (effects: Effects): Operation[] => operationsOf(byFeature, effects)
