import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { keptFrom } from '#shared/edge/http/owner.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { importPersons } from './import-persons.ts'
import { readImport } from './read-import.ts'

/** Enrolment by list. */
export const importRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/imports',
    summary: 'Enrols the persons of a CSV file; each bad row is named by line and column.',
    scopes: ['province', 'city', 'feed'],
    owner: {
      whose: 'caller',
      narrowedBy: 'a row of another city is a bad row, which is named and leaves the others alone',
    },
    body: z.strictObject({
      fileName: z.string().min(1).max(200),
      contentBase64: z.base64().max(1_400_000).meta({ description: 'UTF-8 or GB18030, at most 500 rows' }),
      onBadRows: z
        .enum(['refuse', 'skip'])
        .meta({ description: 'refuse: one bad row and nothing is imported' }),
      preview: z
        .boolean()
        .default(false)
        .meta({ description: 'true: says what would happen, writes nothing' }),
    }),
    answer: z.strictObject({
      rows: z.int(),
      imported: z.int(),
      bad: z.array(
        z.strictObject({ line: z.int(), column: z.string(), code: z.string(), reason: z.string() }),
      ),
      persons: z.array(z.strictObject({ line: z.int(), personId: id })),
    }),
    refusals: ['file.encoding', 'file.malformed', 'file.column-missing', 'file.too-long', 'policy.missing'],
    changes: (_, { persons }) => persons.map(({ personId }) => `/v1/enrollment/persons/${personId}`),
    handle: async ({ body, caller, commandId, today }) => {
      const file = readImport(Buffer.from(body.contentBase64, 'base64'), {
        today,
        keptFrom: ({ city }) => {
          const kept = keptFrom(caller, { cities: [city] })
          return kept && { ...kept, field: 'city' }
        },
      })
      if (file.status === 'refused') return file
      return accept(await importPersons({ ...file.value, ...body, commandId, today }, effects))
    },
  }),
]
