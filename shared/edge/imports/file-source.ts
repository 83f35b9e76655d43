import { createHash } from 'node:crypto'
import type { Hints } from '#shared/edge/files/any-table.ts'
import type { Bucket, ObjectName } from '#shared/edge/files/bucket.ts'
import { recordReader } from '#shared/edge/files/delimited.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { textReader, watchEncoding } from '#shared/edge/files/encoding.ts'
import type { Headings, TableColumns } from '#shared/edge/files/headings.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { isOldWorkbook, isWorkbook, rowMaker } from '#shared/edge/files/table.ts'
import { sheetRecords } from '#shared/edge/files/xlsx-reader.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** The bytes of a file, piece by piece, as often as it is read. */
export type FileSource = { readonly pieces: () => AsyncIterable<Uint8Array> }

/** What a file is, as one look through all of it told. */
export type FileScan = { readonly format: Encoding | 'xlsx'; readonly digest: string; readonly size: number }

/** A workbook is whole in memory while it is read; a text is not. */
const mostOfWorkbook = 32_000_000
/** So much of a text: ten million rows of no great length. */
const mostOfText = 1_000_000_000

const tooLarge = (most: number): TongchouError =>
  new TongchouError('file.too-large', 'the file is too large', { megabytes: Math.floor(most / 1e6) })

/**
 * Looks through a file once: what kind it is, in which encoding, and its digest.
 * @throws TongchouError `file.empty`, `file.old-workbook`, `file.too-large`, `file.encoding`, `file.encoding-unclear`,
 *   `file.other-kind`
 */
export const scanFile = async ({ pieces }: FileSource, { encoding, sheet }: Hints): Promise<FileScan> => {
  const hash = createHash('sha256')
  const watch = watchEncoding(encoding)
  let size = 0
  let isBook = false
  for await (const piece of pieces()) {
    if (size === 0) {
      isBook = isWorkbook(piece)
      if (isOldWorkbook(piece))
        throw new TongchouError('file.old-workbook', 'the file is a workbook of before 2007')
    }
    size += piece.byteLength
    const most = isBook ? mostOfWorkbook : mostOfText
    if (size > most) throw tooLarge(most)
    hash.update(piece)
    if (!isBook) watch.push(piece)
  }
  if (size === 0) throw new TongchouError('file.empty', 'the file is empty')
  const idle = isBook ? encoding : sheet
  if (idle !== undefined)
    throw new TongchouError('file.other-kind', 'a hint is of another kind of file', { hint: idle })
  return { format: isBook ? 'xlsx' : watch.decide(), digest: hash.digest('hex'), size }
}

async function* workbookRows(
  { pieces }: FileSource,
  { sheet }: Hints,
  maker: ReturnType<typeof rowMaker>,
): AsyncGenerator<Row[]> {
  const bytes = Buffer.concat(await Array.fromAsync(pieces()))
  let rows: Row[] = []
  for (const record of sheetRecords(bytes, sheet)) {
    rows.push(...maker.push(record))
    if (rows.length < 500) continue
    yield rows
    rows = []
  }
  yield [...rows, ...maker.end()]
}

async function* textRows(
  { pieces }: FileSource,
  encoding: Encoding,
  maker: ReturnType<typeof rowMaker>,
): AsyncGenerator<Row[]> {
  const text = textReader(encoding)
  const records = recordReader()
  for await (const piece of pieces())
    yield records.push(text.push(piece)).flatMap((record) => maker.push(record))
  yield [
    ...records.push(text.end()).flatMap((record) => maker.push(record)),
    ...records.end().flatMap((record) => maker.push(record)),
    ...maker.end(),
  ]
}

/**
 * The rows of a file, of which those of a piece are in memory at a time; `found` is told its headings before the first.
 * @throws TongchouError as `readTextTable` and `sheetRecords` do
 */
export const rowsOfFile = (
  source: FileSource,
  { format }: Pick<FileScan, 'format'>,
  {
    columns,
    hints,
    found,
  }: {
    readonly columns: TableColumns
    readonly hints: Hints
    readonly found: (headings: Headings) => void
  },
): AsyncGenerator<Row[]> => {
  const maker = rowMaker(columns, found)
  return format === 'xlsx' ? workbookRows(source, hints, maker) : textRows(source, format, maker)
}

/** So much of an object is fetched at once. */
const fetchedAtOnce = 4_000_000

const gone = (): TongchouError => new TongchouError('import.overtaken', 'the object is gone, or another', {})

/** The bytes of an object, fetched piece by piece, and what its sender says of it; undefined when it is gone. */
export const openObject = async (
  object: ObjectName,
  files: Pick<Bucket, 'piece'>,
): Promise<(FileSource & { readonly said: Readonly<Record<string, string>> }) | undefined> => {
  const first = await files.piece(object, 0, fetchedAtOnce)
  return (
    first && {
      said: first.said,
      pieces: async function* () {
        yield first.bytes
        for (let from = first.bytes.byteLength; from < first.size; from += fetchedAtOnce) {
          const read = await files.piece(object, from, fetchedAtOnce)
          if (read === undefined) throw gone()
          yield read.bytes
        }
      },
    }
  )
}
