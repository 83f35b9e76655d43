import * as z from 'zod'
import { id, sheet } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import { objectAnswer, receivedFilesOperation } from '#shared/edge/files/received-files.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { Download, defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import { service } from '../table.ts'
import { readBadRows } from './bad-rows.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { mostRowsAtOnce } from './catalogue-file.ts'
import { mostParts, startCommit } from './commit-catalogue.ts'
import type { CatalogueEffects } from './effects.ts'
import { inBothLanguages } from './gather-parts.ts'
import { importCatalogue } from './import-catalogue.ts'
import { stagePart } from './stage-catalogue-part.ts'
import { startFile } from './start-file.ts'

const fileName = z.string().min(1).max(200)
const onBadRows = z.enum(['refuse', 'skip'])
const fileRefusals = [
  'file.encoding',
  'file.encoding-unclear',
  'file.workbook',
  'file.old-workbook',
  'file.malformed',
  'file.column-missing',
  'file.column-twice',
  'file.column-unknown',
]
const encoding = z
  .enum(encodings)
  .optional()
  .meta({ description: 'where the file does not tell; decided over the whole file otherwise' })

/** How a file was read, and what is wrong with it. */
const fileRead = {
  encoding: z.enum(encodings),
  firstNames: z
    .array(z.string())
    .meta({ description: 'the first names as they were read, by which a wrong encoding shows' }),
  bad: z.array(badCellAnswer),
}

/** A request to the HTTP API holds ten megabytes. */
const contentBase64 = z.base64().max(10_000_000)

const owner = { whose: 'province' } as const
const params = z.strictObject({ importId: id })
const ofImport = '/v1/settlement/catalogue-imports/{importId}'
const recordOf = (importId: string): string => `/v1/settlement/catalogue-imports/${importId}`

const partOf = (part: string): Decision<number> => {
  const number = Number(part)
  return Number.isInteger(number) && number >= 1 && number <= mostParts
    ? accept(number)
    : refuse('import.bad-part', { field: 'part', figures: { most: mostParts } })
}

/** Lists as an answer has them. */
const shown = <Read extends Pick<CatalogueFile, 'bad' | 'firstNames'>>(file: Read) => ({
  ...file,
  bad: [...file.bad],
  firstNames: [...file.firstNames],
})

type OwnEffects = Pick<CatalogueEffects, 'catalogue' | 'imports' | 'runs' | 'files' | 'referenceMeter'>

const importFile = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/catalogue-imports',
    summary: `Imports dated catalogue entries from one CSV file of at most ${mostRowsAtOnce} rows; larger ones come in parts. With \`refuse\`, one bad row refuses the whole file.`,
    scopes: ['province'],
    owner,
    body: z.strictObject({ fileName, contentBase64, encoding, onBadRows }),
    answer: z.strictObject({ rows: z.int(), imported: z.int(), ...fileRead }),
    refusals: [...fileRefusals, 'import.part-too-large'],
    handle: async ({ body, commandId }) => {
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const imported = await importCatalogue({ commandId, bytes, ...body }, effects)
      if (imported.status === 'refused') return imported
      return accept(shown(imported.value))
    },
  })

const takePart = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'PUT',
    path: `${ofImport}/parts/{part}`,
    summary: `Takes a part of a large import, a CSV file with its own header, at most ${mostRowsAtOnce} rows; parts are numbered from 1 to at most ${mostParts}. Nothing is in force before the commit; until then a part may be sent again, corrected.`,
    scopes: ['province'],
    params: params.extend({ part: z.string().max(20) }),
    owner,
    body: z.strictObject({ contentBase64, encoding }),
    answer: z.strictObject({ rows: z.int(), ...fileRead }),
    refusals: [...fileRefusals, 'import.bad-part', 'import.part-too-large', 'import.committed'],
    changes: ({ params: { importId } }) => [recordOf(importId)],
    handle: async ({ params: { importId, part: numbered }, body }) => {
      const part = partOf(numbered)
      if (part.status === 'refused') return part
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const taken = await stagePart({ importId, part: part.value, bytes, encoding: body.encoding }, effects)
      return taken.status === 'refused' ? taken : accept(shown(taken.value))
    },
  })

const commitParts = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofImport}/commit`,
    summary: `Has a run bring all parts of an import, up to ${mostParts * mostRowsAtOnce} rows, into force at once. With \`refuse\`, one bad row in any part leaves everything as it was. How far the run is tells \`/runs/{runId}\`; what it came to, the import.`,
    scopes: ['province'],
    params,
    owner,
    body: z.strictObject({ fileName, parts: z.int().min(1).max(mostParts), onBadRows }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['import.part-missing', 'import.other-payload', 'run.other-parameters'],
    changes: ({ params: { importId } }) => [recordOf(importId)],
    handle: async ({ params: { importId }, body }) => {
      const started = await startCommit({ ...body, importId }, effects)
      return started.status === 'refused' ? started : accept({ runId: started.value })
    },
  })

const sendFile = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/catalogue-imports/files',
    summary:
      'Has a run import a catalogue from one file, a workbook (.xlsx) or text, of up to 450,000 rows; what it came to tells the import. Larger files, and those of systems, are put into the bucket under imports/catalogue/340000/.',
    scopes: ['province'],
    owner,
    body: z.strictObject({
      fileName,
      contentBase64,
      encoding,
      sheet,
      onBadRows,
      preview: z.boolean().default(false).meta({ description: 'true: says what would happen' }),
    }),
    status: 202,
    answer: z.strictObject({ importId: id, runId: id }),
    refusals: [],
    changes: (_, { importId }) => [recordOf(importId)],
    handle: async ({ body: { fileName, contentBase64: content, ...terms }, commandId, by }) => {
      const bytes = Buffer.from(content, 'base64')
      return accept(await startFile({ commandId, fileName, bytes, terms, by }, effects))
    },
  })

/** The file type that a spreadsheet opens by itself. */
const csvType = 'text/csv; charset=utf-8'

const sendBadRows = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${ofImport}/runs/{runId}/bad-rows`,
    summary:
      'A part of the bad rows of a catalogue that came as a file, as CSV (UTF-8 with a byte-order mark), to mend and send again: each as it was written, with its line and its faults in Chinese. Without `part` it says how many parts there are.',
    scopes: ['province', 'auditor'],
    params: params.extend({ runId: id }),
    query: z.strictObject({ part: z.string().max(4).optional() }),
    owner,
    answer: z.strictObject({ parts: z.int() }),
    downloads: [csvType],
    refusals: ['import.unknown', 'import.bad-part'],
    handle: async ({ params: { importId, runId }, query: { part } }) => {
      const outcome = (await effects.imports.outcomes(importId)).find((each) => each.runId === runId)
      if (!outcome) return refuse('import.unknown', { field: 'importId' })
      const { badRowParts: most = 0 } = outcome
      if (part === undefined) return accept({ parts: most })
      const number = Number(part)
      const isThere = Number.isInteger(number) && number >= 1 && number <= most
      const bytes = isThere ? await readBadRows(runId, number, effects) : undefined
      return bytes
        ? accept(new Download(`bad-rows-${importId}-${part}.csv`, csvType, bytes))
        : refuse('import.bad-part', { field: 'part', figures: { most } })
    },
  })

const importAnswer = z.strictObject({
  importId: id,
  status: z.enum(['open', 'committed']),
  parts: z.array(z.strictObject({ part: z.int(), rows: z.int(), bad: z.int() })),
  imported: z.int(),
  runs: z.array(
    z.strictObject({
      runId: id,
      outcome: z.enum(['imported', 'previewed', 'refused', 'overtaken', 'unreadable']),
      rows: z.int(),
      imported: z.int(),
      bad: z.int(),
      firstBad: z.array(badCellAnswer.extend({ part: z.int() })),
      badRowParts: z.int().optional(),
      by: z.strictObject({ subject: z.string(), at: z.iso.datetime() }).optional(),
      object: objectAnswer.optional(),
      fault: z.strictObject({ code: z.string(), reason: z.string(), reasonZh: z.string() }).optional(),
    }),
  ),
})

const readImport = ({ imports, referenceMeter }: OwnEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: ofImport,
    summary:
      'How far an import in parts is: the parts that came, whether it is in force, and what each run came to that was to commit it.',
    scopes: ['province', 'auditor'],
    params,
    owner,
    answer: importAnswer,
    refusals: ['import.unknown'],
    handle: async ({ params: { importId } }) => {
      const [record, parts, runs] = await Promise.all([
        imports.find(importId),
        imports.parts(importId),
        imports.outcomes(importId),
      ])
      referenceMeter('read-catalogue-import', 1)
      if (!record && parts.length + runs.length === 0) return refuse('import.unknown', { field: 'importId' })
      return accept({
        importId,
        status: record ? ('committed' as const) : ('open' as const),
        parts: parts.map(({ part, rows, bad }) => ({ part, rows, bad })),
        imported: record?.imported ?? 0,
        runs: runs.map((run) => ({ ...run, firstBad: run.firstBad.map(inBothLanguages) })),
      })
    },
  })

/** Imports of the province's catalogue: small ones at once, large ones in parts. */
export const catalogueImportRoutes = (effects: OwnEffects): Operation[] => [
  importFile(effects),
  takePart(effects),
  commitParts(effects),
  sendFile(effects),
  sendBadRows(effects),
  readImport(effects),
  receivedFilesOperation(service.name, {
    ...{ kind: 'catalogue', scopes: ['province'] },
    store: () => effects.runs().store,
  }),
]
