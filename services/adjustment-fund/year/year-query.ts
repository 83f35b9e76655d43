import * as z from 'zod'
import { scheme, yearInText } from '#shared/contracts/fields.ts'

/** Which year's and scheme's records are asked for. */
export const yearQuery = z.strictObject({ year: yearInText, scheme })
