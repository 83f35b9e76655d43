import type { Hints } from '#shared/edge/files/any-table.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { Headings } from '#shared/edge/files/headings.ts'
import { refuseUnread, termsSaid } from '#shared/edge/files/sent-file.ts'
import type { Row } from '#shared/edge/files/table.ts'
import type { FileKind, FileReader } from '#shared/edge/imports/file-kind.ts'
import type { FileSecrets } from '#shared/edge/imports/file-secrets.ts'
import type { FileScan, FileSource } from '#shared/edge/imports/file-source.ts'
import { openObject, rowsOfFile, scanFile } from '#shared/edge/imports/file-source.ts'
import { sendersOf } from '#shared/edge/imports/import-owner.ts'
import { bytesOfParts } from '#shared/edge/imports/import-parts.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import { columnsOf, readingOf, rowAs } from '#shared/edge/imports/sender-map.ts'
import type { ImportOrder, ObjectOrder, Progress } from '#shared/edge/imports/start-import.ts'
import { firstKind } from '#shared/edge/imports/start-import.ts'
import type { Runs, RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'

/** Rows of one file: as many as a workbook's sheet has, and some more. */
const mostRows = 1_100_000
/** Rows judged together, in as few reads as they allow. */
const rowsAtOnce = 500
/** Rows that stand together, and are taken or left together. */
const mostOfGroup = 50_000

export type ImportEffects = {
  readonly store: Store
  readonly runs: () => Runs
  readonly secrets: FileSecrets
  readonly files: Pick<Bucket, 'piece'>
  /** Milliseconds that pass while a call works; those of the function's own clock when absent. */
  readonly clock?: () => number
}

export type Order = (ImportOrder | ObjectOrder) & { readonly progress?: Progress }
type Terms = Hints & { readonly onBadRows: 'refuse' | 'skip'; readonly preview: boolean }

/** A file with the terms it is imported on, and who reads its rows. */
export type Opened = {
  readonly source: FileSource
  readonly scan: FileScan
  readonly terms: Terms
  readonly reading: Reading
  readonly kind: FileKind
  readonly reader: FileReader
}

/** @throws TongchouError what is wrong with an object before its rows are read */
const openSource = async (order: Order, { kind, scopes }: FileKind, effects: ImportEffects) => {
  const { store, secrets, files } = effects
  if (!('object' in order)) {
    const pieces = () => bytesOfParts(order, order.digests, { store, secrets })
    return { source: { pieces }, terms: order, reading: order.reading ?? {} }
  }
  refuseUnread(order)
  const object = await openObject(order.object, files)
  if (object === undefined) throw new TongchouError('import.overtaken', 'the object is gone', {})
  const said = termsSaid(object.said)
  // Nobody is named who put it there: a sender's name may be in a map of anyone who sends the kind.
  const of = { division: order.division, kind, by: sendersOf({ scopes }) }
  const reading = order.progress?.reading ?? (await readingOf(of, said, store))
  if (!reading)
    throw new TongchouError('file.sender-unknown', 'no such sender', { sender: said.sender ?? '' })
  return { source: object, terms: said, reading }
}

export const openFile = async (
  { runId }: RunUnit,
  order: Order,
  kinds: readonly FileKind[],
  effects: ImportEffects,
): Promise<Opened> => {
  const named = order.kind ?? firstKind
  const kind = kinds.find((each) => each.kind === named)
  must(kind !== undefined, 'import.unknown-kind', 'no such kind of file', { kind: named })
  const { source, terms, reading } = await openSource(order, kind, effects)
  const scan = order.progress?.scan ?? (await scanFile(source, terms))
  const { division, importId, caller, by, today } = order
  // Nobody is named by whom a file came where it was put into the bucket: another person's word on it counts for none.
  const digest = 'object' in order ? {} : { digest: scan.digest }
  const reader = await kind.open({ division, importId, runId, caller, by, today, ...digest })
  return { source, scan, terms, reading, kind, reader }
}

/** The rows of a file in batches as they are read: rows that belong together are in one. */
export async function* batchesOf(
  { source, scan, terms, reading, kind }: Opened,
  found: (headings: Headings) => void,
): AsyncGenerator<Row[]> {
  const columns = columnsOf(kind.columns, reading)
  const { groupOf } = kind
  let batch: Row[] = []
  let group: string | undefined
  let inGroup = 0
  let count = 0
  for await (const piece of rowsOfFile(source, scan, { columns, hints: terms, found }))
    for (const written of piece) {
      const row = rowAs(written, reading)
      count += 1
      if (count > mostRows)
        throw new TongchouError('file.too-long', 'too many rows', { rows: count, most: mostRows })
      const own = groupOf?.(row)
      const isCut = batch.length >= rowsAtOnce && (own === undefined || own !== group)
      if (isCut) {
        yield batch
        batch = []
      }
      inGroup = own === group ? inGroup + 1 : 1
      if (own !== undefined && inGroup > mostOfGroup)
        throw new TongchouError('file.too-long', 'too many rows belong together', {
          rows: inGroup,
          most: mostOfGroup,
        })
      group = own
      batch.push(row)
    }
  if (batch.length > 0) yield batch
}
