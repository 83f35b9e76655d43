import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import { checkCharacter } from '#shared/kernel/id-card.ts'

/** What proves who a person is: the kind of certificate and its number, and of a passport who issued it, where it is told. */
export type Certificate = {
  readonly type: CertificateType
  readonly number: string
  /** ISO 3166-1, three letters. */
  readonly country?: string | undefined
}

/** A certificate that is no ID card. */
export type OtherCertificate = Certificate & { readonly type: Exclude<CertificateType, 'id-card'> }

/** ID numbers had 15 digits until 1999: without the century of birth, which was the twentieth, and the check character. */
const fifteenDigits = /^\d{15}$/

/** Of travel permits the last two of ten digits count how often it was issued; the eight before are their holder's for life. */
const issueCount = /(?<=^[HM]?\d{8})\d{2}$/

const plain = (number: string): string => number.normalize('NFKC').replace(/\s+/gu, '').toUpperCase()

/** A number as numbers are compared: however wide, spaced or small it was typed, and an old one as the 18 it stands for. */
export const normalNumber = (number: string): string => {
  const text = plain(number)
  if (!fifteenDigits.test(text)) return text
  const digits = `${text.slice(0, 6)}19${text.slice(6)}`
  return `${digits}${checkCharacter(digits)}`
}

/**
 * A certificate as certificates are compared: one person holds it. A residence permit has a number of the register of
 * residents, which is of nobody else by whichever certificate it is told; a travel permit issued again is the same.
 */
export const comparedCertificate = ({ type, number }: Certificate): Certificate => {
  switch (type) {
    case 'id-card':
    case 'residence-permit':
      return { type: 'id-card', number: normalNumber(number) }
    case 'hk-macao-travel-permit':
    case 'taiwan-travel-permit':
      return { type, number: plain(number).replace(issueCount, '') }
    default:
      return { type, number: plain(number) }
  }
}

/** What tells one certificate from another within a file: the number of ID cards as it is, of others with their kind. */
export const nameOfCertificate = (certificate: Certificate): string => {
  const { type, number } = comparedCertificate(certificate)
  if (type === 'id-card') return number
  const { country } = certificate
  return country === undefined ? `${type} ${number}` : `${type} ${number} ${country}`
}

/** The end of a number, by which two people of one name are told apart without being told. */
export const endingOf = (number: string): string => number.slice(-4)
