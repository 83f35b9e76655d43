/** The words for the care of a claim. The lists are stored by position: names may only ever be added at the end. */
export const places = ['local', 'inProvince', 'outOfProvince'] as const
/** Where the institution stands, seen from the paying city. */
export type Place = (typeof places)[number]
export const filings = ['none', 'filed', 'emergency', 'unfiled'] as const
/** What was filed for treatment elsewhere. */
export type Filing = (typeof filings)[number]
export const purposes = ['general', 'chronic', 'emergency', 'delivery', 'pharmacy', 'two-diseases'] as const
/** What a visit is for; the two diseases are hypertension and diabetes, their drugs paid by rules of their own (两病). */
export type Purpose = (typeof purposes)[number]
export const deliveries = ['natural', 'assisted', 'caesarean'] as const
/** How a child was born. */
export type DeliveryKind = (typeof deliveries)[number]
/** Whether an operation was planned or could not wait, as a stay's main operation was. */
export const surgeries = ['elective', 'emergency'] as const
export type Surgery = (typeof surgeries)[number]

const hospitalLevels = [1, 2, 3] as const
export type HospitalLevel = (typeof hospitalLevels)[number]

export type Care = 'outpatient' | 'inpatient'
