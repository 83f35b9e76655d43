import { decodeText, readCsv } from '#shared/edge/csv.ts'
import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { fingerprint, stableId } from '#shared/edge/stable-id.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import type { BadRow } from './catalogue-file.ts'
import { catalogueColumns, readCatalogueFile } from './catalogue-file.ts'

/** A catalogue file as it was sent; `refuse` takes all rows or none, `skip` all that can be taken. */
export type ImportCatalogue = {
  readonly key: string
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly onBadRows: 'refuse' | 'skip'
}

export type CatalogueImported = {
  readonly rows: number
  readonly imported: number
  readonly bad: readonly BadRow[]
}

/**
 * Imports dated catalogue entries from CSV (UTF-8 or GB18030). An entry with the same code and first day takes the
 * place of the one there is. The same file under the same id again is answered alike and writes nothing.
 * @throws TongchouError `file.encoding`, `file.malformed`, `file.column-missing`
 */
export const importCatalogue = async (
  { key, fileName, bytes, onBadRows }: ImportCatalogue,
  { catalogue, referenceMeter }: Pick<Effects, 'catalogue' | 'referenceMeter'>,
): Promise<Decision<CatalogueImported>> => {
  const text = decodeText(bytes)
  const rows = readCsv(text, catalogueColumns)
  const { entries, bad } = readCatalogueFile(rows)
  const taken = bad.length > 0 && onBadRows === 'refuse' ? [] : entries
  const answer = { rows: rows.length, imported: taken.length, bad }
  if (taken.length === 0) return accept(answer)
  const record = {
    importId: stableId('I', key),
    fileName,
    fingerprint: fingerprint({ text, onBadRows }),
    imported: taken.length,
  }
  return retryConflicts(async () => {
    const before = await catalogue.findImport(record.importId)
    if (before?.fingerprint === record.fingerprint) return accept(answer)
    if (before) return refuse('import.other-payload', 'the id was used before for another file')
    const added = await catalogue.add(taken, record)
    referenceMeter('import-catalogue', 1)
    return added ? accept(answer) : undefined
  })
}
