import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Fen } from '#shared/money/fen.ts'
import { moveMoneyOn } from '../account/carry-over.ts'
import type { FamilyReturn } from '../family/claim-uses.ts'
import { bringToWhoGoesOn, mostReturnWrites, returnWrites } from '../family/claim-uses.ts'
import { correctionIdOf } from '../insured-year/records/correction-item.ts'
import type { CorrectedClaim } from '../insured-year/rules/as-it-stands.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimCorrected } from '../insured-year/rules/claim-events.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import { familyPartsIn, familyReturns } from '../insured-year/rules/family.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { firstDue, trailAfterCorrection } from '../insured-year/rules/trail.ts'
import type { CorrectionEffects } from './effects.ts'
import { concerns } from './rules/concerns.ts'
import { correctYear } from './rules/correct-year.ts'
import type { CorrectionBasis } from './rules/replay.ts'
import type { CorrectionRun, CorrectionTotals, PersonResult } from './rules/run-result.ts'
import { areSameEntries, handsOf, isOfOneHand, movedBy, noTotals, totalsOf } from './rules/run-result.ts'
import type { Dossier } from './store.ts'

type Stores = Pick<CorrectionEffects, 'corrections' | 'claims' | 'families'>

/** So many writes fit into one transaction; the year, the result and the person's other years are among them. */
const mostWrites = 100
const mostEntries = 90

const differencesOf = (run: CorrectionRun, { recorded, claims }: Dossier, basis: CorrectionBasis) => {
  const due = firstDue(recorded.trail)
  const from = run.from !== undefined && (due === undefined || run.from < due) ? run.from : due
  if (from === undefined) return []
  const { runId, cause, correctedOn } = run
  const hands = handsOf(run)
  const order = { runId, cause, correctedOn, ...(hands ? { hands } : {}) }
  return correctYear(claims, from, basis, order)
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
  /** What the unit may still move of the fund's money; absent where nothing bounds it. */
  readonly left?: Fen | undefined
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
  { run, dossier: { recorded } }: PersonUnderCorrection,
  entries: readonly ClaimCorrected[],
  { corrections, claims }: Stores,
): Promise<CorrectionTotals | undefined> => {
  const { runId, correctedOn, ordered } = run
  const { state, trail } = recorded
  const moves = movedBy(entries)
  if (trail.held?.moves !== moves || (ordered && trail.held.runId !== runId)) {
    const since = trail.held?.since ?? correctedOn
    const held = { since, moves, runId, ...(ordered && !run.decides ? { ordered } : {}) }
    const after = { ...recorded, state: { ...state, version: state.version + 1 }, trail: { ...trail, held } }
    if (!(await claims.recordYears([after]))) return undefined
  }
  const finding = { personId: state.personId, part: 1, isLast: true, held: true, entries } as const
  await corrections.recordFinding(runId, finding)
  return totalsOf([finding])
}

/**
 * What one person had moved of the year's money before, with nobody beside them: an order is not made smaller by being cut
 * into several. What starts by itself is found by what happened, and nobody can cut it.
 */
const movedAlone = ({ ordered }: CorrectionRun, { claims: { settled } }: Dossier): Fen =>
  ordered === undefined ? 0 : movedBy(settled.flatMap((each) => each.corrections).filter(isOfOneHand))

/** Whether another person approved just these corrections, claim by claim: others that move as much are not what they saw. */
const isApproved = async (
  { decides }: CorrectionRun,
  personId: string,
  entries: readonly ClaimCorrected[],
  { corrections }: Pick<Stores, 'corrections'>,
): Promise<boolean> => {
  if (!decides || !('approved' in decides)) return false
  const seen = await corrections.readResults(decides.runId, personId)
  return areSameEntries(
    seen.flatMap((result) => result.entries),
    entries,
  )
}

/**
 * Whether another person has to look at it first: it moves more than one may, of this person's year or with all that its
 * unit moved before. A run that was approved makes just what its
 * approver saw, and nothing else.
 */
const isTooMuch = async (
  { run, dossier, left }: Pick<PersonUnderCorrection, 'run' | 'dossier' | 'left'>,
  entries: readonly ClaimCorrected[],
  stores: Stores,
): Promise<boolean> => {
  const moves = movedBy(entries)
  const { approvalAbove } = run
  if (approvalAbove === undefined || moves === 0) return false
  if (run.decides) return !(await isApproved(run, dossier.claims.year.personId, entries, stores))
  if (left !== undefined && moves > left) return true
  return moves + movedAlone(run, dossier) > approvalAbove
}

/** What another person rejected is not made, and does not wait any more; what a change of entitlement asks for is found again. */
const letGo = async (
  { run, dossier: { recorded }, results }: PersonUnderCorrection,
  { claims }: Stores,
): Promise<CorrectionTotals | undefined> => {
  const { held, ...trail } = recorded.trail
  if (!held || held.runId !== run.decides?.runId) return totalsOf(results)
  const state = { ...recorded.state, version: recorded.state.version + 1 }
  return (await claims.recordYears([{ ...recorded, state, trail }])) ? totalsOf(results) : undefined
}

/** Nothing, or nothing more, to correct: the year is not due any longer. */
const clearDue = async (
  { run, dossier: { recorded }, results }: PersonUnderCorrection,
  { claims }: Stores,
) => {
  const { held } = recorded.trail
  const isDecided = held !== undefined && held.runId === run.decides?.runId
  if (firstDue(recorded.trail) === undefined && !isDecided) return totalsOf(results)
  return (await claims.recordYears([yearAfter(recorded, [], true)])) ? totalsOf(results) : undefined
}

/** The first entries, none of a claim without the others of it: what one fund gives another takes in the same write. */
const firstOf = (entries: readonly ClaimCorrected[], most: number): readonly ClaimCorrected[] => {
  let end = Math.min(most, entries.length)
  while (end < entries.length && end > 0 && entries[end]?.claimId === entries[end - 1]?.claimId) end -= 1
  return entries.slice(0, end)
}

const familyPartsOf = (corrected: CorrectedClaim) => {
  const { claim, isPaid } = asItStands(corrected)
  return isPaid ? familyPartsIn(claim.steps) : []
}

/** What corrected claims give back to accounts of the family. */
const returnsOf = (
  settled: readonly CorrectedClaim[],
  entries: readonly ClaimCorrected[],
): readonly FamilyReturn[] =>
  settled.flatMap(({ claim, corrections }) => {
    const own = entries.filter(({ claimId }) => claimId === claim.claimId)
    const last = own.at(-1)
    if (!last) return []
    const before = familyPartsOf({ claim, corrections })
    const after = familyPartsOf({ claim, corrections: [...corrections, ...own] })
    return familyReturns(before, after).map((part) => ({ ...part, by: correctionIdOf(last), claim }))
  })

/** The first entries that fit into one transaction with what they give back to accounts of the family. */
const firstThatFit = (
  settled: readonly CorrectedClaim[],
  entries: readonly ClaimCorrected[],
  most: number,
): readonly ClaimCorrected[] => {
  let taken = firstOf(entries, most)
  while (taken.length + mostReturnWrites(returnsOf(settled, taken)) > most)
    taken = firstOf(entries, taken.length - 1)
  return taken
}

const commit = async (
  { run, dossier, results }: PersonUnderCorrection,
  entries: readonly ClaimCorrected[],
  { corrections, claims, families }: Stores,
): Promise<CorrectionTotals | undefined> => {
  const { recorded, beside } = dossier
  const { settled } = dossier.claims
  const taken = firstThatFit(settled, entries, Math.min(mostEntries, mostWrites - 2 - beside.length))
  const isLast = taken.length === entries.length
  const result = { personId: recorded.state.personId, part: results.length + 1, isLast, entries: taken }
  const after = yearAfter(recorded, taken, isLast)
  const moved = await moveMoneyOn(after, { claims })
  const returns = returnsOf(settled, taken)
  const given = await returnWrites(recorded.state.personId, returns, run.correctedOn, { claims, families })
  const written = await corrections.recordCorrections(run.runId, result, taken, {
    ...moved,
    given,
    // What a claim should be may hang on the other years: stays reach over, and years without claims count.
    judgedOn: beside.filter(({ state }) => !moved.later.some((each) => each.state.year === state.year)),
  })
  if (written) await bringToWhoGoesOn({ year: after, returns }, run.correctedOn, { claims, families })
  return written && isLast ? totalsOf([...results, result]) : undefined
}

/**
 * Corrects a person's year, or finds what a correction would change. All differences are one transaction with the year
 * they leave and with what the run found. So a crash anywhere leaves a run to be gone on with. Decided again when a
 * claim, a reversal or an event came in between; done once a run.
 * @param left what may still be moved for persons together, before what is found waits
 * @returns what the run found of the person, from its records where they were corrected before
 */
export const correctPerson = async (
  personId: string,
  run: CorrectionRun,
  basis: CorrectionBasis,
  stores: Stores,
  left?: Fen,
): Promise<CorrectionTotals> =>
  retryConflicts(async () => {
    const dossier = await stores.corrections.readDossier(personId, run.year)
    // Read after the year: a year that another function corrected meanwhile comes with what that one found.
    const results = await stores.corrections.readResults(run.runId, personId)
    if (results.at(-1)?.isLast) return totalsOf(results)
    if (!dossier || !concerns(run, dossier.claims)) return noTotals
    const found = { run, dossier, results, left }
    if (run.decides && 'rejected' in run.decides) return letGo(found, stores)
    const entries = differencesOf(run, dossier, basis)
    if (run.preview) return preview(found, entries, stores)
    if (results.length === 0 && (await isTooMuch(found, entries, stores))) return hold(found, entries, stores)
    return entries.length === 0 ? clearDue(found, stores) : commit(found, entries, stores)
  })
