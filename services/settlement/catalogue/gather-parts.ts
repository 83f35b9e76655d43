import type { BadRow } from './catalogue-file.ts'
import { duplicateRow } from './catalogue-file.ts'
import type { ImportPart, PartBadRow, PartRows } from './import-store.ts'
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
