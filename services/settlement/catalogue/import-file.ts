import { readAnyTable } from '#shared/edge/files/any-table.ts'
import { badRowsOf, fileFault } from '#shared/edge/files/bad-cell.ts'
import type { BadRowsPart } from '#shared/edge/files/bad-rows.ts'
import { badRowsFile } from '#shared/edge/files/bad-rows.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { readWhole } from '#shared/edge/files/bucket.ts'
import { refuseUnread, termsSaid } from '#shared/edge/files/sent-file.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { table } from '../refusals.ts'
import { keepBadRows } from './bad-rows.ts'
import { catalogueReader, mostRowsAtOnce, tableColumns } from './catalogue-file.ts'
import { commitUnit, mostParts } from './commit-catalogue.ts'
import type { CatalogueEffects } from './effects.ts'
import type { CommitOutcome, ImportPart, PartRows } from './import-store.ts'
import { mostPartBytes, packRows, rememberOutcome } from './import-store.ts'
import { handOf } from './propose-import.ts'
import { listedEntry } from './rules/catalogue-line.ts'
import type { FileOrder, FileTerms } from './start-file.ts'

type Needs = Pick<CatalogueEffects, 'catalogue' | 'imports' | 'runs' | 'referenceMeter'> & {
  readonly files: Bucket
}

/** A workbook of a whole national catalogue is a tenth of it. */
const mostBytes = 32_000_000
const mostBadTold = 100

type Opened = { readonly bytes: Uint8Array; readonly terms: FileTerms }

/** @throws TongchouError what is wrong with the object before its rows are read */
const open = async (order: FileOrder, files: Bucket): Promise<Opened | undefined> => {
  refuseUnread(order)
  if (order.division !== provinceCode)
    throw new TongchouError('file.not-of-province', 'the catalogue is the province’s')
  const read = await readWhole(files, order.object, mostBytes)
  if (read === undefined) return undefined
  return { bytes: read.bytes, terms: order.terms ?? termsSaid(read.said) }
}

/** Rows in pieces as they are read, so that a large file is never whole in memory. */
function* piecesOf(rows: Iterable<Row>): Generator<Row[]> {
  let piece: Row[] = []
  for (const row of rows) {
    if (piece.push(row) < mostRowsAtOnce) continue
    yield piece
    piece = []
  }
  if (piece.length > 0) yield piece
}

type Packed = Omit<ImportPart, 'digest' | 'part'> & {
  readonly packed: Uint8Array
  readonly content: PartRows
}

/** Rows as parts that an item each can hold: what does not fit is cut in two. */
const packedAs = (rows: number, content: PartRows): Packed[] => {
  const packed = packRows(content)
  if (packed.byteLength <= mostPartBytes) return [{ rows, bad: badRowsOf(content.bad), packed, content }]
  const { entries, bad } = content
  must(entries.length + bad.length > 1, 'catalogue.row-too-large', 'one row does not fit into an item')
  const halves = <Each>(list: readonly Each[]) => [...inPieces(list, Math.max(1, Math.ceil(list.length / 2)))]
  const [firstEntries = [], lastEntries = []] = halves(entries)
  const [firstBad = [], lastBad = []] = halves(bad)
  const last = { entries: lastEntries, bad: lastBad }
  const ofLast = lastEntries.length + badRowsOf(lastBad)
  return [...packedAs(rows - ofLast, { entries: firstEntries, bad: firstBad }), ...packedAs(ofLast, last)]
}

/** Stages the rows of a file as parts of its import, the same each time; gives how many rows it has. */
const stageFile = async (
  { importId, by }: FileOrder,
  { bytes, terms }: Opened,
  { imports }: Needs,
): Promise<{ readonly parts: readonly Packed[]; readonly toMend: readonly BadRowsPart[] }> => {
  const toMend = badRowsFile()
  const { rows } = readAnyTable(bytes, tableColumns, terms, toMend.found)
  const read = catalogueReader()
  const parts: Packed[] = []
  for (const piece of piecesOf(rows)) {
    const { entries, bad } = read(piece)
    toMend.add(piece, bad)
    const listed = entries.map((entry) => ({ ...listedEntry(entry), line: entry.line }))
    parts.push(...packedAs(piece.length, { entries: listed, bad }))
    if (parts.length > mostParts)
      throw new TongchouError('file.too-long', 'too many rows', { most: mostParts * mostRowsAtOnce })
  }
  if (terms.preview) return { parts, toMend: toMend.parts() }
  for (const [index, { content: _, ...part }] of parts.entries())
    must(
      await imports.stage(importId, { ...part, part: index + 1, by: by.subject }),
      'catalogue.staged-twice',
      'another call stages the same file',
    )
  return { parts, toMend: toMend.parts() }
}

const nothing = { rows: 0, imported: 0, bad: 0, firstBad: [] } as const

const figuresOf = (parts: readonly Packed[]) => ({
  rows: parts.reduce((sum, { rows }) => sum + rows, 0),
  bad: parts.reduce((sum, { bad }) => sum + bad, 0),
  firstBad: parts
    .flatMap(({ content }, index) => content.bad.map((bad) => ({ ...bad, part: index + 1 })))
    .slice(0, mostBadTold),
  imported: 0,
})

/**
 * Imports a catalogue from a file of the bucket, text or a workbook: its rows become the parts of an import, which waits
 * for another person as parts that were sent do. Cut off anywhere or done twice it comes to the same. A file that
 * cannot be read, or was only to be looked at, leaves its outcome and nothing else.
 */
export const importFile = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store } = effects.runs()
  if (await isUnitDone(store, unit)) return
  const order = inputOf<FileOrder>(unit)
  const { importId, fileName, by, object } = order
  const sent = { by: { subject: by.subject, at: by.at }, object }
  const end = (outcome: Omit<CommitOutcome, 'runId' | 'by' | 'object'>) =>
    store.write([
      rememberOutcome(importId, { runId: unit.runId, ...sent, ...outcome }),
      ...completeUnit(unit, { outcome: outcome.outcome }),
    ])
  try {
    const file = await open(order, effects.files)
    if (file === undefined) return void (await end({ outcome: 'overtaken', ...nothing }))
    const { parts, toMend } = await stageFile(order, file, effects)
    const badRowParts = await keepBadRows(unit.runId, toMend, effects)
    if (file.terms.preview)
      return void (await end({ outcome: 'previewed', ...figuresOf(parts), badRowParts }))
    const staged = await effects.imports.parts(importId)
    const digests = staged.map(({ digest }) => digest)
    const { onBadRows } = file.terms
    const made = handOf(by)
    await commitUnit({ ...unit, input: { importId, fileName, onBadRows, digests, made } }, effects, {
      ...sent,
      badRowParts,
    })
  } catch (error) {
    await end({ outcome: 'unreadable', ...nothing, fault: fileFault(error, table) })
  }
}
