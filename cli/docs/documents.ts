import type { Route } from '#shared/edge/http/route.ts'
import { events } from '../../infra/events.ts'
import { fromServices, services } from '../../infra/services.ts'
import { transactions } from '../../services/settlement/national/transactions.ts'
import { checks } from '../verify/checks.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { invariantsDocument } from './invariants.ts'
import { nationalDocument } from './national.ts'
import { openApiDocument } from './openapi.ts'
import { refusalsDocument } from './refusals.ts'

/** Every operation of the HTTP API. */
export const routes = (
  await fromServices<{ readonly routes: readonly Route[] }>('handlers/routes.ts')
).flatMap(({ module }) => module.routes)

const asText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** The generated documents by their file in `docs/`. */
export const documents = (): Readonly<Record<string, string>> => ({
  'openapi.json': asText(openApiDocument(routes)),
  'asyncapi.json': asText(asyncApiDocument(events, services)),
  'invariants.md': `${invariantsDocument(checks)}\n`,
  'national-interface.md': `${nationalDocument(transactions)}\n`,
  'refusals.md': `${refusalsDocument(routes)}\n`,
})
