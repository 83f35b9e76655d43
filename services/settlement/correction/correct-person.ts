import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { moveMoneyOn } from '../account/carry-over.ts'
import type { ClaimCorrected } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { firstDue, trailAfterCorrection } from '../insured-year/rules/trail.ts'
import type { CorrectionEffects } from './effects.ts'
import { concerns } from './rules/concerns.ts'
import { correctYear } from './rules/correct-year.ts'
import type { CorrectionBasis } from './rules/replay.ts'
import type { CorrectionRun, CorrectionTotals, PersonResult } from './rules/run-result.ts'
import { movedBy, noTotals, totalsOf } from './rules/run-result.ts'
import type { Dossier } from './store.ts'

type Stores = Pick<CorrectionEffects, 'corrections' | 'claims'>

/** So many writes fit into one transaction; the year, the result and the person's other years are among them. */
const mostWrites = 100
const mostEntries = 90

const differencesOf = (run: CorrectionRun, { recorded, claims }: Dossier, basis: CorrectionBasis) => {
  const due = firstDue(recorded.trail)
  const from = run.from !== undefined && (due === undefined || run.from < due) ? run.from : due
  if (from === undefined) return []
  const { runId, cause, correctedOn } = run
  return correctYear(claims, from, basis, { runId, cause, correctedOn })
}

/** The year with corrections counted: one version on, however many they are; no longer due when they are all. */
const yearAfter = (year: RecordedYear, entries: readonly ClaimCorrected[], isLast: boolean): RecordedYear => {
  const state = { ...entries.reduce(evolve, year.state), version: year.state.version + 1 }
  const trail = isLast
    ? trailAfterCorrection(year.trail, entries.length > 0)
    : { ...year.trail, corrected: true, undoable: 0 }
  return { ...year, state, trail }
}

type PersonUnderCorrection = {
  readonly run: CorrectionRun
  readonly dossier: Dossier
  readonly results: readonly PersonResult[]
}

const preview = async (
  { run, dossier }: PersonUnderCorrection,
  entries: readonly ClaimCorrected[],
  { corrections }: Stores,
): Promise<CorrectionTotals> => {
  const { personId } = dossier.claims.year
  const finding = { personId, part: 1, isLast: true, entries }
  if (entries.length > 0) await corrections.recordFinding(run.runId, finding)
  return totalsOf([finding])
}

/**
 * Keeps a correction for an officer's order: the year says since when it waits, and the run lists what it found. Found
 * again on another night it waits since the first.
 */
const hold = async (
  { run: { runId, correctedOn }, dossier: { recorded } }: PersonUnderCorrection,
  entries: readonly ClaimCorrected[],
  { corrections, claims }: Stores,
): Promise<CorrectionTotals | undefined> => {
  const { state, trail } = recorded
  const moves = movedBy(entries)
  if (trail.held?.moves !== moves) {
    const held = { since: trail.held?.since ?? correctedOn, moves, runId }
    const after = { ...recorded, state: { ...state, version: state.version + 1 }, trail: { ...trail, held } }
    if (!(await claims.recordYears([after]))) return undefined
  }
  const finding = { personId: state.personId, part: 1, isLast: true, held: true, entries } as const
  await corrections.recordFinding(runId, finding)
  return totalsOf([finding])
}

const isTooMuch = ({ approvalAbove }: CorrectionRun, entries: readonly ClaimCorrected[]): boolean =>
  approvalAbove !== undefined && movedBy(entries) > approvalAbove

/** Nothing, or nothing more, to correct: the year is not due any longer. */
const clearDue = async ({ dossier: { recorded }, results }: PersonUnderCorrection, { claims }: Stores) => {
  if (firstDue(recorded.trail) === undefined) return totalsOf(results)
  return (await claims.recordYears([yearAfter(recorded, [], true)])) ? totalsOf(results) : undefined
}

const commit = async (
  { run, dossier, results }: PersonUnderCorrection,
  entries: readonly ClaimCorrected[],
  { corrections, claims }: Stores,
): Promise<CorrectionTotals | undefined> => {
  const { recorded, beside } = dossier
  const taken = entries.slice(0, Math.min(mostEntries, mostWrites - 2 - beside.length))
  const isLast = taken.length === entries.length
  const result = { personId: recorded.state.personId, part: results.length + 1, isLast, entries: taken }
  const after = yearAfter(recorded, taken, isLast)
  const moved = await moveMoneyOn(after, { claims })
  const written = await corrections.recordCorrections(run.runId, result, taken, {
    ...moved,
    // What a claim should be may hang on the other years: stays reach over, and years without claims count.
    judgedOn: beside.filter(({ state }) => !moved.later.some((each) => each.state.year === state.year)),
  })
  return written && isLast ? totalsOf([...results, result]) : undefined
}

/**
 * Corrects a person's year, or finds what a correction would change. All differences are one transaction with the year
 * they leave and with what the run found. So a crash anywhere leaves a run to be gone on with. Decided again when a
 * claim, a reversal or an event came in between; done once a run.
 * @returns what the run found of the person, from its records where they were corrected before
 */
export const correctPerson = async (
  personId: string,
  run: CorrectionRun,
  basis: CorrectionBasis,
  stores: Stores,
): Promise<CorrectionTotals> =>
  retryConflicts(async () => {
    const results = await stores.corrections.readResults(run.runId, personId)
    if (results.at(-1)?.isLast) return totalsOf(results)
    const dossier = await stores.corrections.readDossier(personId, run.year)
    if (!dossier || !concerns(run, dossier.claims)) return noTotals
    const entries = differencesOf(run, dossier, basis)
    const found = { run, dossier, results }
    if (run.preview) return preview(found, entries, stores)
    if (results.length === 0 && isTooMuch(run, entries)) return hold(found, entries, stores)
    return entries.length === 0 ? clearDue(found, stores) : commit(found, entries, stores)
  })
