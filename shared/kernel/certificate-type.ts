/** How files write that a certificate is an ID card: the national dictionary, the tax client, and in words. */
const idCards: ReadonlySet<string> = new Set([
  ...['', '01', '1', '201', '身份证', '居民身份证', '居民身份证（户口簿）', '居民身份证(户口簿)'],
])

/** Whether a row names its person by an ID card; a code that means one in an older system is its sender's to say. */
export const isOfIdCard = ({ certificate_type: type = '' }: Readonly<Record<string, string>>): boolean =>
  idCards.has(type)

export const certificateHeadings = ['证件类型', '证件类型代码', '身份证件类型', '身份证件类型代码'] as const
