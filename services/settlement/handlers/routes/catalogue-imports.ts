import * as z from 'zod'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { catalogueColumns } from '../../commands/catalogue-file.ts'
import { importCatalogue } from '../../commands/import-catalogue.ts'
import { effects } from '../../effects.ts'
import { acceptedOf } from '../refusal-status.ts'

const badRow = z.strictObject({
  line: z.int(),
  column: z.enum(catalogueColumns),
  code: z.string(),
  reason: z.string(),
})

/** The province's catalogue of drugs, services and consumables. */
export const catalogueImportRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/catalogue-imports',
    summary:
      'Imports dated catalogue entries from a CSV file. With `refuse`, one bad row refuses the whole file.',
    scopes: ['province'],
    body: z.strictObject({
      fileName: z.string().min(1).max(200),
      contentBase64: z.base64(),
      onBadRows: z.enum(['refuse', 'skip']),
    }),
    answer: z.strictObject({ rows: z.int(), imported: z.int(), bad: z.array(badRow) }),
    problems: ['file.encoding', 'file.malformed', 'file.column-missing', 'import.other-payload'],
    handle: async ({ body, idempotencyKey }) => {
      const { fileName, contentBase64, onBadRows } = body
      const bytes = Buffer.from(contentBase64, 'base64')
      const decision = await importCatalogue({ key: idempotencyKey, fileName, bytes, onBadRows }, effects)
      return { status: 200, body: acceptedOf(decision) }
    },
  }),
]
