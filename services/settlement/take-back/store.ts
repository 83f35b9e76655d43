import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { takeBackKey, takeBacksIn } from '../keys.ts'
import type { TakeBack } from './rules/take-back.ts'

/** As stored, with the commands that changed it: one that comes again, however late, changes nothing. */
export type StoredTakeBack = {
  readonly takeBack: TakeBack
  readonly commands: readonly string[]
  readonly version: number
}

export const takeBacks = defineRecord<StoredTakeBack, { readonly takeBack: Pick<TakeBack, 'benefitId'> }>({
  kind: 'allowance-take-back',
  key: ({ takeBack }) => takeBackKey(takeBack),
  index: ({ takeBack: { city, state, since, benefitId } }) => ({
    gsi1pk: takeBacksIn(city, state),
    gsi1sk: `${since}#${benefitId}`,
  }),
})

export const readTakeBack = (store: Store, benefitId: string): Promise<StoredTakeBack | undefined> =>
  takeBacks.read(store, { takeBack: { benefitId } })

/** A page of a city's in a state, the oldest first; what changed since the index was written is left out. */
export const pageTakeBacks = async (
  store: Store,
  { city, state }: { readonly city: string; readonly state: TakeBack['state'] },
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly found: readonly TakeBack[]; readonly cursor?: string }> => {
  const { items, cursor } = await store.page({ index: 'gsi1', pk: takeBacksIn(city, state), ...place })
  const read = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
  const found = read.flatMap((item) => (item ? [takeBacks.from(item).takeBack] : []))
  return {
    found: found.filter((each) => each.state === state),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
