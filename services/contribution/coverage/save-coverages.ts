import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Effects } from '../effects.ts'
import type { CoveredPerson } from './rules/coverage.ts'
import { afterTold } from './rules/coverage.ts'
import type { StoredCoverage } from './store.ts'
import { coverageId, coverages } from './store.ts'

type CoverageEffects = Pick<Effects, 'store'>

const saveCoverage = async (
  told: readonly CoveredPerson[],
  first: StoredCoverage | undefined,
  { store }: CoverageEffects,
): Promise<void> => {
  let stored = first
  await retryConflicts(async () => {
    const known = stored?.person
    const person = told.reduce<CoveredPerson | undefined>(afterTold, known)
    if (!person || person === known) return true
    const version = stored?.version ?? 0
    const written = await store.write([coverages.replace({ person, version }, version)])
    if (written.status === 'written') return true
    stored = await coverages.read(store, coverageId(person.personId))
    return undefined
  })
}

/**
 * Takes over each coverage unless a later version is there; events may come late, twice and in any order. What a later
 * version replaced is kept as an earlier spell: its months are owed where they were spent.
 */
export const saveCoverages = async (
  persons: readonly CoveredPerson[],
  { store }: CoverageEffects,
): Promise<void> => {
  const told = Map.groupBy(persons, ({ personId }) => personId)
  const stored = await coverages.readMany(store, [...told.keys()].map(coverageId))
  await Promise.all([...told.values()].map((each, index) => saveCoverage(each, stored[index], { store })))
}
