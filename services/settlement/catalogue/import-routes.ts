import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { effects } from '../effects.ts'
import { acceptedOf } from '../refusal-status.ts'
import { catalogueColumns, mostRowsAtOnce } from './catalogue-file.ts'
import { mostParts, startCommit } from './commit-catalogue.ts'
import { importCatalogue } from './import-catalogue.ts'
import { stagePart } from './stage-catalogue-part.ts'

const badRow = z.strictObject({
  line: z.int(),
  column: z.enum(catalogueColumns),
  code: z.string(),
  reason: z.string(),
})
const fileName = z.string().min(1).max(200)
const onBadRows = z.enum(['refuse', 'skip'])
const fileProblems = ['file.encoding', 'file.malformed', 'file.column-missing', 'file.column-unknown']

const importIdOf = ({ importId = '' }: Readonly<Record<string, string>>): string => {
  if (id.safeParse(importId).success) return importId
  throw problem(400, 'import.bad-id', 'not an import id', 'importId')
}

const partOf = ({ part = '' }: Readonly<Record<string, string>>): number => {
  const number = Number(part)
  if (Number.isInteger(number) && number >= 1 && number <= mostParts) return number
  throw problem(400, 'import.bad-part', `parts are numbered from 1 to ${mostParts}`, 'part')
}

/** The province's catalogue of drugs, services and consumables. */
export const catalogueImportRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/catalogue-imports',
    summary: `Imports dated catalogue entries from one CSV file of at most ${mostRowsAtOnce} rows; larger ones come in parts. With \`refuse\`, one bad row refuses the whole file.`,
    scopes: ['province'],
    body: z.strictObject({ fileName, contentBase64: z.base64(), onBadRows }),
    answer: z.strictObject({ rows: z.int(), imported: z.int(), bad: z.array(badRow) }),
    problems: [...fileProblems, 'import.part-too-large', 'import.other-payload'],
    handle: async ({ body, idempotencyKey }) => {
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const decision = await importCatalogue({ ...body, key: idempotencyKey, bytes }, effects)
      return { status: 200, body: acceptedOf(decision) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/settlement/catalogue-imports/{importId}/parts/{part}',
    summary: `Takes a part of a large import, a CSV file with its own header, at most ${mostRowsAtOnce} rows; parts are numbered from 1 to at most ${mostParts}. Nothing is in force before the commit; until then a part may be sent again, corrected.`,
    scopes: ['province'],
    body: z.strictObject({ contentBase64: z.base64() }),
    answer: z.strictObject({ rows: z.int(), bad: z.array(badRow) }),
    problems: [
      ...fileProblems,
      'import.bad-id',
      'import.bad-part',
      'import.part-too-large',
      'import.committed',
    ],
    handle: async ({ params, body }) => {
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const request = { importId: importIdOf(params), part: partOf(params), bytes }
      return { status: 200, body: acceptedOf(await stagePart(request, effects)) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/catalogue-imports/{importId}/commit',
    summary: `Has a run bring all parts of an import, up to ${mostParts * mostRowsAtOnce} rows, into force at once. With \`refuse\`, one bad row in any part leaves everything as it was. How far the run is tells \`/runs/{runId}\`; what it came to, the import.`,
    scopes: ['province'],
    body: z.strictObject({ fileName, parts: z.int().min(1).max(mostParts), onBadRows }),
    answer: z.strictObject({ runId: id }),
    problems: ['import.bad-id', 'import.part-missing', 'import.other-payload', 'run.other-parameters'],
    handle: async ({ params, body }) => {
      const decision = await startCommit({ ...body, importId: importIdOf(params) }, effects)
      return { status: 202, body: { runId: acceptedOf(decision) } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/catalogue-imports/{importId}',
    summary:
      'How far an import in parts is: the parts that came, whether it is in force, and what each run came to that was to commit it.',
    scopes: ['province', 'auditor'],
    answer: z.strictObject({
      importId: id,
      status: z.enum(['open', 'committed']),
      parts: z.array(z.strictObject({ part: z.int(), rows: z.int(), bad: z.int() })),
      imported: z.int(),
      runs: z.array(
        z.strictObject({
          runId: id,
          outcome: z.enum(['imported', 'refused', 'overtaken']),
          rows: z.int(),
          imported: z.int(),
          bad: z.int(),
          firstBad: z.array(badRow.extend({ part: z.int() })),
        }),
      ),
    }),
    problems: ['import.bad-id', 'import.unknown'],
    handle: async ({ params }) => {
      const importId = importIdOf(params)
      const { imports } = effects
      const [record, parts, runs] = await Promise.all([
        imports.find(importId),
        imports.parts(importId),
        imports.outcomes(importId),
      ])
      effects.referenceMeter('read-catalogue-import', 1)
      if (!record && parts.length === 0)
        throw problem(404, 'import.unknown', 'no part of such an import came')
      const body = {
        importId,
        status: record ? ('committed' as const) : ('open' as const),
        parts: parts.map(({ part, rows, bad }) => ({ part, rows, bad })),
        imported: record?.imported ?? 0,
        runs,
      }
      return { status: 200, body }
    },
  }),
]
