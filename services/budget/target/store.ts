import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { targetKey, targetNumberKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Target } from './rules/target.ts'

type StoredTarget = { readonly target: Target | undefined; readonly version: number }

export const targets = defineRecord<
  Target & { readonly version: number },
  { readonly fund: Fund; readonly year: FundYear }
>({ kind: 'area-target', key: ({ fund, year }) => targetKey(fund, year) })

/** Targets whose place others took. */
const earlierTargets = defineRecord<Target>({
  kind: 'area-target-before',
  key: ({ fund, year, number }) => targetNumberKey(fund, year, number),
})

/** A year's target as it was last proposed; version 0 when there is none yet. */
export const readTarget = async (store: Store, fund: Fund, year: FundYear): Promise<StoredTarget> => {
  const target = await targets.read(store, { fund, year })
  return { target, version: target?.version ?? 0 }
}

/** Saves a target; an approved one that another takes the place of stays readable. False when changed meanwhile. */
export const saveTarget = async (
  store: Store,
  target: Target,
  { target: before, version }: StoredTarget,
): Promise<boolean> => {
  const kept = before?.status === 'approved' ? [earlierTargets.create(before)] : []
  const written = await store.write([targets.replace({ ...target, version }, version), ...kept])
  return written.status === 'written'
}
