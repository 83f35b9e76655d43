import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'

/** One fund: a city keeps one for each scheme, with its own budget, ledger and money. */
export type Fund = { readonly city: CityCode; readonly scheme: Scheme }

/** Whose books: a fund's, or those of a scheme that the province keeps of what cities settle through its account. */
export type Books = { readonly city: CityCode | typeof provinceCode; readonly scheme: Scheme }

/** Every division that keeps books. */
export const divisions: readonly Books['city'][] = [...cities.map(({ code }) => code), provinceCode]
