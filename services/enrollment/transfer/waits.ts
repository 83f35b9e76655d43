import type { Wait } from '#shared/kernel/wait.ts'
import { transfers } from './store.ts'

/** A person whom nobody released or refused in time is covered by a city that they may have left. */
export const transfersAreDecided: Wait = {
  id: 'enrollment.transfers-are-decided',
  rule: 'a transfer is released or refused by the city that covers the person before its deadline',
  work: { zh: '参保转移待转出地办理', en: 'transfers between cities that wait for a release' },
  waits: (item) => {
    if (!transfers.is(item)) return undefined
    const { status, wanted, requested, deadlineOn } = transfers.from(item)
    // A request that met nobody waits for nobody.
    return status === 'requested' && wanted ? { since: requested.on, until: deadlineOn } : undefined
  },
}
