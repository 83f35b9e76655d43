import { readFileSync } from 'node:fs'
import { catalogsOf, type OpenApi } from '../../../console/build/catalog.ts'
import type { Operation, OperationId, Schema } from '../../../console/src/api/operation.ts'
import { desks } from '../../../console/src/desks/desks.ts'
import type { Page } from '../../../console/src/view/page.ts'

const openApi = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
) as OpenApi

/** Every operation of the product, by its id, as the console's forms read it. */
export const operations = new Map<string, Operation>(
  Object.values(catalogsOf(openApi)).flatMap((catalog) =>
    Object.entries(catalog as Record<string, Omit<Operation, 'id'>>).map(
      ([id, rest]): [string, Operation] => [id, { id: id as OperationId, ...rest }],
    ),
  ),
)

const readsOf = (page: Page): readonly OperationId[] =>
  page.kind === 'own' ? page.reads : [page.read, ...(page.kind === 'record' ? (page.asked ?? []) : [])]

const commandsOf = (page: Page): readonly OperationId[] =>
  page.kind === 'own'
    ? (page.opens ?? [])
    : [
        ...(page.opens ?? []),
        ...(page.actions ?? []),
        ...(page.kind === 'record' ? Object.values(page.rowActions ?? {}).flat() : []),
      ].map((each) => (typeof each === 'string' ? each : each.operation))

const pages = desks.flatMap((desk) => desk.pages)

/** What the page of work asks each service beside the lists of the desks. */
const workReads = [...operations.keys()].filter((id) => /^GET \/v1\/[a-z-]+\/waits$/.test(id))

/** What the desks read, what they read beside it, and what can be done on them. */
export const reached = {
  reads: new Set<string>([...pages.flatMap(readsOf), ...workReads]),
  beside: new Set<string>(
    pages.flatMap((page) =>
      page.kind === 'record'
        ? [
            ...(page.also ?? []),
            ...(page.badRows ? [page.badRows] : []),
            ...(page.badRowParts ? [page.badRowParts] : []),
          ]
        : [],
    ),
  ),
  commands: new Set<string>(pages.flatMap(commandsOf)),
}

/** Every field name and every listed value of a schema, with the field that the value is of. */
export const namesIn = (
  schema: Schema | undefined,
  of = '',
): readonly { readonly field: string; readonly value?: string }[] => {
  if (schema === undefined) return []
  const own = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])]
  return [
    ...own.flatMap((value) => (typeof value === 'string' ? [{ field: of, value }] : [])),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [
      { field: name },
      ...namesIn(each, name),
    ]),
    ...namesIn(schema.items, of),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((each) => namesIn(each, of)),
  ]
}
