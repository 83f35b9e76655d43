import type { NamesAnswered, NamesAsked } from '#shared/contracts/names-asked.ts'
import type { Effects } from '../effects.ts'
import type { SecretsRead } from '../person/secrets.ts'
import { identities } from '../person/store.ts'
import { deciderOf } from './decider-of.ts'

type Needs = Pick<Effects, 'store' | 'journal'> & { readonly secrets: Pick<SecretsRead, 'open'> }

/** Names persons to another service, for a file of it. A look at each of them is traced before anybody is named. */
export const tellNames = async (
  { named, asker }: NamesAsked,
  requestId: string,
  { store, journal, secrets }: Needs,
): Promise<NamesAnswered> => {
  const found = await identities.readMany(
    store,
    named.map((personId) => ({ personId })),
  )
  const seen = new Set(found.flatMap((identity) => identity?.personId ?? []))
  await journal.look([...seen].map((personId) => ({ personId, requestId, by: deciderOf(asker) })))
  const persons = found.map(async (identity) => {
    if (!identity) return null
    const { personId, certificateType: type, sealed } = identity
    const { number, name } = await secrets.open(personId, sealed)
    return { name, certificate: { type, number } }
  })
  return { persons: await Promise.all(persons) }
}
