import type { Store } from '#shared/edge/store/store.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Insured } from '../person/rules/insured.ts'
import type { Transfer } from './rules/transfer.ts'
import { askedFor, releaseIndex, requestIndex, transfers, waitingForRelease } from './store.ts'

/** What is listed of a city: what waits for its release, or what it asked for. */
export const sides = ['release', 'request'] as const

type Asked = {
  readonly city: string
  readonly side: (typeof sides)[number]
  readonly cursor?: string | undefined
}
type Listed = { readonly transfer: Transfer; readonly insured: Insured | undefined }

const mostListed = 100

/** The persons that transfers ask for, in their order. */
export const personsOf = async (
  found: readonly Transfer[],
  store: Store,
): Promise<(Insured | undefined)[]> => {
  const wanted = [...new Set(found.flatMap(({ wanted }) => wanted?.personId ?? []))]
  const records = await coverages.readMany(store, wanted.map(ofPerson))
  const known = new Map(
    records.flatMap((record) => (record ? [[record.insured.personId, record.insured]] : [])),
  )
  return found.map(({ wanted }) => wanted && known.get(wanted.personId))
}

/** A page of a city's transfers, the oldest first. */
export const pageTransfers = async (
  { city, side, cursor }: Asked,
  store: Store,
): Promise<{ readonly listed: Listed[]; readonly cursor?: string }> => {
  const place =
    side === 'release'
      ? ({ index: releaseIndex, pk: waitingForRelease(city) } as const)
      : ({ index: requestIndex, pk: askedFor(city) } as const)
  const page = await store.page({
    ...place,
    limit: mostListed,
    ...(cursor === undefined ? {} : { cursor }),
  })
  // The index holds keys only, and a moment ago it may still have held what is decided by now.
  const read = await store.getMany(page.items.map(({ pk, sk }) => ({ pk, sk })))
  const found = read
    .flatMap((item) => (item ? [transfers.from(item)] : []))
    .filter(({ status }) => side === 'request' || status === 'requested')
  const persons = await personsOf(found, store)
  return {
    listed: found.map((transfer, index) => ({ transfer, insured: persons[index] })),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  }
}
