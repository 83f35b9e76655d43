import { defineRecord } from '#shared/edge/store/record.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { disabledKey } from '../keys.ts'
import type { Disabled, DisabledChange } from './rules/disabled.ts'
import { changeBy } from './rules/disabled.ts'

/** Where those of a city stand together who have a certificate. */
export const disabledIndex = 'gsi2'
export const disabledPartition = (city: string): string => `DISABLED#${city}`

export const disabledPersons = defineRecord<
  Disabled & { readonly version: number },
  Pick<Disabled, 'personId'>
>({
  kind: 'disabled-person',
  key: disabledKey,
  index: ({ city, personId, ended }) => (ended ? {} : { gsi2pk: disabledPartition(city), gsi2sk: personId }),
})

/** What a row would change; nothing is written. */
export const judgeDisabled = async (told: Disabled, store: Store): Promise<DisabledChange> =>
  changeBy(told, await disabledPersons.read(store, told))

/** Takes what the federation tells of somebody. */
export const saveDisabled = (told: Disabled, store: Store): Promise<DisabledChange> =>
  retryConflicts(async () => {
    const known = await disabledPersons.read(store, told)
    const change = changeBy(told, known)
    if (change === 'known') return change
    const version = known?.version ?? 0
    const written = await store.write([disabledPersons.replace({ ...told, version }, version)])
    return written.status === 'written' ? change : undefined
  })
