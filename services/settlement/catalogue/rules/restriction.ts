import * as z from 'zod'
import type { Breach } from '../../insured-year/rules/breach.ts'
import type { HospitalLevel } from '../../insured-year/rules/care.ts'

const level = z.union([z.literal(1), z.literal(2), z.literal(3)])
const years = z.int().min(0).max(150)

/** A diagnosis by the beginning of its ICD-10 code (`C50`, `I10.x`), or a stretch of categories (`C00-C97`). */
const diagnosis = z
  .string()
  .regex(/^([A-Z][0-9A-Z.+*]{0,15}|[A-Z]\d\d-[A-Z]\d\d)$/, 'not an ICD-10 code, its beginning, or a range')

/**
 * The limits within which the fund pays an item (限定支付范围), as catalogue files write them. `onBreach` says what
 * becomes of a claim that does not keep them: the line is fully self-paid, or the claim is refused.
 */
export const restriction = z
  .strictObject({
    levels: z.array(level).min(1).optional(),
    diagnoses: z.array(diagnosis).min(1).optional(),
    sex: z.enum(['male', 'female']).optional(),
    /** Full years on the day of service, both ends included. */
    ageFrom: years.optional(),
    ageTo: years.optional(),
    /** The most that all lines of a claim with the code may come to, up to four decimals. */
    mostQuantity: z.number().positive().max(1_000_000_000).optional(),
    /** The most days of supply a line may be for. */
    mostDays: z.int().min(1).max(366).optional(),
    onBreach: z.enum(['selfPaid', 'refuse']),
  })
  .refine(({ onBreach: _, ...limits }) => Object.keys(limits).length > 0, {
    message: 'nothing is restricted',
    path: ['onBreach'],
  })
  .refine(({ ageFrom = 0, ageTo = 150 }) => ageFrom <= ageTo, { message: 'before ageFrom', path: ['ageTo'] })
export type Restriction = z.output<typeof restriction>

/** What a restriction is judged by. The fund pays what is shown to be within a limit: what is not known is outside it. */
export type RestrictedVisit = {
  readonly level: HospitalLevel
  readonly sex: 'male' | 'female' | null
  readonly age: number | undefined
  readonly diagnosis: string | undefined
}

const isAmong = (diagnosis: string, listed: readonly string[]): boolean =>
  listed.some((each) => {
    const [first = '', last] = each.split('-')
    if (last === undefined) return diagnosis.startsWith(first)
    const category = diagnosis.slice(0, 3)
    return first <= category && category <= last
  })

/**
 * The first limit of a restriction that a line does not keep.
 * @param quantity what all lines of the claim with the code come to
 * @param days of supply, where the line says them
 */
export const breachOf = (
  { levels, diagnoses, sex, ageFrom = 0, ageTo = Infinity, mostQuantity, mostDays }: Restriction,
  visit: RestrictedVisit,
  { quantity, days }: { readonly quantity: () => number; readonly days: number | undefined },
): Breach | undefined => {
  if (levels && !levels.includes(visit.level)) return 'line.level'
  if (diagnoses && !(visit.diagnosis && isAmong(visit.diagnosis, diagnoses))) return 'line.diagnosis'
  if (sex && visit.sex !== sex) return 'line.sex'
  if ((ageFrom > 0 || ageTo < Infinity) && !isAged(visit.age, ageFrom, ageTo)) return 'line.age'
  if (mostQuantity !== undefined && quantity() > mostQuantity) return 'line.quantity'
  if (mostDays !== undefined && !(days !== undefined && days <= mostDays)) return 'line.days'
  return undefined
}

const isAged = (age: number | undefined, from: number, to: number): boolean =>
  age !== undefined && from <= age && age <= to
