import { checkCharacter } from '#shared/kernel/id-card.ts'

/** The kinds of certificates that a person can be registered under. */
export const certificateTypes = ['id-card'] as const

/** What proves who a person is: the kind of certificate and its number. */
export type Certificate = { readonly type: (typeof certificateTypes)[number]; readonly number: string }

/** ID numbers had 15 digits until 1999: without the century of birth, which was the twentieth, and the check character. */
const fifteenDigits = /^\d{15}$/

/** A number as numbers are compared: however wide, spaced or small it was typed, and an old one as the 18 it stands for. */
export const normalNumber = (number: string): string => {
  const plain = number.normalize('NFKC').replace(/\s+/gu, '').toUpperCase()
  if (!fifteenDigits.test(plain)) return plain
  const digits = `${plain.slice(0, 6)}19${plain.slice(6)}`
  return `${digits}${checkCharacter(digits)}`
}

/** The end of a number, by which two people of one name are told apart without being told. */
export const endingOf = (number: string): string => number.slice(-4)
