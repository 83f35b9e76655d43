import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'

export type Sex = 'male' | 'female'

/** Why an ID number cannot be this person's. */
export type IdNumberFault =
  | 'id-number.malformed'
  | 'id-number.area-unknown'
  | 'id-number.check-digit'
  | 'id-number.birth-differs'
  | 'id-number.sex-differs'

/** The provinces by the first two digits of an area code (GB/T 2260); 81 to 83 stand on residence permits. */
const provinces =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'
const knownProvinces: ReadonlySet<string> = new Set(provinces.split(' '))

/** Outside of the permits every area lies in a prefecture. */
const isArea = (area: string): boolean =>
  knownProvinces.has(area.slice(0, 2)) && (area.startsWith('8') || !area.endsWith('0000'))

/** A number as it is compared: one of 15 digits, as issued until 1999, becomes the 18 characters it stands for. */
export const asEighteen = (idNumber: string): string => {
  if (!/^[1-9]\d{14}$/.test(idNumber)) return idNumber
  const digits = `${idNumber.slice(0, 6)}19${idNumber.slice(6)}`
  return digits + checkCharacter(digits)
}

/** Checks an 18-character ID number against itself. */
export const ownFault = (idNumber: string): IdNumberFault | undefined => {
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber) || !isDay(birthIn(idNumber))) return 'id-number.malformed'
  if (!isArea(idNumber.slice(0, 6))) return 'id-number.area-unknown'
  return checkCharacter(idNumber) === idNumber[17] ? undefined : 'id-number.check-digit'
}

const birthIn = (idNumber: string): Day =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`

/** What an ID number of 18 characters says of its holder; ask only what is one by itself. */
export const holderOf = (idNumber: string): { readonly birthOn: Day; readonly sex: Sex } => ({
  birthOn: birthIn(idNumber),
  sex: Number(idNumber[16]) % 2 === 1 ? 'male' : 'female',
})

/** Whether a text is an ID number by itself. */
export const isIdNumber = (text: string): boolean => ownFault(text) === undefined

/** Checks an 18-character ID number against itself and against the birth day and sex it is registered with. */
export const idNumberFault = (
  idNumber: string,
  { sex, birthOn }: { readonly sex: Sex; readonly birthOn: Day },
): IdNumberFault | undefined => {
  const fault = ownFault(idNumber)
  if (fault) return fault
  if (birthIn(idNumber) !== birthOn) return 'id-number.birth-differs'
  const sexOfNumber: Sex = Number(idNumber[16]) % 2 === 1 ? 'male' : 'female'
  return sexOfNumber === sex ? undefined : 'id-number.sex-differs'
}
