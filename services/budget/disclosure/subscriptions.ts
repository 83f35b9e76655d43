import { institutionRegistered } from '#shared/contracts/settlement.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { recordName } from './store.ts'

/** Keeps what institutions are called, for the public reads names and no codes. */
export const disclosureSubscriptions = ({ store }: Pick<Effects, 'store'>) => [
  on(institutionRegistered, async ({ data }) => {
    await recordName(store, data)
  }),
]
