import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { targetKey, targetNumberKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Target } from './rules/target.ts'

type StoredTarget = { readonly target: Target | undefined; readonly version: number }

/** A year's target as it was last proposed; version 0 when there is none yet. */
export const readTarget = async (store: Store, fund: Fund, year: FundYear): Promise<StoredTarget> => {
  const item = await store.get(targetKey(fund, year))
  if (!item) return { target: undefined, version: 0 }
  const { pk, sk, kind, version, ...target } = item
  return { target: target as unknown as Target, version: Number(version) }
}

/** Saves a target; an approved one that another takes the place of stays readable. False when changed meanwhile. */
export const saveTarget = async (
  store: Store,
  target: Target,
  { target: before, version }: StoredTarget,
): Promise<boolean> => {
  const { fund, year } = target
  const item = { ...targetKey(fund, year), kind: 'area-target', ...target }
  const writes: Write[] = [{ kind: 'replace', item, version }]
  if (before?.status === 'approved')
    writes.push({
      kind: 'create',
      item: { ...targetNumberKey(fund, year, before.number), kind: 'area-target-before', ...before },
    })
  return (await store.write(writes)).status === 'written'
}
