import * as z from 'zod'
import type { ListedEntry } from './catalogue-line.ts'
import { identityIn, readTerms } from './catalogue-line.ts'

const count = z.int().min(0)
const sample = z.strictObject({ entry: z.string(), before: z.string().optional() })
const mostSamples = 20

/** What an import would change in a version of the catalogue: how many entries, and the first of each kind as kept. */
export const catalogueChanges = z.strictObject({
  catalogueVersion: count,
  added: count,
  changed: count,
  /** Entries that are there, and would end or end earlier. */
  ended: count,
  unchanged: count,
  samples: z.strictObject({
    added: z.array(sample).max(mostSamples),
    changed: z.array(sample).max(mostSamples),
    ended: z.array(sample).max(mostSamples),
  }),
})
export type CatalogueChanges = z.output<typeof catalogueChanges>

const textOf = ({ terms, name }: ListedEntry): string => `${terms}\t${name}`

const kindOf = (entry: ListedEntry, before: ListedEntry | undefined) => {
  if (!before) return 'added'
  if (textOf(entry) === textOf(before)) return 'unchanged'
  const [to, was] = [readTerms(entry.terms).to, readTerms(before.terms).to]
  return to !== null && (was === null || to < was) ? 'ended' : 'changed'
}

/** Compares an import with the entries that stand at its codes; an entry is told from others by code and first day. */
export const changesOf = (
  catalogueVersion: number,
  present: readonly ListedEntry[],
  imported: readonly ListedEntry[],
): CatalogueChanges => {
  const standing = new Map(present.map((entry) => [identityIn(entry.terms), entry]))
  const counts = { added: 0, changed: 0, ended: 0, unchanged: 0 }
  const samples: CatalogueChanges['samples'] = { added: [], changed: [], ended: [] }
  for (const entry of imported) {
    const before = standing.get(identityIn(entry.terms))
    const kind = kindOf(entry, before)
    counts[kind] += 1
    if (kind !== 'unchanged' && samples[kind].length < mostSamples)
      samples[kind].push({ entry: textOf(entry), ...(before ? { before: textOf(before) } : {}) })
  }
  return { catalogueVersion, ...counts, samples }
}
