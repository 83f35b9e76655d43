/**
 * Certificates that a person is registered under who has no ID card: the permit of residents from Hong Kong, Macao and
 * Taiwan, their travel permits, the two of foreigners, and the medical certificate of a birth.
 */
export const otherCertificateTypes = [
  'residence-permit',
  'hk-macao-travel-permit',
  'taiwan-travel-permit',
  'foreign-residence-card',
  'passport',
  'birth-certificate',
] as const

/** The kinds of certificates that a person can be registered under. */
export const certificateTypes = ['id-card', ...otherCertificateTypes] as const
export type CertificateType = (typeof certificateTypes)[number]

/** Their names in print. */
export const certificateName: Readonly<Record<CertificateType, string>> = {
  'id-card': '居民身份证',
  'residence-permit': '港澳台居民居住证',
  'hk-macao-travel-permit': '港澳居民来往内地通行证',
  'taiwan-travel-permit': '台湾居民来往大陆通行证',
  'foreign-residence-card': '外国人永久居留身份证',
  passport: '外国人护照',
  'birth-certificate': '出生医学证明',
}

/** How files write them: the national dictionary (psn_cert_type), the tax client, and in words. A birth has no code. */
const written: Readonly<Record<CertificateType, readonly string[]>> = {
  'id-card': ['', '01', '1', '201', '身份证', '居民身份证', '居民身份证（户口簿）', '居民身份证(户口簿)'],
  'residence-permit': ['17', '港澳台居民居住证', '港澳居民居住证', '台湾居民居住证'],
  'hk-macao-travel-permit': [
    ...['04', '4', '05', '5', '港澳居民来往内地通行证', '港澳居民往来内地通行证'],
    ...['香港特区护照/港澳居民来往内地通行证', '澳门特区护照/港澳居民来往内地通行证'],
  ],
  'taiwan-travel-permit': ['06', '6', '台湾居民来往大陆通行证'],
  'foreign-residence-card': ['07', '7', '外国人永久居留证', '外国人永久居留身份证'],
  passport: ['08', '8', '外国人护照', '外国护照'],
  'birth-certificate': ['出生医学证明', '出生证', '出生证明'],
}

const typeOfWritten: ReadonlyMap<string, CertificateType> = new Map(
  certificateTypes.flatMap((type) => written[type].map((cell) => [cell, type] as const)),
)

type Cells = Readonly<Record<string, string>>

/**
 * The kind of certificate by which a row names its person; undefined where none is known by that word. A code that means
 * another kind in an older system is its sender's to say.
 */
export const certificateTypeIn = ({ certificate_type: cell = '' }: Cells): CertificateType | undefined =>
  typeOfWritten.get(cell)

export const certificateHeadings = ['证件类型', '证件类型代码', '身份证件类型', '身份证件类型代码'] as const
