import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Effects } from '../effects.ts'
import type { CoveredPerson } from './rules/coverage.ts'
import type { StoredCoverage } from './store.ts'
import { coverageId, coverages } from './store.ts'

type CoverageEffects = Pick<Effects, 'store'>

const saveCoverage = async (
  person: CoveredPerson,
  first: StoredCoverage | undefined,
  { store }: CoverageEffects,
): Promise<void> => {
  let stored = first
  await retryConflicts(async () => {
    if (stored && stored.person.version >= person.version) return true
    const version = stored?.version ?? 0
    const written = await store.write([coverages.replace({ person, version }, version)])
    if (written.status === 'written') return true
    stored = await coverages.read(store, coverageId(person.personId))
    return undefined
  })
}

/** Takes over each coverage unless a later version is there; events may come late, twice and in any order. */
export const saveCoverages = async (
  persons: readonly CoveredPerson[],
  { store }: CoverageEffects,
): Promise<void> => {
  const latest = new Map<string, CoveredPerson>()
  for (const person of persons) {
    const other = latest.get(person.personId)
    if (!other || other.version < person.version) latest.set(person.personId, person)
  }
  const stored = await coverages.readMany(store, [...latest.keys()].map(coverageId))
  await Promise.all(
    [...latest.values()].map((person, index) => saveCoverage(person, stored[index], { store })),
  )
}
