import type { Employment } from '#shared/contracts/fields.ts'

/** National kinds of insured persons: 11xx active, 12xx retired, 15xx residents. */
export const personTypes: Readonly<Record<Employment, string>> = {
  employed: '1101',
  flexible: '1101',
  retired: '1201',
  resident: '1501',
}

/** National codes of the sexes. */
export const sexCode = { male: '1', female: '2' } as const

/** The national kind of certificate that a person is registered under: the resident's ID card. */
export const idCardType = '01'
