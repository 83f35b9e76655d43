import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import { readTextTable } from '#shared/edge/files/table.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { keptFrom } from '#shared/edge/http/owner.ts'
import { importTerms } from '#shared/edge/imports/import-terms.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { findStarts } from '../enrolment/start-approvals.ts'
import { alikeAnswer } from '../likeness/alike-answer.ts'
import { personLimits } from '../person/rules/person-limits.ts'
import { refuse } from '../refusals.ts'
import { importPersons } from './import-persons.ts'
import { readImport, tableColumns } from './read-import.ts'

const mostRows = 500

/** Why a file cannot be read at all. */
const fileRefusals = [
  'file.encoding',
  'file.encoding-unclear',
  'file.old-workbook',
  'file.malformed',
  'file.column-missing',
  'file.column-twice',
]

/** Enrolment by list. */
export const importRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/enrollment/imports',
    summary: 'Enrols the persons of a CSV file; everything wrong with a row is named by line and column.',
    scopes: ['province', 'city', 'civil-affairs', 'education'],
    owner: {
      whose: 'caller',
      narrowedBy: 'a row of another city is a bad row, which is named and leaves the others alone',
    },
    body: z.strictObject({
      contentBase64: z
        .base64()
        .max(1_400_000)
        .meta({ description: `CSV or tab-separated text, at most ${mostRows} rows` }),
      encoding: z
        .enum(encodings)
        .optional()
        .meta({ description: 'where the file does not tell; decided over the whole file otherwise' }),
      ...importTerms,
    }),
    answer: z.strictObject({
      rows: z.int(),
      imported: z.int(),
      encoding: z.enum(encodings),
      unreadColumns: z
        .array(z.string())
        .meta({ description: 'columns of the file that nobody reads, by their headings' }),
      firstNames: z
        .array(z.string())
        .meta({ description: 'the first names as they were read, by which a wrong encoding shows' }),
      bad: z.array(badCellAnswer),
      persons: z.array(z.strictObject({ line: z.int(), personId: id, alike: alikeAnswer })),
    }),
    refusals: [...fileRefusals, 'file.workbook', 'file.too-long', 'policy.missing'],
    changes: (_, { persons }) => persons.map(({ personId }) => `/v1/enrollment/persons/${personId}`),
    handle: async ({ body, caller, commandId, today, by: { subject, division }, reaches }) => {
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const { encoding, rows, unread } = readTextTable(bytes, tableColumns, body.encoding)
      if (rows.length > mostRows)
        return refuse('file.too-long', {
          field: 'contentBase64',
          figures: { rows: rows.length, most: mostRows },
        })
      const file = readImport(rows, {
        today,
        limits: personLimits(effects.policy()),
        keptFrom: ({ city }) => {
          const kept = keptFrom(caller, { cities: [city] })
          return kept && { ...kept, field: 'city' }
        },
      })
      const { onBadRows, preview } = body
      const reachesCity = (city: string) => reaches({ cities: [city] })
      const starts = await findStarts(bytes, division, effects.store)
      const of = { commandId, today, by: { subject, division }, reachesCity, starts }
      const imported = await importPersons({ ...file, onBadRows, preview, ...of }, effects)
      return accept({ ...imported, encoding, unreadColumns: [...unread], firstNames: [...file.firstNames] })
    },
  }),
]
