import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'

/** One fund: a city keeps one for each scheme, with its own budget, ledger and money. */
export type Fund = { readonly city: CityCode; readonly scheme: Scheme }
