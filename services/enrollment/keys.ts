import type { Key } from '#shared/edge/store/item.ts'

/** What names the records of a person. */
export type PersonName = { readonly personId: string }

/** The claim on an ID number, which only one person holds. */
export const idNumberKey = ({ idNumber }: { readonly idNumber: string }): Key => ({
  pk: `ID#${idNumber}`,
  sk: 'ID',
})

export const identityKey = ({ personId }: PersonName): Key => ({ pk: `PERSON#${personId}`, sk: 'IDENTITY' })

export const coverageKey = ({ personId }: PersonName): Key => ({ pk: `PERSON#${personId}`, sk: 'COVERAGE' })
