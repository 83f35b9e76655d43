import type { Month } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { creditCodes, employers } from '../employer/store.ts'
import { marketEntityKey, marketPartition } from '../keys.ts'
import type { MarketChange, MarketEntity } from './rules/market-entity.ts'
import { changeBy, isStruckOffBy } from './rules/market-entity.ts'

type StoredEntity = MarketEntity & { readonly version: number }
type OfEntity = Pick<MarketEntity, 'city' | 'uscc'>

export const marketEntities = defineRecord<StoredEntity, OfEntity>({
  kind: 'market-entity',
  key: marketEntityKey,
  index: ({ city, state, uscc }) => ({ gsi1pk: marketPartition(city), gsi1sk: `${state}#${uscc}` }),
})

/** The employer that has a credit code in a city, as it is registered. */
export const employerOfCode = async (of: OfEntity, store: Store) => {
  const owner = await creditCodes.read(store, of)
  return owner && employers.read(store, { employerId: owner.employerId })
}

/** What a row would change; nothing is written. */
export const judgeEntity = async (entity: MarketEntity, store: Store): Promise<Decision<MarketChange>> =>
  changeBy(entity, await marketEntities.read(store, entity))

/**
 * Takes what market supervision tells of an enterprise. An employer of ours that has its code goes by the name that is told;
 * whatever else is registered of it is the office's.
 */
export const saveEntity = (entity: MarketEntity, store: Store): Promise<Decision<MarketChange>> =>
  retryConflicts(async () => {
    const [known, employer] = await Promise.all([
      marketEntities.read(store, entity),
      employerOfCode(entity, store),
    ])
    const change = changeBy(entity, known)
    if (change.status === 'refused' || change.value === 'known') return change
    const version = known?.version ?? 0
    const isRenamed = employer !== undefined && employer.name !== entity.name
    const written = await store.write([
      marketEntities.replace({ ...entity, version }, version),
      ...(isRenamed ? [employers.replace({ ...employer, name: entity.name }, employer.version)] : []),
    ])
    return written.status === 'written' ? accept(change.value) : undefined
  })

/** The day on which an employer was struck off, where that was before a month; undefined of all others. */
export const struckOffBefore = async (
  employerId: string,
  month: Month,
  store: Store,
): Promise<string | undefined> => {
  const employer = await employers.read(store, { employerId })
  if (employer?.uscc === undefined) return undefined
  const known = await marketEntities.read(store, { city: employer.city, uscc: employer.uscc })
  return isStruckOffBy(known, month) ? known?.on : undefined
}
