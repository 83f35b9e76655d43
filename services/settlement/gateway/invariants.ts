import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
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

const byTwo = 'settlement.gateway-keys-by-two'

/** Judged from the keys as they stand; one that an earlier release had one person give says nothing of hands. */
export const gatewayKeysAreByTwo: Invariant = {
  id: byTwo,
  number: 10,
  rule: 'every key that signs for a hospital was made by one officer and put in force by another',
  start: () => {
    let checked = 0
    const violations: Violation[] = []
    return {
      see: (item) => {
        if (!storedKeys.is(item)) return
        const { hands, waits, approved, madeBy } = storedKeys.from(item)
        if (hands === undefined) return
        checked += 1
        if (waits || (approved && !isSamePerson(approved.by, madeBy))) return
        // A key may be ended before anybody approved it: then it still waits.
        const what = 'one person made it and put it in force'
        violations.push({ invariant: byTwo, where: item.pk, what })
      },
      finish: () => ({ checked, violations }),
    }
  },
}
