import type { Fen } from '#shared/money/fen.ts'
import type { CatalogueEntry, DatedEntry } from './catalogue.ts'
import type { Restriction } from './restriction.ts'

/** The part of a dated entry that claims are judged by. */
export type DatedTerms = CatalogueEntry & Pick<DatedEntry, 'from' | 'to'>

/** A dated entry as two lines of text: what claims are judged by, and what only readers want to know. */
export type ListedEntry = {
  /** `code TAB from TAB terms`: lines sorted as text are sorted by code, then by first day. */
  readonly terms: string
  readonly name: string
}

/** Terms by position; what is usual is 0, and zeros at the end are left out. */
type StoredTerms = readonly [
  to: string | 0,
  entryClass: CatalogueEntry['class'],
  firstSelfPaid?: number,
  limits?: readonly [Fen | null, Fen | null, Fen | null] | 0,
  itemClass?: string | 0,
  restriction?: Restriction,
]

/** Writes a dated entry as lines. */
export const listedEntry = (entry: DatedEntry): ListedEntry => {
  const { code, from, to, firstSelfPaid, priceLimit, itemClass, restriction } = entry
  const limits = [priceLimit[1], priceLimit[2], priceLimit[3]] as const
  const terms = [
    to ?? 0,
    entry.class,
    firstSelfPaid,
    limits.every((limit) => limit === null) ? 0 : limits,
    itemClass === entry.class ? 0 : itemClass,
    restriction ?? 0,
  ]
  while (terms.at(-1) === 0) terms.pop()
  return {
    terms: `${code}\t${from}\t${JSON.stringify(terms)}`,
    name: JSON.stringify([entry.listType, entry.name]),
  }
}

/** What tells an entry from others: its code and first day. */
export const identityIn = (terms: string): string =>
  terms.slice(0, terms.indexOf('\t', terms.indexOf('\t') + 1))

/** The code of a line, or of the line that begins at a place in a text. */
export const codeIn = (text: string, start = 0): string => text.slice(start, text.indexOf('\t', start))

/** Reads the line that claims are judged by. */
export const readTerms = (line: string): DatedTerms => {
  const [code = '', from = '', stored = ''] = line.split('\t')
  const [to, entryClass, firstSelfPaid = 0, limits = 0, itemClass = 0, restriction] = JSON.parse(
    stored,
  ) as StoredTerms
  const [first, second, third] = limits === 0 ? [null, null, null] : limits
  return {
    code,
    from,
    to: to === 0 ? null : to,
    class: entryClass,
    firstSelfPaid,
    priceLimit: { 1: first, 2: second, 3: third },
    itemClass: itemClass === 0 ? entryClass : itemClass,
    ...(restriction ? { restriction } : {}),
  }
}

/** Reads the line that only readers want. */
export const readName = (line: string): Pick<DatedEntry, 'listType' | 'name'> => {
  const [listType, name] = JSON.parse(line) as [string, string]
  return { listType, name }
}
