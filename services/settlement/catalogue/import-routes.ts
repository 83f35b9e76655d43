import * as z from 'zod'
import { id, sheet } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { encodings } from '#shared/edge/files/encoding.ts'
import { receivedFilesOperation } from '#shared/edge/files/received-files.ts'
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
import { importCatalogue } from './import-catalogue.ts'
import { judgementRoutes } from './judge-routes.ts'
import { handOf } from './propose-import.ts'
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
    summary: `Takes dated catalogue entries from one CSV file of at most ${mostRowsAtOnce} rows, to be approved by another person; larger ones come in parts. With \`refuse\`, one bad row refuses the whole file.`,
    scopes: ['province'],
    owner,
    body: z.strictObject({ fileName, contentBase64, encoding, onBadRows }),
    answer: z.strictObject({
      importId: id
        .optional()
        .meta({ description: 'what waits for approval; absent where nothing was taken' }),
      ...{ rows: z.int(), imported: z.int() },
      ...fileRead,
    }),
    refusals: [...fileRefusals, 'import.part-too-large'],
    changes: (_, { importId }) => (importId === undefined ? [] : [recordOf(importId)]),
    handle: async ({ body, commandId, by }) => {
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const made = handOf(by)
      const imported = await importCatalogue({ commandId, bytes, ...body, made }, effects)
      if (imported.status === 'refused') return imported
      return accept(shown(imported.value))
    },
  })

const takePart = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'PUT',
    path: `${ofImport}/parts/{part}`,
    summary: `Takes a part of a large import, a CSV file with its own header, at most ${mostRowsAtOnce} rows; parts are numbered from 1 to at most ${mostParts}. Until the commit a part may be sent again, corrected.`,
    scopes: ['province'],
    params: params.extend({ part: z.string().max(20) }),
    owner,
    body: z.strictObject({ contentBase64, encoding }),
    answer: z.strictObject({ rows: z.int(), ...fileRead }),
    refusals: [...fileRefusals, 'import.bad-part', 'import.part-too-large', 'import.committed'],
    changes: ({ params: { importId } }) => [recordOf(importId)],
    handle: async ({ params: { importId, part: numbered }, body, by }) => {
      const part = partOf(numbered)
      if (part.status === 'refused') return part
      const bytes = Buffer.from(body.contentBase64, 'base64')
      const sent = { importId, part: part.value, bytes, encoding: body.encoding, by: by.subject }
      const taken = await stagePart(sent, effects)
      return taken.status === 'refused' ? taken : accept(shown(taken.value))
    },
  })

const commitParts = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofImport}/commit`,
    summary: `Has a run make all parts of an import, up to ${mostParts * mostRowsAtOnce} rows, ready for another person to approve. With \`refuse\`, one bad row in any part leaves everything as it was. How far the run is tells \`/runs/{runId}\`; what it came to, the import.`,
    scopes: ['province'],
    params,
    owner,
    body: z.strictObject({ fileName, parts: z.int().min(1).max(mostParts), onBadRows }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['import.part-missing', 'import.other-payload', 'run.other-parameters'],
    changes: ({ params: { importId } }) => [recordOf(importId)],
    handle: async ({ params: { importId }, body, by }) => {
      const started = await startCommit({ ...body, importId, made: handOf(by) }, effects)
      return started.status === 'refused' ? started : accept({ runId: started.value })
    },
  })

const sendFile = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/catalogue-imports/files',
    summary:
      'Has a run take a catalogue from one file, a workbook (.xlsx) or text, of up to 450,000 rows, to be approved by another person; what it came to tells the import. Larger files, and those of systems, are put into the bucket under imports/catalogue/340000/.',
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
      'A part of the bad rows of a catalogue that came as a file, as CSV (UTF-8 with a byte-order mark), to mend and send again: each as it was written, with its line and its faults in Chinese and English. Without `part` it says how many parts there are.',
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

/** Imports of the province's catalogue: they wait for another person, small ones at once, large ones in parts. */
export const catalogueImportRoutes = (effects: OwnEffects): Operation[] => [
  importFile(effects),
  takePart(effects),
  commitParts(effects),
  sendFile(effects),
  sendBadRows(effects),
  ...judgementRoutes(effects),
  receivedFilesOperation(service.name, {
    ...{ kind: 'catalogue', scopes: ['province'] },
    store: () => effects.runs().store,
  }),
]
