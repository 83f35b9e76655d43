import type { Catalogue } from './catalogue.ts'
import type { DatedTerms, ListedEntry } from './catalogue-line.ts'
import { codeIn, identityIn, readTerms } from './catalogue-line.ts'

const byTerms = (a: ListedEntry, b: ListedEntry): number => (a.terms < b.terms ? -1 : 1)

/** Adds entries to those there are, sorted; one with the same code and first day takes the other's place. */
export const mergeEntries = (
  present: readonly ListedEntry[],
  imported: readonly ListedEntry[],
): readonly ListedEntry[] => {
  const merged = new Map(present.map((entry) => [identityIn(entry.terms), entry]))
  for (const entry of imported) merged.set(identityIn(entry.terms), entry)
  return [...merged.values()].sort(byTerms)
}

/** Lines of entries, sorted, as one text, with where each line begins once that was asked for. */
type Chunk = { readonly text: string; readonly first: string; starts?: readonly number[] }

const startsOf = (chunk: Chunk): readonly number[] => {
  if (chunk.starts) return chunk.starts
  const starts = [0]
  for (let end = chunk.text.indexOf('\n'); end >= 0; end = chunk.text.indexOf('\n', end + 1))
    starts.push(end + 1)
  chunk.starts = starts
  return starts
}

/** The first of `count` places, in rising order, at which `reached` holds; `count` when it holds at none. */
const firstWhere = (count: number, reached: (place: number) => boolean): number => {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (reached(middle)) high = middle
    else low = middle + 1
  }
  return low
}

const termsIn = (chunk: Chunk, code: string): DatedTerms[] => {
  const { text } = chunk
  const starts = startsOf(chunk)
  const found: DatedTerms[] = []
  const from = firstWhere(starts.length, (line) => codeIn(text, starts[line]) >= code)
  for (let line = from; line < starts.length; line += 1) {
    const start = starts[line] ?? 0
    if (codeIn(text, start) !== code) break
    const end = starts[line + 1]
    found.push(readTerms(text.slice(start, end === undefined ? undefined : end - 1)))
  }
  return found
}

/**
 * A catalogue over texts of sorted lines that follow each other, a code's lines all in one. Of a code's entries that
 * began by a day the latest holds, until its own last day. Lines stay text until a claim names their code. So hundreds
 * of thousands of entries are ready as soon as they are in memory, and take little of it.
 */
export const catalogueOfTexts = (texts: readonly string[]): Catalogue => {
  const chunks: Chunk[] = texts.map((text) => ({ text, first: codeIn(text) }))
  const read = new Map<string, readonly DatedTerms[]>()
  const termsOf = (code: string): readonly DatedTerms[] => {
    const known = read.get(code)
    if (known) return known
    const chunk = chunks[firstWhere(chunks.length, (place) => (chunks[place]?.first ?? '') > code) - 1]
    const terms = chunk ? termsIn(chunk, code) : []
    if (terms.length > 0) read.set(code, terms)
    return terms
  }
  return {
    find: (code, on) => {
      const latest = termsOf(code).findLast(({ from }) => from <= on)
      return latest && (latest.to === null || on <= latest.to) ? latest : undefined
    },
  }
}
