import { badRowsOf } from '#shared/edge/files/bad-cell.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fingerprint, stableId } from '#shared/kernel/hash.ts'
import { refuse } from '../refusals.ts'
import type { BadRow } from './catalogue-file.ts'
import { mostRowsAtOnce, readCatalogueFile } from './catalogue-file.ts'
import type { CatalogueEffects } from './effects.ts'
import { mostPartBytes, packRows } from './import-store.ts'
import { proposeImport } from './propose-import.ts'
import { listedEntry } from './rules/catalogue-line.ts'
import type { Hand } from './rules/judge-import.ts'

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
  /** Who has it imported. */
  readonly made: Hand
}

export type ImportSummary = {
  /** Absent where nothing can be taken. */
  readonly importId?: string
  readonly rows: number
  readonly imported: number
  readonly bad: readonly BadRow[]
  readonly encoding: Encoding
  readonly firstNames: readonly string[]
}

/**
 * Takes dated catalogue entries from one file of few rows, to wait for another person's approval; more of them come in
 * parts. In force, an entry with the same code and first day takes the place of the one there is. The same command again
 * is answered alike and writes nothing.
 * @throws TongchouError as `readTextTable` does
 */
export const importCatalogue = async (
  { commandId, fileName, bytes, onBadRows, encoding: named, made }: ImportCatalogue,
  { catalogue, imports, referenceMeter }: Pick<CatalogueEffects, 'catalogue' | 'imports' | 'referenceMeter'>,
): Promise<Decision<ImportSummary>> => {
  const { entries, bad, rows, encoding, firstNames } = readCatalogueFile(bytes, named)
  const listed = entries.map((entry) => ({ ...listedEntry(entry), line: entry.line }))
  const packed = packRows({ entries: listed, bad })
  if (rows > mostRowsAtOnce || packed.byteLength > mostPartBytes)
    return refuse('import.part-too-large', { figures: { rows, most: mostRowsAtOnce } })
  const taken = bad.length > 0 && onBadRows === 'refuse' ? [] : listed
  const answer = { rows, imported: taken.length, bad, encoding, firstNames }
  if (taken.length === 0) return accept(answer)
  const importId = stableId('I', commandId)
  const content = Buffer.from(bytes).toString('base64')
  const record = {
    ...{ importId, fileName, rows, imported: taken.length },
    fingerprint: fingerprint({ content, onBadRows }),
  }
  return retryConflicts(async () => {
    const waits = accept({ importId, ...answer })
    if (await imports.find(importId)) return waits
    const part = { part: 1, rows, bad: badRowsOf(bad), packed, by: made.by }
    if (!(await imports.stage(importId, part))) return undefined
    const parts = await imports.parts(importId)
    const proposal = await proposeImport({ record, entries: taken, parts, made }, { catalogue })
    referenceMeter('import-catalogue', 1)
    return (await imports.write([proposal])) ? waits : undefined
  })
}
