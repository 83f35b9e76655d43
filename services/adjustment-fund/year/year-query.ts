import * as z from 'zod'
import { fundYear, scheme } from '#shared/contracts/fields.ts'

/** Which year's and scheme's records are asked for. */
export const yearQuery = z.strictObject({ year: z.coerce.number().pipe(fundYear), scheme })
