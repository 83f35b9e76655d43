import type { Employment } from '#shared/contracts/fields.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import { plainId } from '#shared/kernel/plain-id.ts'

/** National kinds of insured persons: 11xx active, 12xx retired, 15xx residents. */
export const personTypes: Readonly<Record<Employment, string>> = {
  employed: '1101',
  flexible: '1101',
  retired: '1201',
  resident: '1501',
}

/** National codes of the sexes. */
export const sexCode = { male: '1', female: '2' } as const

/** National kinds of certificates (psn_cert_type), as a person may be registered under them. */
const certificateCodes: Readonly<Record<CertificateType, string>> = {
  'id-card': '01',
  'hk-macao-travel-permit': '04',
  'taiwan-travel-permit': '06',
  'foreign-residence-card': '07',
  passport: '08',
  'residence-permit': '17',
  // A birth has no kind of its own there: it is one of the others.
  'birth-certificate': '99',
}

/** The national kind of a certificate; of travel permits those of Macao have another than those of Hong Kong. */
export const certificateCode = ({
  type,
  number,
}: {
  readonly type: CertificateType
  readonly number: string
}): string => (type === 'hk-macao-travel-permit' && number.startsWith('M') ? '05' : certificateCodes[type])

const typesByCode: ReadonlyMap<string, CertificateType> = new Map<string, CertificateType>([
  ['04', 'hk-macao-travel-permit'],
  ['05', 'hk-macao-travel-permit'],
  ['06', 'taiwan-travel-permit'],
  ['07', 'foreign-residence-card'],
  ['08', 'passport'],
  ['17', 'residence-permit'],
])

/** Kinds by which nobody is registered: of soldiers, of the disabled, work permits, the social-security card, others. */
const notTaken: ReadonlySet<string> = new Set('02 03 09 10 11 12 13 14 15 16 90'.split(' '))

/** A birth certificate is among the others of the national kinds: its number tells it. */
const birthNumber = /^[A-Z]\d{9}$/

/**
 * Under which kind of certificate somebody may be registered, whose message says one. Said to be of no kind, or of one that
 * there is not, it is taken for an ID card; undefined where it is of a kind by which nobody is registered.
 */
export const certificateTypeOf = (kind: string | undefined, number: string): CertificateType | undefined => {
  const code = kind?.trim() ?? ''
  const type = typesByCode.get(code)
  if (type) return type
  if (code === '99') return birthNumber.test(plainId(number)) ? 'birth-certificate' : undefined
  return notTaken.has(code) ? undefined : 'id-card'
}
