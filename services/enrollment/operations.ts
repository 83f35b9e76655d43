import { receivedFilesOperation } from '#shared/edge/files/received-files.ts'
import { templatesOperation } from '#shared/edge/files/template.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { importRoutes as filesInPieces } from '#shared/edge/imports/import-routes.ts'
import { senderRoutes } from '#shared/edge/imports/sender-routes.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { aidListRoutes } from './aid-list/routes.ts'
import { aidListTemplate } from './aid-list/template.ts'
import { correctionRoutes } from './correction/routes.ts'
import { coverageRoutes } from './coverage/routes.ts'
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

/** Every operation of enrolment. */
export const operations = (effects: Effects): Operation[] => {
  const kinds = fileKinds(effects)
  const templates = [...kinds.map(({ template }) => template), aidListTemplate]
  return [
    ...enrolmentRoutes(effects),
    ...lookUpRoutes(effects),
    ...explanationRoutes(effects),
    ...likenessRoutes(effects),
    ...duplicateRoutes(effects),
    ...checkRoutes(effects),
    ...partingRoutes(effects),
    ...coverageRoutes(effects),
    ...divisionRoutes(effects),
    ...unitMoveRoutes(effects),
    ...reportRoutes(effects),
    ...reportFileRoutes(effects),
    ...statementRoutes(effects),
    ...transferRoutes(effects),
    ...correctionRoutes(effects),
    ...schoolRoutes(effects),
    ...importRoutes(effects),
    ...filesInPieces({ service: service.name, kinds, ...effects }),
    ...senderRoutes(service.name, { kinds, store: effects.store }),
    receivedFilesOperation(service.name, {
      kind: '{kind}',
      scopes: templateScopes,
      store: () => effects.store,
    }),
    ...aidListRoutes(effects),
    ...indicatorRoutes(effects),
    templatesOperation(service.name, templates, templateScopes),
    ...journalOperations(service.name, effects.journal),
    ...watchOperations(service.name, effects),
  ]
}
