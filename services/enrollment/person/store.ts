import { defineRecord } from '#shared/edge/store/record.ts'
import type { PersonName } from '../keys.ts'
import { identityKey, idNumberKey } from '../keys.ts'
import type { Sex } from './rules/id-number.ts'

/** Who a person is in the register of residents; kept apart so that nothing else carries it. */
export type Identity = PersonName & {
  readonly idNumber: string
  /** As it was written; names are compared in their normal form. */
  readonly name: string
  readonly sex: Sex
  readonly birthOn: string
  /** How often the name was corrected; absent when never. */
  readonly namesCorrected?: number
}

export const identities = defineRecord<Identity, PersonName>({ kind: 'identity', key: identityKey })

/** Whose an ID number is. */
export const idNumbers = defineRecord<PersonName, Pick<Identity, 'idNumber'>>({
  kind: 'id-number',
  key: idNumberKey,
})
