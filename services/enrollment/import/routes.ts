import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { commandIdOf } from '../coverage/person-answer.ts'
import { effects } from '../effects.ts'
import { importPersons } from './import-persons.ts'
import { readImport } from './read-import.ts'

/** Errors of a file as a whole are the caller's. */
const fileProblem = (error: unknown): unknown =>
  error instanceof TongchouError && error.code.startsWith('file.')
    ? problem(422, error.code, error.message, 'contentBase64')
    : error

/** Enrolment by list. */
export const importRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/enrollment/imports',
    summary: 'Enrols the persons of a CSV file; each bad row is named by line and column.',
    scopes: ['province', 'city', 'feed'],
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
    problems: ['file.encoding', 'file.malformed', 'file.column-missing', 'file.too-long'],
    handle: async (request) => {
      const { body, caller, today } = request
      try {
        const file = readImport(Buffer.from(body.contentBase64, 'base64'), { caller, today })
        const answer = await importPersons(
          { ...file, ...body, commandId: commandIdOf(request), today },
          effects,
        )
        return { status: 200, body: answer }
      } catch (error) {
        throw fileProblem(error)
      }
    },
  }),
]
