import type { Key } from '#shared/edge/store/item.ts'

/** What names the records of a person. */
export type OfPerson = { readonly personId: string }

/** The claim on a certificate, by the token that stands for it. */
export const certificateKey = ({ token }: { readonly token: string }): Key => ({
  pk: `CERTIFICATE#${token}`,
  sk: 'CERTIFICATE',
})

export const identityKey = ({ personId }: OfPerson): Key => ({ pk: `PERSON#${personId}`, sk: 'IDENTITY' })

export const coverageKey = ({ personId }: OfPerson): Key => ({ pk: `PERSON#${personId}`, sk: 'COVERAGE' })
