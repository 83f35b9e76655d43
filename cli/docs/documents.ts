import * as z from 'zod'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf, parameterNames } from '#shared/edge/http/operation.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { events } from '../../infra/events.ts'
import { fromServices, services } from '../../infra/services.ts'
import { transactions } from '../../services/settlement/national/transactions.ts'
import { checks } from '../verify/checks.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { readExamples } from './examples.ts'
import { invariantsDocument } from './invariants.ts'
import { nationalDocument } from './national.ts'
import { openApiDocument } from './openapi.ts'
import { refusalsDocument } from './refusals.ts'

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

const olderRoutes = (
  await Promise.all([
    fromServices<{ readonly routes?: readonly Route[] }>('handlers/routes.ts'),
    fromServices<{ readonly routes?: readonly Route[] }>('handlers/api.ts'),
  ])
)
  .flat()
  .flatMap(({ module }) => module.routes ?? [])

const effects = new Map(
  (await fromServices<{ readonly effects: unknown }>('effects.ts')).map(({ name, module }) => [
    name,
    module.effects,
  ]),
)

const moved = (
  await fromServices<{ readonly operations: (of: unknown) => readonly Operation[] }>('operations.ts')
).flatMap(({ name, module }) => module.operations(effects.get(name)))

/** Every operation of the HTTP API. */
export const operations: readonly Operation[] = [
  ...olderRoutes.map(asOperation).filter((older) => !moved.some((each) => nameOf(each) === nameOf(older))),
  ...moved,
]

/** The refusals of each service by its name. */
export const refusalTables: Readonly<Record<string, RefusalTable>> = Object.fromEntries(
  (await fromServices<{ readonly table: RefusalTable }>('refusals.ts')).map(({ name, module }) => [
    name,
    module.table,
  ]),
)

const asText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** The generated documents by their file in `docs/`. */
export const documents = (): Readonly<Record<string, string>> => ({
  'openapi.json': asText(openApiDocument(operations, readExamples())),
  'asyncapi.json': asText(asyncApiDocument(events, services)),
  'invariants.md': `${invariantsDocument(checks)}\n`,
  'national-interface.md': `${nationalDocument(transactions)}\n`,
  'refusals.md': `${refusalsDocument(refusalTables, operations)}\n`,
})
