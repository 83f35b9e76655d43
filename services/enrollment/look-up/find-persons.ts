import { idOfPartition } from '#shared/edge/store/item.ts'
import type { Listing, Store } from '#shared/edge/store/store.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { whoHolds } from '../person/holders.ts'
import type { Certificate } from '../person/rules/certificate.ts'
import type { Named, SecretsRead } from '../person/secrets.ts'
import type { Identity } from '../person/store.ts'
import {
  goesOnAs,
  identities,
  initialsIndex,
  initialsPartition,
  nameIndex,
  namePartition,
} from '../person/store.ts'

type Needs = Pick<Effects, 'store'> & { readonly secrets: Pick<SecretsRead, 'tokenOf' | 'certificateTokens'> }

/** A person, or the one that they turned out to be. */
const whoIs = async (personId: string, store: Store): Promise<Identity | undefined> => {
  const identity = await identities.read(store, { personId })
  const next = identity && goesOnAs(identity)
  return next === undefined ? identity : whoIs(next, store)
}

/** The person of a certificate, and of a name where one is given; undefined where there is none. */
export const findByCertificate = async (
  { certificate, name }: { readonly certificate: Certificate; readonly name?: string | undefined },
  { store, secrets }: Needs,
): Promise<Identity | undefined> => {
  const [holder] = await whoHolds([certificate], { store, secrets })
  const identity = holder === undefined ? undefined : await whoIs(holder, store)
  if (!identity || name === undefined) return identity
  return identity.tokens.name === (await secrets.tokenOf({ by: 'name', name })) ? identity : undefined
}

/** What persons are searched for by; whatever is left out is open. */
export type Search =
  | ({ readonly by: 'name' } & Pick<Named, 'name'> & Partial<Named>)
  | { readonly by: 'initials'; readonly initials: string; readonly birthOn?: string | undefined }

/** A part of an index. */
type Place = Pick<Listing, 'index' | 'pk' | 'prefix'>

/** An index does not take an empty beginning for an open one. */
const beginningWith = (prefix: string | undefined): Pick<Place, 'prefix'> => (prefix ? { prefix } : {})

/** Where in an index the persons of a search stand; undefined while nobody is registered yet. */
const placeOf = async (search: Search, { secrets }: Needs): Promise<Place | undefined> => {
  if (search.by === 'initials') {
    const token = await secrets.tokenOf(search)
    return token === undefined
      ? undefined
      : { index: initialsIndex, pk: initialsPartition(token), ...beginningWith(search.birthOn) }
  }
  const { name, sex, birthOn } = search
  const token = await secrets.tokenOf({ by: 'name', name })
  const named =
    sex && birthOn && (await secrets.tokenOf({ by: 'named-person', person: { name, sex, birthOn } }))
  return token === undefined
    ? undefined
    : { index: nameIndex, pk: namePartition(token), ...beginningWith(named) }
}

/** No answer shows more persons; whoever is looked for is told apart by their birth day. */
export const mostFound = 20
/** A search that meets more persons of other cities than this is too wide. */
const mostMet = 500
const atOnce = 100

type Found = { readonly records: readonly PersonRecord[]; readonly more: boolean }

/** The persons of a search whose records the caller may see, as far as an answer shows them. */
export const searchPersons = async (
  search: Search,
  maySee: (record: PersonRecord) => boolean,
  effects: Needs,
): Promise<Found> => {
  const place = await placeOf(search, effects)
  if (!place) return { records: [], more: false }
  const records: PersonRecord[] = []
  let met = 0
  for await (const personIds of personsIn(place, effects)) {
    if (met >= mostMet) return { records, more: true }
    met += personIds.length
    const known = await coverages.readMany(effects.store, personIds.map(ofPerson))
    const seen = known.flatMap((record) => (record && maySee(record) ? [record] : []))
    if (records.length + seen.length > mostFound)
      return { records: [...records, ...seen].slice(0, mostFound), more: true }
    records.push(...seen)
  }
  return { records, more: false }
}

/** The persons that stand in a place of an index, page by page: its items hold their keys only. */
async function* personsIn(place: Place, { store }: Needs): AsyncGenerator<string[]> {
  let cursor: string | undefined
  do {
    const page = await store.page({ ...place, limit: atOnce, ...(cursor === undefined ? {} : { cursor }) })
    yield page.items.map(idOfPartition)
    cursor = page.cursor
  } while (cursor !== undefined)
}
