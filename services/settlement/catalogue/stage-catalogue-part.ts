import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { BadRow } from './catalogue-file.ts'
import { mostRowsAtOnce, readCatalogueFile } from './catalogue-file.ts'
import type { CatalogueEffects } from './effects.ts'
import type { PartRows } from './import-store.ts'
import { mostPartBytes, packRows } from './import-store.ts'
import { listedEntry } from './rules/catalogue-line.ts'

export type PartReceipt = { readonly rows: number; readonly bad: readonly BadRow[] }

/**
 * Takes a part of an import: a file with a header of its own. It waits for the others, and may be sent again, corrected,
 * until the import is committed; nothing is in force before.
 * @throws TongchouError `file.encoding`, `file.malformed`, `file.column-missing`, `file.column-unknown`
 */
export const stagePart = async (
  { importId, part, bytes }: { importId: string; part: number; bytes: Uint8Array },
  { imports, referenceMeter }: Pick<CatalogueEffects, 'imports' | 'referenceMeter'>,
): Promise<Decision<PartReceipt>> => {
  const { entries, bad } = readCatalogueFile(bytes)
  const taken = { rows: entries.length + bad.length, bad }
  const rows: PartRows = {
    entries: entries.map((entry) => ({ ...listedEntry(entry), line: entry.line })),
    bad,
  }
  const packed = packRows(rows)
  if (taken.rows > mostRowsAtOnce || packed.byteLength > mostPartBytes)
    return refuse('import.part-too-large', { figures: { rows: taken.rows, most: mostRowsAtOnce } })
  return retryConflicts(async () => {
    if (await imports.find(importId)) return refuse('import.committed', { field: 'importId' })
    const staged = await imports.stage(importId, { part, rows: taken.rows, bad: bad.length, packed })
    referenceMeter('stage-catalogue-part', 1)
    return staged ? accept(taken) : undefined
  })
}
