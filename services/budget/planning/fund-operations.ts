import * as z from 'zod'
import type { Parties } from '#shared/edge/http/owner.ts'
import { fundFields, fundYearFields, yearInQuery } from '../ledger/fields.ts'

/** The fund in a path, and the fund with its year. */
export const fundParams = z.object(fundFields)
export const fundYearParams = z.object({ ...fundYearFields, year: yearInQuery })

type InCity = { readonly city: string }

/** The fund's city, where path, query or body name it. */
export const cityInPath = {
  whose: 'named',
  parties: ({ params }: { readonly params: InCity }): Parties => ({ cities: [params.city] }),
} as const
export const cityInQuery = {
  whose: 'named',
  parties: ({ query }: { readonly query: InCity }): Parties => ({ cities: [query.city] }),
} as const
export const cityInBody = {
  whose: 'named',
  parties: ({ body }: { readonly body: InCity }): Parties => ({ cities: [body.city] }),
} as const
