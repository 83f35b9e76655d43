import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { SettlementList } from './rules/settlement-list.ts'
import { faultsOfLists } from './rules/settlement-list.ts'
import { listIn } from './store.ts'

const id = 'settlement.lists-are-the-claims'

/** Judged from the settlement lists with the settlements that they are of, be these cancelled since. */
export const listsAreTheClaims: Invariant = {
  id,
  number: 11,
  rule: 'a settlement list is of a settlement of the same institution and person, has its days and its cost, and each version of it was sent once',
  start: () => {
    const lists = new Map<string, SettlementList[]>()
    const claims = new Map<string, ClaimSettled>()
    return {
      see: (item) => {
        const list = listIn(item)
        if (list) lists.set(list.claimId, [...(lists.get(list.claimId) ?? []), list])
        const settled = settledIn(item)
        if (settled) claims.set(settled.claim.claimId, settled.claim)
      },
      finish: () => {
        const violations = [...lists].flatMap(([claimId, own]) =>
          faultsOfLists(own, claims.get(claimId)).map(
            (what): Violation => ({ invariant: id, where: claimId, what }),
          ),
        )
        return { checked: lists.size, violations }
      },
    }
  },
}
