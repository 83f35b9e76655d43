import { parametersOfRun, runKey } from '#shared/edge/runs/run.ts'
import { nameOf } from '#shared/edge/store/item.ts'
import { readWhole } from '#shared/edge/store/read-whole.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { resultPrefix, runPartition } from '../../correction/correction-result-item.ts'
import { correctionTask } from '../../correction/correction-unit.ts'
import type { CorrectionRun } from '../../correction/rules/run-result.ts'
import { settledClaims } from '../../insured-year/records/claim-item.ts'
import { claimCorrections } from '../../insured-year/records/correction-item.ts'
import { insuredYears } from '../../insured-year/records/insured-year-item.ts'
import { claimReversals } from '../../insured-year/records/reversal-item.ts'
import type { ClaimCorrected } from '../../insured-year/rules/claim-events.ts'
import { claimIdOf, claimKey } from '../../keys.ts'
import { readPartitions, withClaims } from './claims.ts'
import { claimOfEntry } from './entries.ts'
import { leadsTo, trailIn, yearKeyOf } from './trail.ts'

type Years = ReadonlyMap<string, Stored>

const yearsAmong = (records: readonly Stored[]): Years =>
  new Map(records.filter(insuredYears.is).map((year) => [nameOf(year), year]))

/** Whether a year says of itself that its claims have such an entry: then it is met with the year. */
const isExpected = (entry: Stored, years: Years): boolean => {
  const year = years.get(nameOf(yearKeyOf(entry)))
  if (!year) return false
  const { corrected, reversed } = trailIn(year)
  return claimCorrections.is(entry) ? corrected : reversed.includes(claimOfEntry(entry) ?? '')
}

/** Corrections and reversals that the years they belong to do not know of; half a unit for each that is looked at. */
const unexpectedEntries = async (records: readonly Stored[], store: Store): Promise<Stored[]> => {
  const entries = records.filter((record) => claimCorrections.is(record) || claimReversals.is(record))
  const yearOfEntry = (record: Stored) => (insuredYears.is(record) ? [] : [yearKeyOf(record)])
  const years = yearsAmong(await readWhole(entries, yearOfEntry, store))
  return entries.filter((entry) => !isExpected(entry, years))
}

/** The claims of which more is recorded than themselves, as their years have it. */
const touchedClaims = (walked: readonly Stored[]): string[] => {
  const years = yearsAmong(walked)
  const isCorrected = new Map([...years].map(([name, year]) => [name, trailIn(year).corrected]))
  return [
    ...[...years.values()].flatMap((year) => trailIn(year).reversed),
    ...walked
      .filter((claim) => settledClaims.is(claim) && isCorrected.get(nameOf(yearKeyOf(claim))))
      .map(claimIdOf),
  ]
}

/** What the runs that were decided on had found of the persons among some corrections: what an approver saw. */
const seenOf = async (
  made: readonly Pick<ClaimCorrected, 'runId' | 'personId'>[],
  runs: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const decided = runs.flatMap((run) => {
    const { runId, decides } = parametersOfRun<CorrectionRun>(run, correctionTask) ?? {}
    if (runId === undefined || decides === undefined) return []
    const persons = new Set(made.filter((entry) => entry.runId === runId).map(({ personId }) => personId))
    return [...persons].map((personId) => ({
      pk: runPartition(decides.runId),
      prefix: resultPrefix(personId),
    }))
  })
  const found = await Promise.all(decided.map((results) => Array.fromAsync(store.list(results))))
  return found.flat()
}

/** The runs that made the corrections among some records, by whose hands, and what was seen of them before. */
const runsOf = async (records: readonly Stored[], store: Store): Promise<readonly Stored[]> => {
  const made = records.filter(claimCorrections.is).map((record) => claimCorrections.from(record))
  const found = await store.getMany([...new Set(made.map(({ runId }) => runId))].map(runKey))
  const runs = found.flatMap((run) => run ?? [])
  return [...runs, ...(await seenOf(made, runs, store))]
}

/**
 * The persons whose years are among some records, or whose years do not know of an entry that is. With them come all
 * their years and what was withdrawn of their entitlement. So do the claims their years lead to with the corrections
 * and reversals they have. A claim's own record brings nobody, so that a person is met once and not again with each of
 * their claims.
 *
 * Read for a person are a query of their own records, and half a unit a claim. Claims in a year that was corrected, or
 * that are reversed, cost as much again.
 */
export const wholePersons = async (records: readonly Stored[], store: Store): Promise<readonly Stored[]> => {
  const entries = await unexpectedEntries(records, store)
  const partitions = new Set([
    ...records.filter(insuredYears.is).map(({ pk }) => pk),
    ...entries.map((entry) => yearKeyOf(entry).pk),
  ])
  const own = await readPartitions(partitions, store)
  const walked = await readWhole(own, (record) => leadsTo(record).map(claimKey), store)
  const closely = [...touchedClaims(walked), ...entries.flatMap((entry) => claimOfEntry(entry) ?? [])]
  const whole = await withClaims([...walked, ...entries], new Set(closely), store)
  return [...whole, ...(await runsOf(whole, store))]
}
