import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { settledClaims } from '../insured-year/records/claim-item.ts'
import { reversalMarks } from '../insured-year/records/reversal-item.ts'
import { claimIdOf } from '../keys.ts'
import type { VisitCall } from './calls.ts'
import { visitCalls } from './calls.ts'
import { visitSettlements } from './store.ts'

const id = 'settlement.visits'

type Call = Pick<VisitCall, 'visitId' | 'event'> & { readonly where: string }

/** Visits against the claims that settled them and the calls that made their events. */
export const visits: Invariant = {
  id,
  number: 3,
  rule: 'every settlement of a visit is a recorded claim, at most one claim stands, and every call about a visit made one event',
  start: () => {
    const events = new Set<string>()
    const settledBy = new Map<string, string[]>()
    const claims = new Set<string>()
    /** How often each claim was reversed, less how often that was taken back. */
    const reversed = new Map<string, number>()
    const calls: Call[] = []
    return {
      see: (item) => {
        if (item.pk.startsWith('VISIT#')) {
          events.add(`${item.pk} ${Number(item.sk.slice('EVENT#'.length))}`)
          if (visitSettlements.is(item))
            settledBy.set(item.pk, [...(settledBy.get(item.pk) ?? []), visitSettlements.from(item).claimId])
        }
        if (settledClaims.is(item)) claims.add(claimIdOf(item))
        if (reversalMarks.is(item)) {
          const turned = reversalMarks.from(item).undoes === undefined ? 1 : -1
          reversed.set(claimIdOf(item), (reversed.get(claimIdOf(item)) ?? 0) + turned)
        }
        if (visitCalls.is(item)) calls.push({ where: item.pk, ...visitCalls.content(item) })
      },
      finish: () => {
        const violations: Violation[] = []
        for (const [where, ids] of settledBy) {
          const missing = ids.find((claimId) => !claims.has(claimId))
          if (missing !== undefined)
            violations.push({ invariant: id, where, what: 'it is settled by no claim', figures: { missing } })
          const standing = [...new Set(ids)].filter((claimId) => (reversed.get(claimId) ?? 0) === 0).length
          if (standing > 1)
            violations.push({ invariant: id, where, what: 'it is settled twice', figures: { standing } })
        }
        for (const { where, visitId, event } of calls)
          if (!events.has(`VISIT#${visitId} ${event}`))
            violations.push({
              invariant: id,
              where,
              what: 'its event is not there',
              figures: { visitId, event },
            })
        return { checked: settledBy.size + calls.length, violations }
      },
    }
  },
}
