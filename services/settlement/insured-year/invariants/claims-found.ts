import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../records/insured-year-item.ts'
import type { RecordedYear } from '../rules/recorded-year.ts'
import { yearName } from '../rules/recorded-year.ts'
import { lastClaims } from '../rules/trail.ts'
import type { ClaimFile } from './claim-files.ts'
import { gatherClaimFiles } from './claim-files.ts'

const id = 'settlement.claims-found'

/** The claims on the way back from those settled last, as a correction goes it; a way that leads in a circle ends too. */
const reached = ({ trail }: RecordedYear, files: ReadonlyMap<string, ClaimFile>): Set<string> => {
  const found = new Set<string>()
  let claimIds = lastClaims(trail)
  while (claimIds.length > 0) {
    const fresh = claimIds.filter((claimId) => files.has(claimId) && !found.has(claimId))
    for (const claimId of fresh) found.add(claimId)
    const last = fresh.length === claimIds.length ? fresh.at(-1) : undefined
    claimIds = files.get(last ?? '')?.recorded.follows ?? []
  }
  return found
}

/** Every person's year with the claims settled in it: a correction that misses one would count it away. */
export const claimsFound: Invariant = {
  id,
  number: 4,
  rule: "every claim of a person's year is found from the claims settled last, since each claim names those before it",
  start: () => {
    const claims = gatherClaimFiles()
    const years = new Map<string, RecordedYear>()
    return {
      see: (item) => {
        claims.see(item)
        const year = yearIn(item)
        if (year) years.set(yearName(year.state), year)
      },
      finish: () => {
        const files = claims.files()
        const found = new Set([...years.values()].flatMap((year) => [...reached(year, files)]))
        const violations = [...files.keys()]
          .filter((claimId) => !found.has(claimId))
          .map((where): Violation => ({ invariant: id, where, what: 'its year does not lead to it' }))
        return { checked: files.size, violations }
      },
    }
  },
}
