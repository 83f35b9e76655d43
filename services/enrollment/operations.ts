import { templatesOperation } from '#shared/edge/files/template.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { journalOperations } from '#shared/edge/journal/journal-operations.ts'
import { watchOperations } from '#shared/edge/watch/watch-operations.ts'
import { aidListRoutes } from './aid-list/routes.ts'
import { aidListTemplate } from './aid-list/template.ts'
import { correctionRoutes } from './correction/routes.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { checkRoutes } from './duplicate/check-routes.ts'
import { duplicateRoutes } from './duplicate/routes.ts'
import type { Effects } from './effects.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import { explanationRoutes } from './explanation/routes.ts'
import { partRoutes } from './import/part-routes.ts'
import { importRoutes } from './import/routes.ts'
import { personsTemplate } from './import/template.ts'
import { indicatorRoutes } from './indicator/routes.ts'
import { likenessRoutes } from './likeness/routes.ts'
import { lookUpRoutes } from './look-up/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { reportFileRoutes } from './report-file/routes.ts'
import { reportsTemplate } from './report-file/template.ts'
import { service } from './table.ts'
import { transferRoutes } from './transfer/routes.ts'

const templates = [personsTemplate, reportsTemplate, aidListTemplate]
const templateScopes = ['province', 'city', 'civil-affairs', 'education'] as const

/** Every operation of enrolment. */
export const operations = (effects: Effects): Operation[] => [
  ...enrolmentRoutes(effects),
  ...lookUpRoutes(effects),
  ...explanationRoutes(effects),
  ...likenessRoutes(effects),
  ...duplicateRoutes(effects),
  ...checkRoutes(effects),
  ...coverageRoutes(effects),
  ...reportRoutes(effects),
  ...reportFileRoutes(effects),
  ...transferRoutes(effects),
  ...correctionRoutes(effects),
  ...importRoutes(effects),
  ...partRoutes(effects),
  ...aidListRoutes(effects),
  ...indicatorRoutes(effects),
  templatesOperation(service.name, templates, templateScopes),
  ...journalOperations(service.name, effects.journal),
  ...watchOperations(service.name, effects.runs),
]
