import type { FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { concerns } from '../correction/rules/concerns.ts'
import type { CorrectionBasis } from '../correction/rules/replay.ts'
import type { CorrectionStore } from '../correction/store.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import { isGap } from '../pricing/rules/gap.ts'
import type { ClaimRow } from './rules/columns.ts'
import { rowsOfYear } from './rules/rows-of-year.ts'

/** Whose claims of which year are extracted. */
export type Extracted = {
  readonly year: FundYear
  readonly city?: string | undefined
  readonly scheme?: Scheme | undefined
}

/** What an extract has of a person, or why the law in force cannot judge their claims. */
export type ExtractedPerson = { readonly rows: readonly ClaimRow[]; readonly fault?: string }

/** So many persons are read at once, and no more of a list is held. */
const personsAtOnce = 20

/**
 * Reads the claims of a year from the books, some persons at a time, and writes nothing. Persons are numbered in the order
 * they are met, and nothing tells who they are.
 */
export const extractClaims = async function* (
  { year, city, scheme }: Extracted,
  basis: CorrectionBasis,
  corrections: Pick<CorrectionStore, 'listPersons' | 'readDossier'>,
): AsyncGenerator<ExtractedPerson> {
  let person = 0
  for (const list of personLists(year, { city, scheme, onlyDue: false })) {
    let after: string | undefined
    do {
      const { found, cursor } = await corrections.listPersons(list, personsAtOnce, after)
      const dossiers = await Promise.all(found.map((personId) => corrections.readDossier(personId, year)))
      for (const dossier of dossiers) {
        const fund = { ...(city === undefined ? {} : { city }), ...(scheme === undefined ? {} : { scheme }) }
        if (!dossier || !concerns(fund, dossier.claims)) continue
        try {
          const rows = rowsOfYear(dossier.claims, person, basis)
          if (rows.length === 0) continue
          person += 1
          yield { rows }
        } catch (error) {
          if (!isGap(error)) throw error
          yield { rows: [], fault: `${error.code}: ${error.message}` }
        }
      }
      after = cursor
    } while (after !== undefined)
  }
}
