import { idCardType } from './person-codes.ts'
import type { Persons } from './persons.ts'
import type { Identity } from './setlinfo.ts'
import type { SettlementMode } from './settlement-answer.ts'
import type { NationalMessage } from './transaction.ts'

/** A message that is about one person. */
export type OfPerson = Pick<NationalMessage<Identity & { readonly psn_no: string }>, 'input' | 'infno'> &
  Pick<NationalMessage<unknown>, 'asker' | 'effects'>

/** After enrollment did not answer nobody waits for it again for so long: many settlements may come in one call. */
const silenceMilliseconds = 10_000
const silentUntil = new WeakMap<Persons, number>()

/**
 * Who the patient is: as the message says, or, where it says neither name nor certificate, as enrollment answers. Neither
 * is stored here. While enrollment does not answer they stay empty: a settlement waits for nobody's name.
 */
export const identityOf = async ({ infno, input, asker, effects }: OfPerson): Promise<Identity> => {
  if (input.psn_name !== undefined || input.certno !== undefined) return input
  const { persons, now } = effects
  if (now() < (silentUntil.get(persons) ?? 0)) return input
  const operation = `${asker.operation} ${infno}`
  const answer = await persons.find({
    by: { personId: input.psn_no },
    asker: { ...asker, operation },
  })
  if (answer.status === 'unavailable') silentUntil.set(persons, now() + silenceMilliseconds)
  if (answer.status !== 'found' || answer.personId !== input.psn_no) return input
  const { name: psn_name, certificate } = answer
  return { ...input, psn_name, certno: certificate.number, psn_cert_type: idCardType }
}

/** The same of a settlement. A preview binds nobody and is not counted, so it only repeats what its message says. */
export const identityIn = async (message: OfPerson, does: SettlementMode): Promise<Identity> =>
  does === 'settle' ? identityOf(message) : message.input
