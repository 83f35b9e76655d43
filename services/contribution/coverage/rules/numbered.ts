import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import { certificateTypeIn } from '#shared/kernel/certificate-type.ts'

/** The number of a certificate in a file; without a kind it is an ID card. */
export type Numbered = {
  readonly idNumber: string
  readonly certificateType?: Exclude<CertificateType, 'id-card'>
}

/** What files write over the number. */
export const numberHeadings = ['身份证号', '身份证号码', '公民身份号码', '证件号码', '身份证件号码'] as const

const idNumber = /^(?:[1-9]\d{16}[\dX]|[1-9]\d{14})$/
const otherNumber = /^(?=.*\d)[A-Z\d]{5,18}$/

/** Who a row is of: the number by its kind; undefined where it cannot be one. */
export const numberIn = (cells: Readonly<Record<string, string>>): Numbered | undefined => {
  const number = (cells.id_number ?? '').toUpperCase()
  const type = certificateTypeIn(cells)
  if (type === undefined) return undefined
  if (type === 'id-card') return idNumber.test(number) ? { idNumber: number } : undefined
  return otherNumber.test(number) ? { idNumber: number, certificateType: type } : undefined
}
