import { certificateTypeIn } from '#shared/kernel/certificate-type.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'

/** A column that says by which kind of certificate a row names its person; without it all are ID cards. */
export const certificateColumn = { certificate_type: 'code' } as const

/** The same, and a column that says which country issued a passport. */
export const proofColumns = { ...certificateColumn, passport_country: 'code' } as const

type Cells = Readonly<Record<string, string>>

/** The certificate of a row, in the field of its kind; without a kind it is an ID card. */
export const proofIn = (cells: Cells) => {
  const type = certificateTypeIn(cells)
  const number = cells.id_number ?? ''
  if (type === undefined || type === 'id-card') return { idNumber: number }
  const { passport_country: country = '' } = cells
  const isTold = type === 'passport' && country !== ''
  return { certificate: { type, number, ...(isTold ? { country } : {}) } }
}

/** Why the kind of certificate in a row is none by which persons are registered. */
export const faultOfCertificateType = (cells: Cells): Refusal | undefined =>
  certificateTypeIn(cells) === undefined
    ? refusal('import.other-certificate', { field: 'certificate_type' })
    : undefined

/** What a template says of the column. */
export const certificateExplained =
  '证件类型：身份证（01，税务客户端201）、港澳台居民居住证（17）、港澳居民来往内地通行证（04、05）、台湾居民来往大陆通行证（06）、外国人永久居留证（07）、外国人护照（08）、出生医学证明；不填为身份证'

/** What files write over the country that issued a passport, and what a template says of it. */
export const countryHeadings = ['护照签发国', '签发国', '签发国家'] as const
export const countryExplained =
  '护照签发国三位字母代码（GB/T 2659），如USA；两国护照号码相同的须填，其他证件不填'
