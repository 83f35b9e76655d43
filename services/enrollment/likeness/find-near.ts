import { idOfPartition } from '#shared/edge/store/item.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Certificate } from '../person/rules/certificate.ts'
import { lastSpell } from '../person/rules/insured.ts'
import type { Named, SecretsRead } from '../person/secrets.ts'
import { certificates, goesOnAs, identities, nameIndex, namePartition } from '../person/store.ts'
import type { NearKind } from './rules/near-forms.ts'
import { exchangedNumbers, otherBirths } from './rules/near-forms.ts'
import { namesakes } from './store.ts'

type Needs = { readonly store: Store; readonly secrets: Pick<SecretsRead, 'tokenOf'> }

/** Who somebody is, to be compared with others; the employer where they have one. */
export type Compared = {
  readonly personId: string
  readonly certificate: Certificate
  readonly person: Named
  readonly employerId?: string | undefined
}

/** Another who may be the same person, and why. */
export type Near = { readonly record: PersonRecord; readonly kind: NearKind }

type Pair = { readonly personId: string; readonly kind: NearKind }

/** Of a name that more have, those born otherwise say nothing. */
const mostOfName = 100

const tokensOf = (persons: readonly Named[], { secrets }: Needs): Promise<(string | undefined)[]> =>
  Promise.all(persons.map((person) => secrets.tokenOf({ by: 'named-person', person })))

/** Those of one name and birth day and the other sex: they stand together under one token. */
const ofOtherSex = async ({ person }: Compared, effects: Needs): Promise<Pair[]> => {
  const sex = person.sex === 'male' ? 'female' : 'male'
  const [token] = await tokensOf([{ ...person, sex }], effects)
  const group = token === undefined ? undefined : await namesakes.read(effects.store, { token })
  return (group?.persons ?? []).map((personId) => ({ personId, kind: 'other-sex' as const }))
}

/** Those who have a number with two digits exchanged, and the same name. */
const withExchangedDigits = async (
  { certificate: { type, number }, person: { name } }: Compared,
  { store, secrets }: Needs,
): Promise<Pair[]> => {
  if (type !== 'id-card') return []
  const asked = exchangedNumbers(number).map((each) => ({ type, number: each }))
  const tokens = await Promise.all(
    asked.map((certificate) => secrets.tokenOf({ by: 'certificate', certificate })),
  )
  const claims = await certificates.readMany(
    store,
    tokens.flatMap((token) => (token === undefined ? [] : [{ token }])),
    { eventual: true },
  )
  const held = claims.flatMap((claim) => (claim ? [{ personId: claim.personId }] : []))
  if (held.length === 0) return []
  const [own, found] = await Promise.all([
    secrets.tokenOf({ by: 'name', name }),
    identities.readMany(store, held),
  ])
  return found.flatMap((identity) =>
    identity && identity.tokens.name === own
      ? [{ personId: identity.personId, kind: 'digits-exchanged' as const }]
      : [],
  )
}

/** Those of one name whose birth day differs in one part, by the tokens in the index of names. */
const bornOtherwise = async ({ person, employerId }: Compared, effects: Needs): Promise<Pair[]> => {
  if (employerId === undefined) return []
  const name = await effects.secrets.tokenOf({ by: 'name', name: person.name })
  if (name === undefined) return []
  const page = await effects.store.page({ index: nameIndex, pk: namePartition(name), limit: mostOfName })
  if (page.cursor !== undefined || page.items.length < 2) return []
  const tokens = await tokensOf(
    otherBirths(person.birthOn).map((birthOn) => ({ ...person, birthOn })),
    effects,
  )
  const born = new Set(tokens)
  return page.items.flatMap(({ pk, gsi1sk }) =>
    born.has(String(gsi1sk).split('#')[0])
      ? [{ personId: idOfPartition({ pk }), kind: 'birth-differs' as const }]
      : [],
  )
}

/** Whether a pair tells anything: who was born otherwise is another, unless one employer has both. */
const isTold = ({ kind }: Pair, { insured }: PersonRecord, { employerId }: Compared): boolean =>
  kind !== 'birth-differs' || lastSpell(insured).employerId === employerId

/**
 * Finds who may be the same person though no likeness says so, by keyed tokens: nobody's name or number is read, and no list
 * is walked. It is a hint to look, and nothing waits for it.
 */
export const findNear = async (compared: Compared, effects: Needs): Promise<Near[]> => {
  const found = await Promise.all([
    ofOtherSex(compared, effects),
    withExchangedDigits(compared, effects),
    bornOtherwise(compared, effects),
  ])
  const pairs = found.flat().filter(({ personId }) => personId !== compared.personId)
  if (pairs.length === 0) return []
  const [records, known] = await Promise.all([
    coverages.readMany(
      effects.store,
      pairs.map(({ personId }) => ofPerson(personId)),
    ),
    identities.readMany(effects.store, pairs),
  ])
  const told = new Set<string>()
  return pairs.flatMap((pair, index) => {
    const [record, identity] = [records[index], known[index]]
    if (!record || !identity || goesOnAs(identity) !== undefined) return []
    if (told.has(pair.personId) || !isTold(pair, record, compared)) return []
    told.add(pair.personId)
    return [{ record, kind: pair.kind }]
  })
}
