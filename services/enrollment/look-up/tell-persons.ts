import type { PersonsAnswered, PersonsAsked } from '#shared/contracts/persons-asked.ts'
import type { Effects } from '../effects.ts'
import type { SecretsRead } from '../person/secrets.ts'
import type { Identity } from '../person/store.ts'
import { certificates, goesOnAs, identities } from '../person/store.ts'

type Needs = Pick<Effects, 'store'> & { readonly secrets: Pick<SecretsRead, 'tokenOf'> }

/** The persons of certificates, each the one that they turned out to be. */
const personsOf = async (
  tokens: readonly (string | undefined)[],
  { store }: Needs,
): Promise<(Identity | undefined)[]> => {
  const claims = await certificates.readMany(
    store,
    tokens.map((token = '') => ({ token })),
  )
  const known = new Map<string, Identity>()
  for (let open = claims.flatMap((claim) => claim?.personId ?? []); open.length > 0; ) {
    const found = await identities.readMany(
      store,
      [...new Set(open)].map((personId) => ({ personId })),
    )
    for (const each of found) if (each) known.set(each.personId, each)
    open = found.flatMap((each) => (each && goesOnAs(each)) ?? []).filter((personId) => !known.has(personId))
  }
  const whoIs = (personId: string): Identity | undefined => {
    const identity = known.get(personId)
    const next = identity && goesOnAs(identity)
    return next === undefined ? identity : whoIs(next)
  }
  return claims.map((claim) => claim && whoIs(claim.personId))
}

/** Tells another service under which ids the persons of a file are registered, by number and name together. */
export const tellPersons = async ({ persons }: PersonsAsked, effects: Needs): Promise<PersonsAnswered> => {
  const { tokenOf } = effects.secrets
  const tokens = await Promise.all(
    persons.map(async ({ idNumber: number, certificateType, name }) => ({
      certificate: await tokenOf({
        by: 'certificate',
        certificate: { type: certificateType ?? 'id-card', number },
      }),
      name: await tokenOf({ by: 'name', name }),
    })),
  )
  const found = await personsOf(
    tokens.map(({ certificate }) => certificate),
    effects,
  )
  return {
    personIds: found.map((identity, index) =>
      identity && identity.tokens.name === tokens[index]?.name ? identity.personId : null,
    ),
  }
}
