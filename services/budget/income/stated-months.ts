import type { Month } from '#shared/calendar/day.ts'
import type { monthStated } from '#shared/contracts/contribution.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { statedKey, statedPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** A month as contribution stated it. */
export type StatedMonth = ReturnType<typeof monthStated.parse>['data']

type StoredMonth = StatedMonth & { readonly version: number }

export const statedMonths = defineRecord<StoredMonth, Fund & { readonly month: Month }>({
  kind: 'stated-month',
  key: ({ month, ...fund }) => statedKey(fund, month),
})

/** Keeps what a month was stated as; the highest revision holds, whatever order they come in. */
export const recordStated = async (store: Store, stated: StatedMonth): Promise<void> => {
  await retryConflicts(async () => {
    const before = await statedMonths.read(store, stated)
    if (before && before.revision >= stated.revision) return 'kept'
    const version = before?.version ?? 0
    const written = await store.write([statedMonths.replace({ ...stated, version }, version)])
    return written.status === 'written' ? 'kept' : undefined
  })
}

/** Some months of a fund as they were stated last. */
export const listStated = (store: Store, fund: Fund, from: Month, to: Month): Promise<StatedMonth[]> =>
  Array.fromAsync(statedMonths.list(store, statedPartition(fund), { between: [from, to] }))
