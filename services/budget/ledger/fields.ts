import * as z from 'zod'
import { amount, city, fundYear, scheme } from '#shared/contracts/fields.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'

export const fundFields = { city, scheme }
/** Whose books: a city's, or those that the province keeps of what cities settle through its account. */
export const division = z.enum([...city.options, provinceCode])
export const booksFields = { city: division, scheme }
export const fundYearFields = { city, scheme, year: fundYear }

/** The balances that a fund brings along when its books are opened here. */
export const opening = z.strictObject({ ...fundYearFields, pooledBalance: amount, accountBalance: amount })

/** A month, or one of the two closing periods after December. */
export const period = z.string().regex(/^\d{4}-(0[1-9]|1[0-4])$/, 'not a period, YYYY-01 to YYYY-14')
