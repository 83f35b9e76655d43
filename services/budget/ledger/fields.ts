import * as z from 'zod'
import { amount, city, fundYear, scheme } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Fund } from './rules/fund.ts'

/** Who may read a city's fund, and who may act on it. */
export const readers = ['province', 'city', 'auditor'] as const
export const actors = ['province', 'city'] as const

export const fundFields = { city, scheme }
export const fundYearFields = { city, scheme, year: fundYear }

/** The balances that a fund brings along when its books are opened here. */
export const opening = z.strictObject({ ...fundYearFields, pooledBalance: amount, accountBalance: amount })

/** A month, or one of the two closing periods after December. */
export const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-4])$/, 'not a period, YYYY-01 to YYYY-14')

/** A year in a query, which carries text. */
export const yearInQuery = z.coerce.number().pipe(fundYear)

export const cursorField = { cursor: z.string().optional() }
/** How much a page of a listing holds. */
const pageSize = 200

/** A page to ask for, with the cursor of the one before. */
export const pageOf = (cursor: string | undefined) =>
  cursor === undefined ? { limit: pageSize } : { limit: pageSize, cursor }

/** The fund that a request names, after the caller's right to it was checked. */
export const fundFor = (caller: Caller, named: Fund): Fund => {
  requireCity(caller, named.city)
  return { city: named.city, scheme: named.scheme }
}

/** The gateway adds a `proxy` parameter of its own. */
const fundYearParams = z.object({ city, scheme, year: yearInQuery })

/** The fund and year in a path, checked like those in a body. */
export const fundYearFor = (caller: Caller, params: Readonly<Record<string, string>>) => {
  const parsed = fundYearParams.safeParse(params)
  if (!parsed.success) throw problem(404, 'route.unknown', 'the path names no city, scheme and year')
  return { fund: fundFor(caller, parsed.data), year: parsed.data.year }
}
