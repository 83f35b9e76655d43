import * as z from 'zod'
import { events } from '#shared/contracts/catalogue.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { parameterNames } from '#shared/edge/http/operation.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { services } from '../../infra/services.ts'
import { effects } from '../../services/adjustment-fund/effects.ts'
import { operations as adjustmentFund } from '../../services/adjustment-fund/operations.ts'
import { table as adjustmentFundTable } from '../../services/adjustment-fund/refusals.ts'
import { routes as budget } from '../../services/budget/handlers/api.ts'
import { effects as contributionEffects } from '../../services/contribution/effects.ts'
import { operations as contribution } from '../../services/contribution/operations.ts'
import { table as contributionTable } from '../../services/contribution/refusals.ts'
import { routes as enrollment } from '../../services/enrollment/handlers/routes.ts'
import { effects as settlementEffects } from '../../services/settlement/effects.ts'
import { routes as settlementRoutes } from '../../services/settlement/handlers/routes.ts'
import { transactions } from '../../services/settlement/national/transactions.ts'
import { operations as settlement } from '../../services/settlement/operations.ts'
import { table as settlementTable } from '../../services/settlement/refusals.ts'
import { checks } from '../verify/checks.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { readExamples } from './examples.ts'
import { invariantsDocument } from './invariants.ts'
import { nationalDocument } from './national.ts'
import { openApiDocument } from './openapi.ts'
import { refusalsDocument } from './refusals.ts'

const olderRoutes = [...enrollment, ...settlementRoutes, ...budget]

/** A route of before as an operation, until its service has moved. */
const asOperation = ({ problems, body, query, ...route }: Route): Operation => ({
  ...route,
  ...(body && { body }),
  ...(query && { query }),
  params: z.object(Object.fromEntries(parameterNames(route.path).map((name) => [name, z.string()]))),
  owner: { whose: 'anyone' },
  refusals: problems,
  handle: async () => accept({}),
})

/** Every operation of the HTTP API. */
export const operations: readonly Operation[] = [
  ...olderRoutes.map(asOperation),
  ...settlement(settlementEffects),
  ...contribution(contributionEffects),
  ...adjustmentFund(effects),
]
/** The same with their refusals as problems, for the table of refusals. */
export const routes = operations.map(({ method, path, refusals }) => ({ method, path, problems: refusals }))

const asText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** The refusals of each service by its name. */
export const refusalTables: Readonly<Record<string, RefusalTable>> = {
  settlement: settlementTable,
  contribution: contributionTable,
  'adjustment-fund': adjustmentFundTable,
}

/** The generated documents by their file in `docs/`. */
export const documents = (): Readonly<Record<string, string>> => ({
  'openapi.json': asText(openApiDocument(operations, readExamples())),
  'asyncapi.json': asText(asyncApiDocument(events, services)),
  'invariants.md': `${invariantsDocument(checks)}\n`,
  'national-interface.md': `${nationalDocument(transactions)}\n`,
  'refusals.md': `${refusalsDocument(refusalTables, routes)}\n`,
})
