import { sameContent } from '#shared/kernel/canonical.ts'
import { must } from '#shared/kernel/errors.ts'
import type { BadRow } from './catalogue-file.ts'
import { duplicateRow } from './catalogue-file.ts'
import type { CatalogueImports, ImportPart, PartBadRow, PartRows } from './import-store.ts'
import { identityIn } from './rules/catalogue-line.ts'

/** Rows that an earlier release kept have their reason in English only. */
export const inBothLanguages = <Bad extends BadRow>(row: Bad): Bad => ({
  ...row,
  reasonZh: (row as Partial<BadRow>).reasonZh ?? row.reason,
})

/** All rows of all parts; of a code and first day said in two parts the first is taken. */
export const gatherParts = (parts: readonly ImportPart[], rowsOfParts: readonly PartRows[]) => {
  const seen = new Set<string>()
  const entries: PartRows['entries'][number][] = []
  const bad: PartBadRow[] = []
  for (const [index, { part }] of parts.entries()) {
    const rows = rowsOfParts[index]
    bad.push(...(rows?.bad ?? []).map((row) => ({ ...inBothLanguages(row), part })))
    for (const entry of rows?.entries ?? []) {
      const identity = identityIn(entry.terms)
      if (seen.has(identity)) bad.push({ ...duplicateRow(entry.line, identity), part })
      else entries.push(entry)
      seen.add(identity)
    }
  }
  return { entries, bad }
}

/** The rows of an import that can be taken; its parts are those it was made ready with. */
export const takenRows = async (
  { importId, digests }: { readonly importId: string; readonly digests: readonly string[] },
  imports: CatalogueImports,
): Promise<PartRows['entries']> => {
  const parts = await imports.parts(importId)
  must(
    sameContent(
      parts.map(({ digest }) => digest),
      digests,
    ),
    'catalogue.parts-changed',
    'the parts of an import are others than when it was made ready',
  )
  return gatherParts(parts, await imports.rowsOf(importId, parts)).entries
}
