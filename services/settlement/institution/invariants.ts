import { fingerprint } from '#shared/kernel/hash.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import {
  decisionRecords,
  earlierIn,
  institutionOf,
  institutionRecords,
  registeredBy,
} from './institution-items.ts'
import type { InstitutionDecisions } from './rules/change.ts'
import { faultsOfDecisions, nothingDecided } from './rules/change.ts'

const id = 'settlement.institutions-by-two'

type Registered = {
  readonly institution: ReturnType<typeof institutionOf>
  readonly earlier: InstitutionDecisions['earlier']
}

/**
 * Judged from the institutions that claims are judged by, with the decisions about each. What an earlier release registered
 * by one officer is no fault; it is told as work (`settlement.one-hand-institutions-are-told`).
 */
export const institutionsAreByTwo: Invariant = {
  id,
  number: 11,
  rule: 'an institution is registered as one officer proposed and another approved, under a code of its place, and no change of it counts before the day after its approval',
  start: () => {
    const registered = new Map<string, Registered>()
    const decisions = new Map<string, InstitutionDecisions>()
    return {
      see: (item) => {
        if (decisionRecords.is(item)) {
          const { version: _, ...decided } = decisionRecords.content(item)
          decisions.set(decided.code, decided)
        }
        if (!institutionRecords.is(item)) return
        const institution = institutionOf(item)
        registered.set(institution.code, { institution, earlier: earlierIn(item) })
      },
      finish: () => {
        const faultsOf = (code: string): string[] => {
          const held = registered.get(code)
          const decided = decisions.get(code) ?? nothingDecided(code, held?.earlier)
          const [is, due] = [held?.institution, registeredBy(decided)]
          const other = fingerprint(is ?? {}) !== fingerprint(due ?? {})
          return [
            ...faultsOfDecisions(decided),
            ...(other ? ['it is registered otherwise than two officers decided'] : []),
          ]
        }
        const codes = new Set([...registered.keys(), ...decisions.keys()])
        const violations = [...codes].flatMap((code) =>
          faultsOf(code).map((what): Violation => ({ invariant: id, where: code, what })),
        )
        return { checked: codes.size, violations }
      },
    }
  },
}
