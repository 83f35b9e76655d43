import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'

export type Sex = 'male' | 'female'

/** Why an ID number cannot be this person's. */
type IdNumberFault =
  | 'id-number.malformed'
  | 'id-number.check-digit'
  | 'id-number.birth-differs'
  | 'id-number.sex-differs'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** The check character of the first 17 digits of an ID number (GB 11643-1999: ISO 7064 MOD 11-2). */
export const checkCharacter = (digits: string): string => {
  const total = weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0)
  return checkCharacters.charAt(total % 11)
}

const shape = /^[1-9]\d{16}[\dX]$/

const birthIn = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`

/** Whether a text is an ID number by itself: its birth day exists and its check character is right. */
export const isIdNumber = (text: string): boolean =>
  shape.test(text) && isDay(birthIn(text)) && checkCharacter(text) === text[17]

/** Checks an 18-character ID number against itself and against the birth day and sex it is registered with. */
export const idNumberFault = (
  idNumber: string,
  { sex, birthOn }: { readonly sex: Sex; readonly birthOn: Day },
): IdNumberFault | undefined => {
  if (!shape.test(idNumber)) return 'id-number.malformed'
  const birth = birthIn(idNumber)
  if (!isDay(birth)) return 'id-number.malformed'
  if (checkCharacter(idNumber) !== idNumber[17]) return 'id-number.check-digit'
  if (birth !== birthOn) return 'id-number.birth-differs'
  const sexOfNumber: Sex = Number(idNumber[16]) % 2 === 1 ? 'male' : 'female'
  return sexOfNumber === sex ? undefined : 'id-number.sex-differs'
}
