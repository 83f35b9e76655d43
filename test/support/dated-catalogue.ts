import type { Catalogue, DatedEntry } from '../../services/settlement/catalogue/rules/catalogue.ts'
import { listedEntry } from '../../services/settlement/catalogue/rules/catalogue-line.ts'
import { catalogueOfTexts, mergeEntries } from '../../services/settlement/catalogue/rules/dated-catalogue.ts'

/** A catalogue of entries as one import of them leaves it. */
export const catalogueOf = (entries: Iterable<DatedEntry>): Catalogue => {
  const lines = mergeEntries([], [...entries].map(listedEntry))
  return catalogueOfTexts(lines.length === 0 ? [] : [lines.map(({ terms }) => terms).join('\n')])
}
