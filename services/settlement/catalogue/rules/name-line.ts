import type { DatedEntry } from './catalogue.ts'
import type { ListedEntry } from './catalogue-line.ts'
import { codeIn, readName, readTerms } from './catalogue-line.ts'

/** Stands between a name and the code behind it: it is in neither, and before every letter. */
const between = '\u0001'

/** A name as it is looked for: wide letters as narrow ones, large as small, without gaps. */
export const searchable = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '').replaceAll(between, '')

/** An entry as a line under its name, so that lines sorted as text stand by name, then by code and first day. */
export const underItsName = ({ terms, name }: ListedEntry): ListedEntry => {
  const code = codeIn(terms)
  return { terms: `${searchable(readName(name).name)}${between}${code}${terms.slice(code.length)}`, name }
}

/** Reads an entry of either order. */
export const readLine = ({ terms, name }: ListedEntry): DatedEntry => ({
  ...readTerms(terms.slice(terms.indexOf(between) + 1)),
  ...readName(name),
})
