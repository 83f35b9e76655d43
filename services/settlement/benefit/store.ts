import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { benefitKey, benefitsIn, deliveriesKey } from '../keys.ts'
import type { Benefit } from './rules/benefit.ts'
import type { ClaimedDelivery } from './rules/maternity.ts'

/** A benefit as stored, with the version its next write replaces. */
export type StoredBenefit = { readonly benefit: Benefit; readonly version: number }

const idOf = (benefitId: string) => ({ benefit: { benefitId } })

export const benefits = defineRecord<StoredBenefit, { readonly benefit: Pick<Benefit, 'benefitId'> }>({
  kind: 'benefit',
  key: ({ benefit }) => benefitKey(benefit),
  index: ({ benefit: { city, state, proposed, benefitId } }) => ({
    gsi1pk: benefitsIn(city, state),
    gsi1sk: `${proposed.on}#${benefitId}`,
  }),
})

type Deliveries = {
  readonly personId: string
  readonly deliveries: readonly ClaimedDelivery[]
  readonly version: number
}

export const deliveries = defineRecord<Deliveries, Pick<Deliveries, 'personId'>>({
  kind: 'deliveries',
  key: deliveriesKey,
})

export const benefitWrite = (stored: StoredBenefit): Write => benefits.replace(stored, stored.version)

export const readBenefit = (store: Store, benefitId: string): Promise<StoredBenefit | undefined> =>
  benefits.read(store, idOf(benefitId))

/** What a person's allowances were asked for so far. */
export const readDeliveries = async (store: Store, personId: string): Promise<Deliveries> =>
  (await deliveries.read(store, { personId })) ?? { personId, deliveries: [], version: 0 }

export const deliveriesWrite = (after: Deliveries): Write => {
  const { personId, deliveries: claimed, version } = after
  return deliveries.replace({ personId, deliveries: claimed, version }, version)
}

/** Requires a person's deliveries to be as they were read, where another number's claim is decided by them. */
export const requireDeliveries = ({ personId, version }: Deliveries): Write => ({
  kind: 'require',
  key: deliveriesKey({ personId }),
  version,
})

/** A page of a city's benefits in a state, the oldest first; what changed since the index was written is left out. */
export const pageBenefits = async (
  store: Store,
  { city, state }: { readonly city: string; readonly state: Benefit['state'] },
  place: { readonly limit: number; readonly cursor?: string },
): Promise<{ readonly found: readonly Benefit[]; readonly cursor?: string }> => {
  const { items, cursor } = await store.page({ index: 'gsi1', pk: benefitsIn(city, state), ...place })
  const read = await store.getMany(items.map(({ pk, sk }) => ({ pk, sk })))
  const found = read.flatMap((item) => (item ? [benefits.from(item).benefit] : []))
  return {
    found: found.filter((benefit) => benefit.state === state),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
