import type { Encoding } from '#shared/edge/files/encoding.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { refuse } from '../refusals.ts'
import type { BadRow } from './catalogue-file.ts'
import { mostRowsAtOnce, readCatalogueFile } from './catalogue-file.ts'
import type { CatalogueEffects } from './effects.ts'
import { remember } from './import-store.ts'
import { listedEntry } from './rules/catalogue-line.ts'

/** What becomes of an import with rows that cannot be taken: nothing is imported, or all the others. */
export type BadRowHandling = 'refuse' | 'skip'

/** A catalogue file as it was sent. */
export type ImportCatalogue = {
  readonly commandId: string
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly onBadRows: BadRowHandling
  /** Where the file does not tell. */
  readonly encoding?: Encoding | undefined
}

export type ImportSummary = {
  readonly rows: number
  readonly imported: number
  readonly bad: readonly BadRow[]
  readonly encoding: Encoding
  readonly firstNames: readonly string[]
}

/**
 * Imports dated catalogue entries from one file of few rows; more of them come in parts, and are committed by a run. An
 * entry with the same code and first day takes the place of the one there is. The same command again is answered alike and
 * writes nothing.
 * @throws TongchouError as `readTextTable` does
 */
export const importCatalogue = async (
  { commandId, fileName, bytes, onBadRows, encoding: named }: ImportCatalogue,
  { catalogue, imports, referenceMeter }: Pick<CatalogueEffects, 'catalogue' | 'imports' | 'referenceMeter'>,
): Promise<Decision<ImportSummary>> => {
  const { entries, bad, rows, encoding, firstNames } = readCatalogueFile(bytes, named)
  if (rows > mostRowsAtOnce)
    return refuse('import.part-too-large', { figures: { rows, most: mostRowsAtOnce } })
  const taken = bad.length > 0 && onBadRows === 'refuse' ? [] : entries
  const answer = { rows, imported: taken.length, bad, encoding, firstNames }
  if (taken.length === 0) return accept(answer)
  const record = {
    importId: stableId('I', commandId),
    fileName,
    fingerprint: fingerprint({ content: Buffer.from(bytes).toString('base64'), onBadRows }),
    rows,
    imported: taken.length,
  }
  return retryConflicts(async () => {
    if (await imports.find(record.importId)) return accept(answer)
    const added = await catalogue.add(taken.map(listedEntry), [remember(record)])
    referenceMeter('import-catalogue', 1)
    return added ? accept(answer) : undefined
  })
}
