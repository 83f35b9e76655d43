import type { PersonAnswered, PersonAsked } from '#shared/contracts/person-asked.ts'
import type { Effects } from '../effects.ts'
import type { SecretsRead } from '../person/secrets.ts'
import type { Identity } from '../person/store.ts'
import { identities } from '../person/store.ts'
import { deciderOf } from './decider-of.ts'
import { findByCertificate } from './find-persons.ts'

type Needs = Pick<Effects, 'store' | 'journal'> & { readonly secrets: SecretsRead }

const identityOf = ({ by }: PersonAsked, effects: Needs): Promise<Identity | undefined> =>
  'personId' in by ? identities.read(effects.store, by) : findByCertificate(by, effects)

/** Tells another service who a person is; the look is traced before it is answered. */
export const tellPerson = async (
  asked: PersonAsked,
  requestId: string,
  effects: Needs,
): Promise<PersonAnswered> => {
  const identity = await identityOf(asked, effects)
  if (!identity) return { status: 'unknown' }
  const { personId, certificateType: type, sex, birthOn, sealed } = identity
  const [{ number, name }] = await Promise.all([
    effects.secrets.open(personId, sealed),
    effects.journal.look([{ personId, requestId, by: deciderOf(asked.asker) }]),
  ])
  return { status: 'found', personId, name, certificate: { type, number }, sex, birthOn }
}
