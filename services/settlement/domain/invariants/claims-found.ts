import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import type { RecordedYear } from '../recorded/insured-year-item.ts'
import type { ClaimFile } from './claim-files.ts'
import { gatherClaimFiles } from './claim-files.ts'
import { yearIn, yearName } from './recorded.ts'

const id = 'settlement.claims-found'

/** How many claims lie on the way back from the one settled last; a way that leads in a circle ends too. */
const reached = (latest: string | undefined, files: ReadonlyMap<string, ClaimFile>): Set<string> => {
  const found = new Set<string>()
  let claimId = latest
  while (claimId !== undefined && files.has(claimId) && !found.has(claimId)) {
    found.add(claimId)
    claimId = files.get(claimId)?.recorded.follows
  }
  return found
}

/** Every person's year with the claims settled in it: a correction that misses one would count it away. */
export const claimsFound: Invariant = {
  id,
  number: 4,
  rule: "every claim of a person's year is found from the one settled last, each naming the one before it",
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
        const found = new Set([...years.values()].flatMap(({ trail }) => [...reached(trail.latest, files)]))
        const violations = [...files.keys()]
          .filter((claimId) => !found.has(claimId))
          .map((where): Violation => ({ invariant: id, where, what: 'its year does not lead to it' }))
        return { checked: files.size, violations }
      },
    }
  },
}
