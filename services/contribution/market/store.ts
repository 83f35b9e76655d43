import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { numberAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import type { Employer } from '../employer/rules/employer.ts'
import { creditCodes, employers } from '../employer/store.ts'
import { marketEntityKey, marketPartition, struckEmployerKey, struckEmployersPartition } from '../keys.ts'
import type { MarketChange, MarketEntity, ToldEntity } from './rules/market-entity.ts'
import { changeBy, isStruckOffBy } from './rules/market-entity.ts'
import type { StruckEmployer } from './rules/struck-employer.ts'
import { struckAgain } from './rules/struck-employer.ts'

type StoredEntity = MarketEntity & { readonly version: number }
type OfEntity = Pick<MarketEntity, 'city' | 'uscc'>

export const marketEntities = defineRecord<StoredEntity, OfEntity>({
  kind: 'market-entity',
  key: marketEntityKey,
  index: ({ city, state, uscc }) => ({ gsi1pk: marketPartition(city), gsi1sk: `${state}#${uscc}` }),
})

type Needs = Pick<Effects, 'store' | 'policy'>

type StoredStruck = StruckEmployer & { readonly version: number }

/** Employers of ours that were struck off, those of a city by what was decided. */
export const struckEmployers = defineRecord<StoredStruck, Pick<StruckEmployer, 'employerId'>>({
  kind: 'struck-employer',
  key: struckEmployerKey,
  index: ({ city, state, struckOn, employerId }) => ({
    gsi1pk: struckEmployersPartition(city, state),
    gsi1sk: `${struckOn}#${employerId}`,
  }),
})

/** The employer that has a credit code in a city, as it is registered. */
export const employerOfCode = async (of: OfEntity, store: Store) => {
  const owner = await creditCodes.read(store, of)
  return owner && employers.read(store, { employerId: owner.employerId })
}

/** What a row would change; nothing is written. */
export const judgeEntity = async (entity: ToldEntity, store: Store): Promise<Decision<MarketChange>> =>
  changeBy(entity, await marketEntities.read(store, entity))

/** An employer as market supervision tells of it: its name, and its county where the office registered none. */
const toldOf = <Known extends Employer>(employer: Known, { name, county }: MarketEntity): Known => {
  const isPlaced = county !== undefined && employer.county === undefined
  if (employer.name === name && !isPlaced) return employer
  return { ...employer, name, ...(isPlaced ? { county } : {}) }
}

/** That an employer of ours is struck off becomes work at once, and once for each time that it is. */
const strikeWrites = async (
  { state, on, name, uscc }: MarketEntity,
  employer: Employer | undefined,
  today: Day,
  { store, policy }: Needs,
): Promise<Write[]> => {
  if (state !== 'deregistered' || !employer) return []
  const { employerId, city } = employer
  const days = numberAt(policy(), 'contribution.strike_off.decision_days', { on: today })
  const told = { name, struckOn: on, toldOn: today, decideBy: addDays(today, days) }
  const before = await struckEmployers.read(store, employer)
  if (!before) return [struckEmployers.create({ employerId, city, uscc, ...told, state: 'open', version: 1 })]
  const { version, ...known } = before
  const again = struckAgain(known as StruckEmployer, told)
  return again ? [struckEmployers.replace({ ...again, version }, version)] : []
}

/**
 * Takes what market supervision tells of an enterprise on a day. An employer of ours that has its code goes by the name that is told, and lies in
 * the county that is, where the office registered none;
 * whatever else is registered of it is the office's.
 */
export const saveEntity = (
  { isReinstated, ...entity }: ToldEntity,
  today: Day,
  effects: Needs,
): Promise<Decision<MarketChange>> =>
  retryConflicts(async () => {
    const { store } = effects
    const [known, employer] = await Promise.all([
      marketEntities.read(store, entity),
      employerOfCode(entity, store),
    ])
    const change = changeBy({ ...entity, ...(isReinstated ? { isReinstated } : {}) }, known)
    if (change.status === 'refused' || change.value === 'known') return change
    const version = known?.version ?? 0
    const told = employer && toldOf(employer, entity)
    const written = await store.write([
      marketEntities.replace({ ...entity, version }, version),
      ...(await strikeWrites(entity, employer, today, effects)),
      ...(told && told !== employer ? [employers.replace(told, employer.version)] : []),
    ])
    return written.status === 'written' ? accept(change.value) : undefined
  })

/**
 * The day on which an employer was struck off, where that was before a month; undefined of all others, and of one that stands
 * by the decision of two officers.
 */
export const struckOffBefore = async (
  employerId: string,
  month: Month,
  store: Store,
): Promise<string | undefined> => {
  const employer = await employers.read(store, { employerId })
  if (employer?.uscc === undefined) return undefined
  const [known, struck] = await Promise.all([
    marketEntities.read(store, { city: employer.city, uscc: employer.uscc }),
    struckEmployers.read(store, employer),
  ])
  return isStruckOffBy(known, month) && struck?.state !== 'stands' ? known?.on : undefined
}
