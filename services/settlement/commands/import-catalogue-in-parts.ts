import { retryConflicts } from '#shared/edge/retry-conflicts.ts'
import { fingerprint } from '#shared/edge/stable-id.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CatalogueImport, ImportPart, PartRows } from '../adapters/catalogue-imports.ts'
import { mostPartBytes, packRows, remember, requirePart } from '../adapters/catalogue-imports.ts'
import { identityIn, listedEntry } from '../domain/catalogue-line.ts'
import { refuse } from '../domain/refusals.ts'
import type { Effects } from '../effects.ts'
import type { BadRow } from './catalogue-file.ts'
import { readCatalogueFile, saidTwice } from './catalogue-file.ts'
import type { OnBadRows } from './import-catalogue.ts'
import { otherPayload } from './import-catalogue.ts'

type Needed = Pick<Effects, 'catalogue' | 'imports' | 'referenceMeter'>

/** A transaction holds a hundred writes: a condition on each part, the head of the catalogue and the import's record. */
export const mostParts = 90
/** So many rows of usual length, packed, are well below the size of an item. */
export const mostRowsInPart = 5_000

export type PartTaken = { readonly rows: number; readonly bad: readonly BadRow[] }

/**
 * Takes a part of an import: a file with a header of its own. It waits for the others, and may be sent again, corrected,
 * until the import is committed; nothing is in force before.
 * @throws TongchouError `file.encoding`, `file.malformed`, `file.column-missing`, `file.column-unknown`
 */
export const stagePart = async (
  { importId, part, bytes }: { importId: string; part: number; bytes: Uint8Array },
  { imports, referenceMeter }: Needed,
): Promise<Decision<PartTaken>> => {
  const { entries, bad } = readCatalogueFile(bytes)
  const taken = { rows: entries.length + bad.length, bad }
  const rows: PartRows = {
    entries: entries.map((entry) => ({ ...listedEntry(entry), line: entry.line })),
    bad,
  }
  const packed = packRows(rows)
  if (taken.rows > mostRowsInPart || packed.byteLength > mostPartBytes)
    return refuse('import.part-too-large', { figures: { rows: taken.rows, most: mostRowsInPart } })
  return retryConflicts(async () => {
    if (await imports.find(importId)) return refuse('import.committed', { field: 'importId' })
    const staged = await imports.stage(importId, { part, rows: taken.rows, bad: bad.length, packed })
    referenceMeter('stage-catalogue-part', 1)
    return staged ? accept(taken) : undefined
  })
}

export type CommitImport = {
  readonly importId: string
  readonly fileName: string
  /** How many parts the sender sent, numbered from 1. */
  readonly parts: number
  readonly onBadRows: OnBadRows
}

export type ImportCommitted = {
  readonly rows: number
  readonly imported: number
  readonly bad: readonly (BadRow & { readonly part: number })[]
}

/**
 * Brings all parts of an import into force at once: the version of the catalogue moves by one, whatever their number.
 * With `refuse`, one bad row anywhere leaves everything as it was, and the parts open. The same again is answered alike.
 */
export const commitImport = async (
  { importId, fileName, parts: sent, onBadRows }: CommitImport,
  { catalogue, imports, referenceMeter }: Needed,
): Promise<Decision<ImportCommitted>> =>
  retryConflicts(async () => {
    const parts = await imports.parts(importId)
    const missing = missingPart(parts, sent)
    if (missing !== undefined) return refuse('import.part-missing', { figures: { part: missing } })
    const { entries, bad } = gather(parts, await imports.rowsOf(importId, parts))
    const rows = parts.reduce((sum, part) => sum + part.rows, 0)
    const taken = bad.length > 0 && onBadRows === 'refuse' ? [] : entries
    const answer = { rows, imported: taken.length, bad }
    const record: CatalogueImport = {
      importId,
      fileName,
      fingerprint: fingerprint({ digests: parts.map(({ digest }) => digest), onBadRows }),
      rows,
      imported: taken.length,
    }
    const before = await imports.find(importId)
    if (before) return before.fingerprint === record.fingerprint ? accept(answer) : otherPayload
    if (taken.length === 0) return accept(answer)
    const unchanged = parts.map((part) => requirePart(importId, part))
    const added = await catalogue.add(taken, [remember(record), ...unchanged])
    referenceMeter('import-catalogue', 1)
    return added ? accept(answer) : undefined
  })

/** The first number that is missing, or too much. */
const missingPart = (parts: readonly ImportPart[], sent: number): number | undefined => {
  const numbers = new Set(parts.map(({ part }) => part))
  for (let part = 1; part <= sent; part += 1) if (!numbers.has(part)) return part
  return numbers.size === sent ? undefined : sent + 1
}

/** All rows of all parts; of a code and first day said in two parts the first is taken. */
const gather = (parts: readonly ImportPart[], rowsOfParts: readonly PartRows[]) => {
  const seen = new Set<string>()
  const entries: PartRows['entries'][number][] = []
  const bad: (BadRow & { part: number })[] = []
  for (const [index, { part }] of parts.entries()) {
    const rows = rowsOfParts[index]
    bad.push(...(rows?.bad ?? []).map((row) => ({ ...row, part })))
    for (const entry of rows?.entries ?? []) {
      const identity = identityIn(entry.terms)
      if (seen.has(identity)) bad.push({ ...saidTwice(entry.line, identity), part })
      else entries.push(entry)
      seen.add(identity)
    }
  }
  return { entries, bad }
}
