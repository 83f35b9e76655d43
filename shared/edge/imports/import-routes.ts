import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { objectAnswer } from '#shared/edge/files/received-files.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, defineOperation } from '#shared/edge/http/operation.ts'
import type { BadRowsKept } from '#shared/edge/imports/bad-rows.ts'
import { openBadRows } from '#shared/edge/imports/bad-rows.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { KindAtDoor } from '#shared/edge/imports/import-owner.ts'
import { maySend, senderOf } from '#shared/edge/imports/import-owner.ts'
import { keepPart, partsOf } from '#shared/edge/imports/import-parts.ts'
import { isOfAnother } from '#shared/edge/imports/import-reach.ts'
import type { ImportOutcome, RunProgress } from '#shared/edge/imports/import-records.ts'
import { importOutcomes, outcomesOf, progressOf } from '#shared/edge/imports/import-records.ts'
import { fileTerms } from '#shared/edge/imports/import-terms.ts'
import { readingOf } from '#shared/edge/imports/sender-map.ts'
import { digestsOf, firstKind, mostParts, startImport } from '#shared/edge/imports/start-import.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Caller, Scope } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'

const { refuse } = importRefusals

/** The service whose files are sent: its kinds, and where they are kept. */
export type ImportDoor = {
  readonly service: string
  readonly kinds: readonly KindAtDoor[]
  readonly store: Store
  readonly secrets: FileSecrets
  readonly runs: () => Runs
}

const params = z.strictObject({ importId: id })
/** Another office's import of the same id is another import. */
const narrowedBy =
  'an import stands under the division that sends it, and under its office or the authority beside it'

const pathOf = (service: string): string => `/v1/${service}/imports/{importId}`
const recordOf = ({ service }: ImportDoor, importId: string): string =>
  pathOf(service).replace('{importId}', importId)

/** Whoever may send one kind or another may send parts: what they are is said when a run is started. */
const scopesOf = ({ kinds }: ImportDoor): Scope[] => [...new Set(kinds.flatMap(({ scopes }) => scopes))]

const unknown = () => refuse('import.unknown', { field: 'importId' })

/** Whether the import of a caller's division is of another sender there: it is answered as one that is not there. */
const isAnothers = (importId: string, caller: Caller, door: ImportDoor): Promise<boolean> =>
  isOfAnother({ division: caller.division, importId }, caller, door)

/** The bytes of a part as base64: an item of the table holds a little more. */
const contentBase64 = z.base64().max(480_000)

const takePart = (door: ImportDoor): Operation =>
  defineOperation({
    method: 'PUT',
    path: `${pathOf(door.service)}/parts/{part}`,
    summary: `Takes a piece of a file, text or workbook, cut anywhere; pieces are numbered from 1 to at most ${mostParts}. Nothing is read before a run is started; until then a piece may be sent again.`,
    scopes: scopesOf(door),
    params: params.extend({ part: z.string().max(20) }),
    owner: { whose: 'caller', narrowedBy },
    body: z.strictObject({ contentBase64 }),
    answer: z.strictObject({ part: z.int(), size: z.int() }),
    refusals: ['import.bad-part', 'import.unknown'],
    changes: ({ params: { importId } }) => [recordOf(door, importId)],
    handle: async ({ params: { importId, part: numbered }, body, caller }) => {
      const { division } = caller
      const part = Number(numbered)
      if (!Number.isInteger(part) || part < 1 || part > mostParts)
        return refuse('import.bad-part', { field: 'part', figures: { most: mostParts } })
      const bytes = new Uint8Array(Buffer.from(body.contentBase64, 'base64'))
      return retryConflicts(async () => {
        if (await isAnothers(importId, caller, door)) return unknown()
        const of = { division, importId, part, sender: senderOf(caller) }
        const kept = await keepPart(of, bytes, door)
        if (kept === 'of-another') return unknown()
        return kept === 'kept' ? accept({ part, size: bytes.byteLength }) : undefined
      })
    },
  })

const startRun = (door: ImportDoor): Operation =>
  defineOperation({
    method: 'POST',
    path: `${pathOf(door.service)}/runs`,
    summary:
      'Has a run put the pieces of a file together, judge its rows and do what they say. The same pieces and terms again are the same run; what it came to tells the import.',
    scopes: scopesOf(door),
    params,
    owner: { whose: 'caller', narrowedBy },
    body: z.strictObject({
      kind: z
        .enum(door.kinds.map(({ kind }) => kind))
        .default(door.kinds[0]?.kind ?? firstKind)
        .meta({ description: 'what the file is: the kind of its template' }),
      parts: z.int().min(1).max(mostParts),
      ...fileTerms,
    }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['import.part-missing', 'import.not-of-caller', 'import.sender-unknown', 'import.unknown'],
    changes: ({ params: { importId } }) => [recordOf(door, importId)],
    handle: async ({ params: { importId }, body, caller, by, commandId, today }) => {
      const { kind, parts, sender, cells, ...terms } = body
      if (!maySend(door.kinds, kind, caller))
        return refuse('import.not-of-caller', { field: 'kind', figures: { kind } })
      if (await isAnothers(importId, caller, door)) return unknown()
      const { division } = caller
      const reading = await readingOf(
        { division, kind, by: [senderOf(caller)] },
        { sender, cells },
        door.store,
      )
      if (!reading)
        return refuse('import.sender-unknown', { field: 'sender', figures: { sender: sender ?? '' } })
      const of = { division, importId }
      const found = await digestsOf(of, parts, door)
      if (found.status === 'refused') return found
      const { onBadRows, preview, encoding, sheet } = terms
      const isPlain = sender === undefined && cells === undefined
      const order = {
        ...{ ...of, onBadRows, preview, digests: found.value },
        ...(encoding === undefined ? {} : { encoding }),
        ...(sheet === undefined ? {} : { sheet }),
        ...(kind === firstKind ? {} : { kind }),
        ...(isPlain ? {} : { reading }),
      }
      return accept({ runId: await startImport({ ...order, caller, by, commandId, today }, door) })
    },
  })

const counts = z.record(z.string(), z.int())

const outcomeAnswer = z.strictObject({
  runId: id,
  kind: z.string(),
  by: z.strictObject({ subject: z.string(), at: z.iso.datetime() }),
  outcome: z.enum(['previewed', 'imported', 'refused', 'overtaken', 'unreadable']),
  rows: z.int(),
  imported: z.int().meta({ description: 'how many rows are done' }),
  would: counts.optional().meta({ description: 'what so many rows would do, as they were judged' }),
  did: counts.optional().meta({ description: 'what so many rows did' }),
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
  fileKind = firstKind,
  outcome,
  rows,
  imported,
  would,
  did,
  bad,
  firstBad,
  badRows = [],
  format,
  unreadColumns,
  firstNames,
  alike,
  fault,
  object,
}: ImportOutcome): z.output<typeof outcomeAnswer> => ({
  by: { subject: by.subject, at: by.at },
  ...{
    ...{ runId, kind: fileKind, outcome, rows, imported, bad },
    firstBad: [...firstBad],
    badRowParts: partsIn(badRows),
    firstNames: [...firstNames],
  },
  ...(would === undefined ? {} : { would: { ...would } }),
  ...(did === undefined ? {} : { did: { ...did } }),
  ...(format === undefined ? {} : { format }),
  ...(unreadColumns === undefined ? {} : { unreadColumns: [...unreadColumns] }),
  ...(alike === undefined ? {} : { alike }),
  ...(fault === undefined ? {} : { fault }),
  ...(object === undefined ? {} : { object }),
})

/** Runs that were handed on and have not come to an end. */
const stillRunning = (progress: readonly RunProgress[], outcomes: readonly ImportOutcome[]) => {
  const done = new Set(outcomes.map(({ runId }) => runId))
  return progress
    .filter(({ runId }) => !done.has(runId))
    .map(({ runId, fileKind: kind, phase, judged, taken }) => ({ runId, kind, phase, judged, taken }))
}

const readImport = (door: ImportDoor): Operation =>
  defineOperation({
    method: 'GET',
    path: pathOf(door.service),
    summary:
      'The pieces of a file that came, how far a long run over them is, and what each came to; an import is seen by its own office.',
    scopes: scopesOf(door),
    params,
    owner: { whose: 'caller', narrowedBy },
    answer: z.strictObject({
      importId: id,
      parts: z.array(z.strictObject({ part: z.int(), size: z.int() })),
      running: z.array(
        z.strictObject({
          ...{ runId: id, kind: z.string(), phase: z.enum(['judging', 'taking']) },
          judged: z.int().meta({ description: 'rows judged so far, while they are' }),
          taken: z.int().meta({ description: 'rows done so far' }),
        }),
      ),
      runs: z.array(outcomeAnswer),
    }),
    refusals: ['import.unknown'],
    handle: async ({ params: { importId }, caller }) => {
      const of = { division: caller.division, importId }
      const [isElsewhere, parts, outcomes, progress] = await Promise.all([
        isAnothers(importId, caller, door),
        partsOf(of, door.store),
        outcomesOf(of, door.store),
        progressOf(of, door.store),
      ])
      const running = stillRunning(progress, outcomes)
      if (isElsewhere || parts.length + outcomes.length + running.length === 0) return unknown()
      return accept({
        importId,
        parts: parts.map(({ part, size }) => ({ part, size })),
        running,
        runs: outcomes.map(shown),
      })
    },
  })

/** The file type that a spreadsheet opens by itself. */
const csvType = 'text/csv; charset=utf-8'

const sendBadRows = (door: ImportDoor): Operation =>
  defineOperation({
    method: 'GET',
    path: `${pathOf(door.service)}/runs/{runId}/bad-rows`,
    summary:
      'A part of the bad rows of a file as CSV (UTF-8 with a byte-order mark), to mend and send again: each as it was written, with its line and its faults in Chinese and English. Without `part` it says how many parts there are.',
    scopes: scopesOf(door),
    params: params.extend({ runId: id }),
    query: z.strictObject({ part: z.string().max(4).optional() }),
    owner: { whose: 'caller', narrowedBy },
    answer: z.strictObject({ parts: z.int() }),
    downloads: [csvType],
    refusals: ['import.bad-part', 'import.unknown'],
    handle: async ({ params: { importId, runId }, query: { part }, caller }) => {
      if (await isAnothers(importId, caller, door)) return unknown()
      const of = { division: caller.division, importId }
      const outcome = await importOutcomes.read(door.store, { ...of, runId })
      const badRows = outcome?.badRows ?? []
      if (part === undefined) return accept({ parts: partsIn(badRows) })
      const bytes = await openBadRows(of, badRows, Number(part), door)
      if (!bytes) return refuse('import.bad-part', { field: 'part', figures: { most: partsIn(badRows) } })
      return accept(new Download(`bad-rows-${importId}-${part}.csv`, csvType, bytes))
    },
  })

/** Files too large for one request, and workbooks: sent in pieces, and read by a run. */
export const importRoutes = (door: ImportDoor): Operation[] => [
  takePart(door),
  startRun(door),
  readImport(door),
  sendBadRows(door),
]
