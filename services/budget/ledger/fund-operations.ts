import * as z from 'zod'
import { city, scheme, yearInText } from '#shared/contracts/fields.ts'
import type { Parties } from '#shared/kernel/authority.ts'

/** Who may read a city's fund, and who may act on it. */
export const readers = ['province', 'city', 'auditor'] as const
export const actors = ['province', 'city'] as const

/** A fund and its year in a path or query, which carry text. */
export const fundParams = { city, scheme, year: yearInText }

/** A cursor, as a list takes and gives it. */
export const cursorField = { cursor: z.string().min(1).max(2_000).optional() }
/** How much a page of a listing holds. */
const pageSize = 200

/** A page to ask for, with the cursor of the one before. */
export const pageOf = (cursor: string | undefined) =>
  cursor === undefined ? { limit: pageSize } : { limit: pageSize, cursor }

type Place = 'params' | 'query' | 'body'
type FundRequest<At extends Place> = Readonly<Record<At, { readonly city: string }>>
type InstitutionRequest<At extends Place> = Readonly<
  Record<At, { readonly city: string; readonly institution: string }>
>

/** The city of the fund that path, query or body names. */
export const fundOwner = <At extends Place>(at: At) => ({
  whose: 'named' as const,
  parties: (asked: FundRequest<At>): Parties => ({ cities: [asked[at].city] }),
})

/** The city of the fund, and the institution, that path, query or body names. */
export const institutionOwner = <At extends Place>(at: At) => ({
  whose: 'named' as const,
  parties: (asked: InstitutionRequest<At>): Parties => {
    const { city: own, institution } = asked[at]
    return { cities: [own], institution }
  },
})
