import { events } from '#shared/contracts/catalogue.ts'
import { services } from '../../infra/services.ts'
import { routes as adjustmentFund } from '../../services/adjustment-fund/handlers/routes.ts'
import { routes as budget } from '../../services/budget/handlers/api.ts'
import { routes as contribution } from '../../services/contribution/handlers/routes.ts'
import { routes as enrollment } from '../../services/enrollment/handlers/routes.ts'
import { routes as settlement } from '../../services/settlement/handlers/routes.ts'
import { transactions } from '../../services/settlement/national/transactions.ts'
import { checks } from '../verify/checks.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { invariantsDocument } from './invariants.ts'
import { nationalDocument } from './national.ts'
import { openApiDocument } from './openapi.ts'
import { refusalsDocument } from './refusals.ts'

/** Every operation of the HTTP API. */
export const routes = [...enrollment, ...contribution, ...settlement, ...budget, ...adjustmentFund]

const asText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** The generated documents by their file in `docs/`. */
export const documents = (): Readonly<Record<string, string>> => ({
  'openapi.json': asText(openApiDocument(routes)),
  'asyncapi.json': asText(asyncApiDocument(events, services)),
  'invariants.md': `${invariantsDocument(checks)}\n`,
  'national-interface.md': `${nationalDocument(transactions)}\n`,
  'refusals.md': `${refusalsDocument(routes)}\n`,
})
