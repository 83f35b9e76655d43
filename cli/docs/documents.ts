import type { Operation } from '#shared/edge/http/operation.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { events } from '../../infra/events.ts'
import { fromServices, services } from '../../infra/services.ts'
import { transactions } from '../../services/settlement/national/transactions.ts'
import { plantedDocument } from '../../simulation/planted/measured.ts'
import { readReleased } from '../released/files.ts'
import { checks } from '../verify/checks.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { readExamples, readNationalExamples } from './examples.ts'
import { invariantsDocument } from './invariants.ts'
import type { Feature } from './map.ts'
import { mapDocument } from './map.ts'
import { nationalDocument } from './national.ts'
import { openApiDocument } from './openapi.ts'
import { refusalsDocument } from './refusals.ts'

const effects = new Map(
  (await fromServices<{ readonly effects: unknown }>('composed.ts')).map(({ name, module }) => [
    name,
    module.effects,
  ]),
)

/** Every operation of the HTTP API. */
export const operations: readonly Operation[] = (
  await fromServices<{ readonly operations: (of: unknown) => readonly Operation[] }>('operations.ts')
).flatMap(({ name, module }) => module.operations(effects.get(name)))

/** The refusals of each service by its name. */
export const refusalTables: Readonly<Record<string, RefusalTable>> = Object.fromEntries(
  (await fromServices<{ readonly table: RefusalTable }>('refusals.ts')).map(({ name, module }) => [
    name,
    module.table,
  ]),
)

const features = (await fromServices<{ readonly features: readonly Feature[] }>('features.ts')).map(
  ({ name, module }) => ({ name, features: module.features }),
)

const asText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

/** The smallest released sample of an event that its contract would still write. */
const exampleOf = (detailType: string): unknown => {
  const contract = events.find((event) => event.detailType === detailType)
  return readReleased<{ readonly detail: unknown }>(`events/${detailType}.jsonl`)
    .map(({ detail }) => detail)
    .find((detail) => contract?.schema.safeParse(detail).success)
}

/** The generated documents by their file in `docs/`. */
export const documents = (): Readonly<Record<string, string>> => ({
  'openapi.json': asText(openApiDocument(operations, readExamples())),
  'asyncapi.json': asText(asyncApiDocument(events, services, exampleOf)),
  'invariants.md': `${invariantsDocument(checks)}\n`,
  'map.md': `${mapDocument(features)}\n`,
  'national-interface.md': `${nationalDocument(transactions, readNationalExamples())}\n`,
  'planted-bugs.md': `${plantedDocument()}\n`,
  'refusals.md': `${refusalsDocument(refusalTables, operations)}\n`,
})
