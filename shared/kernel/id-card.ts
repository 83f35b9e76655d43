import { plainId } from '#shared/kernel/plain-id.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** The check character of the first 17 digits of an ID number (GB 11643-1999: ISO 7064 MOD 11-2). */
export const checkCharacter = (digits: string): string => {
  const total = weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0)
  return checkCharacters.charAt(total % 11)
}

/** Whether a number is one of an ID card by its form and its check character, whatever it is said to be. */
export const looksLikeIdCard = (written: string): boolean => {
  const number = plainId(written)
  return /^[1-9]\d{16}[\dX]$/.test(number) && checkCharacter(number) === number[17]
}
