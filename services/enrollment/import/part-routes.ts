import * as z from 'zod'
import { id, sheet } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import { objectAnswer, receivedFilesOperation } from '#shared/edge/files/received-files.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, defineOperation } from '#shared/edge/http/operation.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { service } from '../table.ts'
import type { BadRowsKept } from './bad-rows.ts'
import { openBadRows } from './bad-rows.ts'
import type { ImportOutcome } from './import-store.ts'
import { importOutcomes, keepPart, outcomesOf, partsOf } from './import-store.ts'
import { importTerms } from './import-terms.ts'
import { mostParts, startImport } from './start-import.ts'

const path = '/v1/enrollment/imports/{importId}'
const recordOf = (importId: string): string => path.replace('{importId}', importId)
const params = z.strictObject({ importId: id })
/** Another office's import of the same id is another import. */
const narrowedBy = 'an import stands under the division that sends it'
const scopes = ['province', 'city', 'civil-affairs', 'education'] as const

/** The bytes of a part as base64: an item of the table holds a little more. */
const contentBase64 = z.base64().max(480_000)

const takePart = ({ store, secrets }: Effects): Operation =>
  defineOperation({
    method: 'PUT',
    path: `${path}/parts/{part}`,
    summary: `Takes a piece of a file, text or workbook, cut anywhere; pieces are numbered from 1 to at most ${mostParts}. Nothing is read before a run is started; until then a piece may be sent again.`,
    scopes,
    params: params.extend({ part: z.string().max(20) }),
    owner: { whose: 'caller', narrowedBy },
    body: z.strictObject({ contentBase64 }),
    answer: z.strictObject({ part: z.int(), size: z.int() }),
    refusals: ['import.bad-part'],
    changes: ({ params: { importId } }) => [recordOf(importId)],
    handle: async ({ params: { importId, part: numbered }, body, caller: { division } }) => {
      const part = Number(numbered)
      if (!Number.isInteger(part) || part < 1 || part > mostParts)
        return refuse('import.bad-part', { field: 'part', figures: { most: mostParts } })
      const bytes = new Uint8Array(Buffer.from(body.contentBase64, 'base64'))
      return retryConflicts(async () =>
        (await keepPart({ division, importId, part }, bytes, { store, secrets }))
          ? accept({ part, size: bytes.byteLength })
          : undefined,
      )
    },
  })

const startRun = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/runs`,
    summary:
      'Has a run put the pieces of a file together, judge its rows and enrol its persons. The same pieces and terms again are the same run; what it came to tells the import.',
    scopes,
    params,
    owner: { whose: 'caller', narrowedBy },
    body: z.strictObject({
      parts: z.int().min(1).max(mostParts),
      ...importTerms,
      encoding: z.enum(encodings).optional().meta({ description: 'of text, where the file does not tell' }),
      sheet,
    }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['import.part-missing'],
    changes: ({ params: { importId } }) => [recordOf(importId)],
    handle: async ({ params: { importId }, body, caller, by, commandId, today }) => {
      const order = { ...body, importId, division: caller.division, caller, by, commandId, today }
      const started = await startImport(order, effects)
      return started.status === 'refused' ? started : accept({ runId: started.value })
    },
  })

const outcomeAnswer = z.strictObject({
  runId: id,
  by: z.strictObject({ subject: z.string(), at: z.iso.datetime() }),
  outcome: z.enum(['previewed', 'imported', 'refused', 'overtaken', 'unreadable']),
  rows: z.int(),
  imported: z.int(),
  alike: z
    .int()
    .optional()
    .meta({ description: 'persons who are alike to another, and wait for a decision' }),
  bad: z.int().meta({ description: 'how many rows are bad' }),
  firstBad: z.array(badCellAnswer),
  badRowParts: z.int().meta({ description: 'in so many parts the bad rows are there as files to mend' }),
  format: z.string().optional().meta({ description: 'the encoding, or xlsx' }),
  unreadColumns: z
    .array(z.string())
    .optional()
    .meta({ description: 'columns of the file that nobody reads, by their headings' }),
  firstNames: z
    .array(z.string())
    .meta({ description: 'the first names as they were read, of each the first character only' }),
  fault: z.strictObject({ code: z.string(), reason: z.string(), reasonZh: z.string() }).optional(),
  object: objectAnswer.optional(),
})

const partsIn = (badRows: readonly BadRowsKept[]): number =>
  badRows.reduce((sum, { parts }) => sum + parts, 0)

const shown = ({
  by,
  runId,
  outcome,
  rows,
  imported,
  bad,
  firstBad,
  badRows = [],
  format,
  unreadColumns,
  firstNames,
  alike,
  fault,
  object,
}: ImportOutcome) => ({
  by: { subject: by.subject, at: by.at },
  ...{
    runId,
    outcome,
    rows,
    imported,
    bad,
    firstBad: [...firstBad],
    badRowParts: partsIn(badRows),
    firstNames: [...firstNames],
  },
  ...(format === undefined ? {} : { format }),
  ...(unreadColumns === undefined ? {} : { unreadColumns: [...unreadColumns] }),
  ...(alike === undefined ? {} : { alike }),
  ...(fault === undefined ? {} : { fault }),
  ...(object === undefined ? {} : { object }),
})

const readImport = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The pieces of a file that came, and what each run over them came to; an import is seen by its own office.',
    scopes,
    params,
    owner: { whose: 'caller', narrowedBy },
    answer: z.strictObject({
      importId: id,
      parts: z.array(z.strictObject({ part: z.int(), size: z.int() })),
      runs: z.array(outcomeAnswer),
    }),
    refusals: ['import.unknown'],
    handle: async ({ params: { importId }, caller: { division } }) => {
      const of = { division, importId }
      const [parts, outcomes] = await Promise.all([partsOf(of, store), outcomesOf(of, store)])
      if (parts.length + outcomes.length === 0) return refuse('import.unknown', { field: 'importId' })
      return accept({
        importId,
        parts: parts.map(({ part, size }) => ({ part, size })),
        runs: outcomes.map(shown),
      })
    },
  })

/** The file type that a spreadsheet opens by itself. */
const csvType = 'text/csv; charset=utf-8'

const sendBadRows = ({ store, secrets }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/runs/{runId}/bad-rows`,
    summary:
      'A part of the bad rows of a file as CSV (UTF-8 with a byte-order mark), to mend and send again: each as it was written, with its line and its faults in Chinese. Without `part` it says how many parts there are.',
    scopes,
    params: params.extend({ runId: id }),
    query: z.strictObject({ part: z.string().max(4).optional() }),
    owner: { whose: 'caller', narrowedBy },
    answer: z.strictObject({ parts: z.int() }),
    downloads: [csvType],
    refusals: ['import.bad-part'],
    handle: async ({ params: { importId, runId }, query: { part }, caller: { division } }) => {
      const of = { division, importId }
      const outcome = await importOutcomes.read(store, { ...of, runId })
      const badRows = outcome?.badRows ?? []
      if (part === undefined) return accept({ parts: partsIn(badRows) })
      const bytes = await openBadRows(of, badRows, Number(part), { store, secrets })
      if (!bytes) return refuse('import.bad-part', { field: 'part', figures: { most: partsIn(badRows) } })
      return accept(new Download(`bad-rows-${importId}-${part}.csv`, csvType, bytes))
    },
  })

/** Enrolment from files too large for one request, and from workbooks. */
export const partRoutes = (effects: Effects): Operation[] => [
  takePart(effects),
  startRun(effects),
  readImport(effects),
  sendBadRows(effects),
  receivedFilesOperation(service.name, { kind: 'persons', scopes, store: () => effects.store }),
]
