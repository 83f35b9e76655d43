import type { Key } from '#shared/edge/store/item.ts'

/** What names the records of a person. */
export type OfPerson = { readonly personId: string }

/** The claim on an ID number, which only one person holds. */
export const idNumberKey = ({ idNumber }: { readonly idNumber: string }): Key => ({
  pk: `ID#${idNumber}`,
  sk: 'ID',
})

/** The partition of a person's records. */
export const personKey = ({ personId }: OfPerson): string => `PERSON#${personId}`

export const identityKey = (of: OfPerson): Key => ({ pk: personKey(of), sk: 'IDENTITY' })

export const coverageKey = (of: OfPerson): Key => ({ pk: personKey(of), sk: 'COVERAGE' })

export const nameCorrectionPrefix = 'NAME#'

/** A correction of a name stands under its number, so that two at once cannot both be written. */
export const nameCorrectionKey = ({ number, ...of }: OfPerson & { readonly number: number }): Key => ({
  pk: personKey(of),
  sk: `${nameCorrectionPrefix}${String(number).padStart(6, '0')}`,
})
