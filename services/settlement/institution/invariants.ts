import { fingerprint } from '#shared/kernel/hash.ts'
import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import type { RegisteredInstitution } from './institution-items.ts'
import { decisionRecords, institutionOf, institutionRecords, registeredBy } from './institution-items.ts'
import type { InstitutionDecisions } from './rules/change.ts'
import { faultsOfDecisions, nothingDecided } from './rules/change.ts'

const id = 'settlement.institutions-by-two'

/** Judged from the institutions that claims are judged by, with the decisions about each. */
export const institutionsAreByTwo: Invariant = {
  id,
  number: 11,
  rule: 'an institution is registered as one officer proposed and another approved, under a code of its place, and no change of it counts before the day after its approval',
  start: () => {
    const registered = new Map<string, RegisteredInstitution>()
    const decisions = new Map<string, InstitutionDecisions>()
    return {
      see: (item) => {
        if (decisionRecords.is(item)) {
          const { version: _, ...decided } = decisionRecords.content(item)
          decisions.set(decided.code, decided)
        }
        if (!institutionRecords.is(item)) return
        const institution = institutionOf(item)
        registered.set(institution.code, institution)
      },
      finish: () => {
        const faultsOf = (code: string): string[] => {
          const decided = decisions.get(code) ?? nothingDecided(code)
          const [is, due] = [registered.get(code), registeredBy(decided)]
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
