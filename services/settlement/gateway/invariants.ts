import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { storedKeys } from './store.ts'

const id = 'settlement.no-token-in-clear'

const faultsOf = (item: RecordedItem): string[] => {
  const { token, sealed, former } = storedKeys.from(item)
  return [
    ...(token !== undefined || former?.token !== undefined ? ['a token stands in clear'] : []),
    ...(token === undefined && sealed === undefined ? ['there is no token'] : []),
  ]
}

/** Whoever reads the table, or restores a backup of it, can sign as nobody. */
export const noTokenInClear: Invariant = {
  id,
  number: 10,
  rule: 'the token of every key that a gateway signs with is sealed',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (!storedKeys.is(item)) return
        checked += 1
        for (const what of faultsOf(item)) violations.push({ invariant: id, where: item.pk, what })
      },
      finish: () => ({ checked, violations }),
    }
  },
}
