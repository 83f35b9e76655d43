import { badRowsOf } from '#shared/edge/files/bad-cell.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { mostRowsAtOnce, readCatalogueFile } from './catalogue-file.ts'
import type { CatalogueEffects } from './effects.ts'
import type { PartRows } from './import-store.ts'
import { mostPartBytes, packRows } from './import-store.ts'
import { listedEntry } from './rules/catalogue-line.ts'

/** A part as it was sent; `encoding` where the file does not tell. */
export type SentFile = {
  readonly importId: string
  readonly part: number
  readonly bytes: Uint8Array
  readonly encoding?: Encoding | undefined
  /** Who sends it. */
  readonly by: string
}

export type PartReceipt = Pick<CatalogueFile, 'rows' | 'bad' | 'encoding' | 'firstNames'>

/**
 * Takes a part of an import: a file with a header of its own. It waits for the others, and may be sent again, corrected,
 * until the import is committed; nothing is in force before. Afterwards only the same again is taken, and changes nothing.
 * @throws TongchouError as `readTextTable` does
 */
export const stagePart = async (
  { importId, part, bytes, encoding: named, by }: SentFile,
  { imports, referenceMeter }: Pick<CatalogueEffects, 'imports' | 'referenceMeter'>,
): Promise<Decision<PartReceipt>> => {
  const { entries, ...taken } = readCatalogueFile(bytes, named)
  const { bad } = taken
  const rows: PartRows = {
    entries: entries.map((entry) => ({ ...listedEntry(entry), line: entry.line })),
    bad,
  }
  const packed = packRows(rows)
  if (taken.rows > mostRowsAtOnce || packed.byteLength > mostPartBytes)
    return refuse('import.part-too-large', { figures: { rows: taken.rows, most: mostRowsAtOnce } })
  const sent = { part, rows: taken.rows, bad: badRowsOf(bad), packed, by }
  return retryConflicts(async () => {
    if (await imports.find(importId))
      return (await imports.holds(importId, sent))
        ? accept(taken)
        : refuse('import.committed', { field: 'importId' })
    const staged = await imports.stage(importId, sent)
    referenceMeter('stage-catalogue-part', 1)
    return staged ? accept(taken) : undefined
  })
}
