import { insuredCounted } from '#shared/contracts/enrollment.ts'
import { on } from '#shared/edge/events/consume.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Effects } from '../effects.ts'
import { recordHeads } from '../indicator/store.ts'
import { judgeFor } from './tasks.ts'

/**
 * Keeps who is insured, which indicators divide by, and judges the city's funds on it: a month's figures are complete
 * then. The schedule judges every fund each morning too, and a line that passes its budget is judged at once.
 */
export const warningSubscriptions = (effects: Pick<Effects, 'store' | 'policy'>) => [
  on(insuredCounted, async ({ id, data }) => {
    await recordHeads(effects.store, data)
    for (const scheme of schemes)
      await judgeFor(effects, {
        fund: { city: data.city, scheme },
        on: data.on,
        commandId: `${id}:${scheme}`,
      })
  }),
]
