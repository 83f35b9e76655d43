import type { Wait } from '#shared/kernel/wait.ts'
import type { Transfer } from './rules/transfer.ts'

/** A person whom nobody released or refused in time is covered by a city that they may have left. */
export const transfersAreDecided: Wait = {
  id: 'enrollment.transfers-are-decided',
  rule: 'a transfer is released or refused by the city that covers the person before its deadline',
  waits: (item) => {
    if (item.kind !== 'transfer') return undefined
    const { status, wanted, requested, deadlineOn } = item as unknown as Transfer
    // A request that met nobody waits for nobody.
    return status === 'requested' && wanted ? { since: requested.on, until: deadlineOn } : undefined
  },
}
