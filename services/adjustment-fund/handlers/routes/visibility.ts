import * as z from 'zod'
import { fundYear, scheme } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'

/** Which year's and scheme's records are asked for. */
export const yearQuery = z.strictObject({ year: z.coerce.number().pipe(fundYear), scheme })

/** A list shows the province everything and a city its own. */
export const isVisible =
  ({ division }: Caller) =>
  ({ city }: { readonly city: string }): boolean =>
    division === provinceCode || division === city
