import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { AccountEntry } from './account-entries.ts'
import { accountEntries } from './account-entries.ts'

const id = 'settlement.joined-accounts'

/** Judged from an entry with that of the other number. */
export const joinedAccountsBalance: Invariant = {
  id,
  number: 4,
  rule: 'what an account gave to the number that goes on came to that account: two entries of one id, each naming the other, with one sum',
  start: () => {
    const moves = new Map<string, AccountEntry[]>()
    return {
      see: (item: RecordedItem) => {
        if (!accountEntries.is(item)) return
        const entry = accountEntries.from(item)
        if (entry.cause !== 'number-joined') return
        moves.set(entry.entryId, [...(moves.get(entry.entryId) ?? []), entry])
      },
      finish: () => {
        const violations = [...moves].flatMap(([where, [one, other, ...more]]): Violation[] => {
          const isPair =
            one !== undefined &&
            other !== undefined &&
            more.length === 0 &&
            one.other === other.personId &&
            other.other === one.personId &&
            one.amount === -other.amount &&
            one.city === other.city
          return isPair ? [] : [{ invariant: id, where, what: 'what one number gave, the other did not get' }]
        })
        return { checked: moves.size, violations }
      },
    }
  },
}
