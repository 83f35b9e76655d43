import * as z from 'zod'
import { city } from '#shared/contracts/fields.ts'
import { sheetFormats } from '#shared/edge/files/sheet.ts'

/** What an operation is asked that tells of one city or of all, as data or as a file. */
export const citiesSheetQuery = {
  city: city.optional().meta({ description: 'all cities when absent, which a city may not ask for' }),
  format: z.enum(sheetFormats).default('json'),
}

/** Whose data that is: the named city's, else every city's. */
export const namedCity = {
  whose: 'named',
  parties: ({ query }: { readonly query: { readonly city?: string | undefined } }) => ({
    cities: query.city === undefined ? [] : [query.city],
  }),
} as const
