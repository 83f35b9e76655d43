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

/** National kinds of certificates of other sorts: passes, passports and permits, the social-security card, others. */
const otherCertificates: ReadonlySet<string> = new Set(
  '02 03 04 05 06 07 08 09 10 11 12 13 14 15 90 99'.split(' '),
)

/** Whether a certificate is taken for an ID card: it is said to be one, or of a kind that there is not, or of none. */
export const isIdCardType = (kind: string | undefined): boolean => !otherCertificates.has(kind?.trim() ?? '')
