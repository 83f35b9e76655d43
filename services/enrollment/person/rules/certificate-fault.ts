import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import { looksLikeIdCard } from '#shared/kernel/id-card.ts'
import type { Certificate } from './certificate.ts'
import type { IdNumberFault, Sex } from './id-number.ts'
import { idNumberFault, ownFault } from './id-number.ts'

/** Why a number cannot be that of this person's certificate. */
export type CertificateFault =
  | IdNumberFault
  | 'certificate.malformed'
  | 'certificate.check-digit'
  | 'certificate.birth-differs'

/** What is registered with a certificate; a field that could not be read is absent. */
type Holder = { readonly sex?: Sex | undefined; readonly birthOn?: Day | undefined }

/** The areas of residence permits: Hong Kong, Macao and Taiwan. */
const permitArea = /^8[123]0000/

/** The number of a foreigner's card since December 2023: 9, the issuing province, the country, birth, serial, check. */
export const newResidenceCard = /^9\d{16}[\dX]$/

/** How numbers are written that say nothing of their holder, or too little to be checked by themselves. */
const forms: Readonly<
  Record<Exclude<CertificateType, 'id-card' | 'residence-permit' | 'foreign-residence-card'>, RegExp>
> = {
  'hk-macao-travel-permit': /^[HM](?:\d{8}|\d{10})$/,
  'taiwan-travel-permit': /^(?:\d{8}|\d{10})$/,
  passport: /^(?=.*\d)[A-Z\d]{5,17}$/,
  'birth-certificate': /^[A-Z]\d{9}$/,
}

const faultOfPermit = (number: string, { sex, birthOn }: Holder): CertificateFault | undefined => {
  if (!permitArea.test(number)) return 'certificate.malformed'
  return sex === undefined || birthOn === undefined
    ? ownFault(number)
    : idNumberFault(number, { sex, birthOn })
}

/** Before 2023 a foreigner's card had the letters of the country, four digits of the place, and the birth day in six. */
const oldResidenceCard = /^[A-Z]{3}\d{4}(\d{2})(\d{2})(\d{2})\d{2}$/

const faultOfResidenceCard = (number: string, { birthOn }: Holder): CertificateFault | undefined => {
  if (newResidenceCard.test(number)) {
    if (!looksLikeIdCard(number)) return 'certificate.check-digit'
    const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
    if (!isDay(birth)) return 'certificate.malformed'
    return birthOn === undefined || birth === birthOn ? undefined : 'certificate.birth-differs'
  }
  const [, year = '', month = '', day = ''] = oldResidenceCard.exec(number) ?? []
  if (!isDay(`20${year}-${month}-${day}`) && !isDay(`19${year}-${month}-${day}`))
    return 'certificate.malformed'
  return birthOn === undefined || birthOn.slice(2) === `${year}-${month}-${day}`
    ? undefined
    : 'certificate.birth-differs'
}

/**
 * Checks a certificate against itself, and against who is registered with it as far as its number tells that. Whatever a
 * number does not tell stands as it was given.
 */
export const certificateFault = (
  { type, number }: Certificate,
  holder: Holder,
): CertificateFault | undefined => {
  const { sex, birthOn } = holder
  switch (type) {
    case 'id-card':
      return sex === undefined || birthOn === undefined
        ? ownFault(number)
        : idNumberFault(number, { sex, birthOn })
    case 'residence-permit':
      return faultOfPermit(number, holder)
    case 'foreign-residence-card':
      return faultOfResidenceCard(number, holder)
    default:
      return forms[type].test(number) ? undefined : 'certificate.malformed'
  }
}
