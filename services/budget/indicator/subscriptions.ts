import { insuredCounted } from '#shared/contracts/enrollment.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { recordHeads } from './store.ts'

/** Keeps who is insured, which indicators divide by. */
export const indicatorSubscriptions = ({ store }: Pick<Effects, 'store'>) => [
  on(insuredCounted, ({ data }) => recordHeads(store, data)),
]
