import { defineRecord } from '#shared/edge/store/record.ts'
import type { PersonName } from '../keys.ts'
import { certificateKey, identityKey } from '../keys.ts'
import type { Certificate } from './rules/certificate.ts'
import type { Sex } from './rules/id-number.ts'
import type { Tokens } from './secrets.ts'

/**
 * Who a person is in the register of residents; kept apart so that nothing else carries it. Number and name are sealed, and
 * found by their tokens only.
 */
export type Identity = PersonName & {
  readonly certificateType: Certificate['type']
  readonly sex: Sex
  readonly birthOn: string
  readonly tokens: Tokens
  /** Number and name as it was written, encrypted. */
  readonly sealed: string
  /** The country that issued the passport, where it was told. */
  readonly passportOf?: string
  /** How often the name was corrected; absent when never. */
  readonly namesCorrected?: number
  /** How often another number was recorded; the former ones still find the person. */
  readonly numbersCorrected?: number
  /** Stands among their namesakes; absent with those registered before these were compared, until the check of all. */
  readonly compared?: true
  /** The person that they turned out to be: whoever asks by their number finds that one. */
  readonly mergedInto?: string
  /** The person that they had turned out to be, and are not: two hands parted them. */
  readonly partedFrom?: string
}

/** The person as whom somebody goes on; undefined of whoever is nobody else, or not any more. */
export const goesOnAs = ({
  mergedInto,
  partedFrom,
}: Pick<Identity, 'mergedInto' | 'partedFrom'>): string | undefined =>
  mergedInto === partedFrom ? undefined : mergedInto

/** Where identities stand in the indexes: by name, those of one sex and birth together; by initials, in order of birth. */
export const nameIndex = 'gsi1'
export const initialsIndex = 'gsi2'
export const namePartition = (token: string): string => `NAME#${token}`
export const initialsPartition = (token: string): string => `INITIALS#${token}`

export const identities = defineRecord<Identity, PersonName>({
  kind: 'identity',
  key: identityKey,
  index: ({ personId, birthOn, tokens }) => ({
    gsi1pk: namePartition(tokens.name),
    gsi1sk: `${tokens.namedPerson}#${personId}`,
    gsi2pk: initialsPartition(tokens.initials),
    gsi2sk: `${birthOn}#${personId}`,
  }),
})

/** The claim on a certificate, which only one person holds; `token` stands for its type and number. */
export type CertificateClaim = PersonName & {
  readonly token: string
  /** The report by which it came to a person who was registered under another. */
  readonly report?: number
}

export const certificates = defineRecord<CertificateClaim, Pick<CertificateClaim, 'token'>>({
  kind: 'certificate',
  key: certificateKey,
})
