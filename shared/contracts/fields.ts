import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { isDay, isMonth } from '#shared/calendar/day.ts'
import { cities, levelOf } from '#shared/kernel/divisions.ts'
import { aidCategories, schemes } from '#shared/kernel/scheme.ts'

/** The most any single amount may be: ten trillion yuan, far above a national fund, far below the safe range. */
const largestAmount = 1_000_000_000_000_000

/** An id made here or by a sender: printable, without the separators of keys. */
export const id = z.string().regex(/^[A-Za-z0-9._:-]{1,120}$/)
export const city = z.enum(cities.map(({ code }) => code))
/** A division below a city: a county of six digits, a township of nine, a village or residents' committee of twelve. */
export const divisionCode = z
  .string()
  .refine(
    (code) => levelOf(code) !== undefined,
    'not a code of a division below one of the province’s cities',
  )
  .meta({ pattern: '^34\\d{4}(\\d{3}(\\d{3})?)?$' })
/** What a person belongs to: a township, or a village or residents' committee of one. */
export const unitCode = divisionCode
  .refine((code) => levelOf(code) !== 'county', 'a county is no unit that a person belongs to')
  .meta({ pattern: '^34\\d{7}(\\d{3})?$' })
export const scheme = z.enum(schemes)
export const aid = z.enum(aidCategories)
export const employment = z.enum(['employed', 'flexible', 'retired', 'resident'])
export type Employment = z.output<typeof employment>
export const day = z.string().refine(isDay, 'not a day that exists, YYYY-MM-DD').meta({ format: 'date' })
export const month = z.string().refine(isMonth, 'not a month, YYYY-MM').meta({ pattern: '^\\d{4}-\\d{2}$' })
export const fundYear = z.int().min(2000).max(2099)
export const version = z.int().min(1)
/** Why somebody does something, in their own words: at least one. */
export const why = z.string().trim().min(1).max(500)
/** Who did a step, and on which day, as it is recorded and answered. */
export const signature = z.strictObject({ by: z.string(), on: day })
export type Signature = { readonly by: string; readonly on: Day }
/** The same with the division of the office that signed; absent where it was signed before this was kept. */
export const officeSignature = signature.extend({ division: z.string().optional() })
export type OfficeSignature = Signature & { readonly division?: string | undefined }

/** The sheet of a workbook to be read, by its name. */
export const sheet = z
  .string()
  .min(1)
  .max(31)
  .optional()
  .meta({ description: 'of a workbook; its first sheet that is shown when absent' })

/** A whole number in a path or query, which carry text; one way to write each. */
const wholeInText = (least: number, most: number) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/, { error: 'not a whole number', abort: true })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ override: { type: 'integer', minimum: least, maximum: most } })
/** A fund year in a path or query. */
export const yearInText = wholeInText(2000, 2099)
/** A version in a path or query. */
export const versionInText = wholeInText(1, 999_999_999)
/** A number of what a record holds several of, in a path. */
export const numberInText = wholeInText(1, 9_999)
const inFen = { description: 'Fen (0.01 yuan)', unit: 'fen' }
/** Fen, not negative. */
export const amount = z.int().min(0).max(largestAmount).meta(inFen)
/** Fen, more than nothing. */
export const positiveAmount = z.int().min(1).max(largestAmount).meta(inFen)
/** Yuan with two decimals, more than nothing: how an amount from outside may say its unit instead of fen. */
export const positiveYuan = z
  .string()
  .regex(/^(?!0+\.00$)\d{1,13}\.\d{2}$/)
  .meta({ description: 'Yuan with two decimals, as text', unit: 'yuan' })
/** A share of one, as a whole number of millionths. */
export const millionths = z.int().min(0).meta({ description: 'Millionths of one', unit: 'millionths' })
/** A share of one, which may be below nothing or above one. */
export const ofOne = z.number().meta({ description: 'A share of one', unit: 'ratio' })
/** Points that cases count, as a whole number of ten-thousandths. */
export const casePoints = z.int().meta({ description: 'Ten-thousandths of a point', unit: 'points' })
/** Fen, negative where it takes back what an earlier one gave. */
export const signedAmount = z.int().min(-largestAmount).max(largestAmount).meta(inFen)
