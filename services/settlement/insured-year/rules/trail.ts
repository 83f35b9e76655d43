import type { Day } from '#shared/calendar/day.ts'
import { firstDayOfYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { CareFiling } from './care-filings.ts'
import type { ClaimReversed, ClaimSettled, CorrectionCause } from './claim-events.ts'
import type { InsuredYear } from './insured-year.ts'
import type { Contracted, RegisteredDisease } from './registrations.ts'
import { withdrawnDays } from './retroactive.ts'

/** Causes that are noticed when they happen; a change of catalogue or policy is told by whoever starts the run. */
export type NoticedCause = Extract<CorrectionCause, 'late-claim' | 'reversal' | 'entitlement'>
export type Due = Readonly<Partial<Record<NoticedCause, Day>>>

/**
 * A correction found and not made: since when it waits, what it would move of the fund's money, and the run that lists it.
 * Once somebody ordered it, it waits for another person to approve that run.
 */
export type HeldCorrection = {
  readonly since: Day
  readonly moves: Fen
  readonly runId: string
  readonly ordered?: Signature
}

/**
 * How a year's claims are found again, kept in the year itself. It names the claims settled last, and each claim a few
 * of those before it, so that they are read a few at a time. Written with what is written anyway, so that it costs a
 * claim nothing.
 */
export type Trail = {
  readonly latest?: string
  /** The claims settled before that, the last first: as many as a claim names beside the one right before it. */
  readonly earlier: readonly string[]
  /** The latest day of service among the year's claims. */
  readonly servedUntil?: Day
  /** From which day of service on the claims need another look, and why. */
  readonly due: Due
  /** The correction that waits for an officer's order, since it moves more than a run may of itself. */
  readonly held?: HeldCorrection
  /** Whether any claim of the year was ever corrected. */
  readonly corrected: boolean
  /** The claims that are reversed, in the order they were: their messages are not answered as settled any more. */
  readonly reversed: readonly string[]
  /** So many of them, the last ones, were reversed since a claim was settled or corrected: these reversals can be taken back. */
  readonly undoable: number
}

/** The trail of a year without claims. */
export const noTrail: Trail = { earlier: [], due: {}, corrected: false, reversed: [], undoable: 0 }

const earlierDay = (one: Day | undefined, other: Day): Day => (one !== undefined && one < other ? one : other)

/** A day from which claims need another look, unless one of that cause reaches back further already. */
export const dueFrom = (trail: Trail, cause: NoticedCause, from: Day): Trail => ({
  ...trail,
  due: { ...trail.due, [cause]: earlierDay(trail.due[cause], from) },
})

/** So many claims before it a claim names: their ids fit into its kilobyte. */
const claimsNamed = 4

/** The claims settled last, the last first: what the next claim names, and where a walk back begins. */
export const lastClaims = ({ latest, earlier }: Pick<Trail, 'latest' | 'earlier'>): readonly string[] =>
  latest === undefined ? [] : [latest, ...earlier]

/** The trail after a claim; one served before another that was settled is late: those after it need another look. */
export const trailAfterClaim = (
  trail: Trail,
  { claimId, servedOn }: Pick<ClaimSettled, 'claimId' | 'servedOn'>,
): Trail => {
  const isLate = trail.servedUntil !== undefined && servedOn < trail.servedUntil
  const next = isLate ? dueFrom(trail, 'late-claim', servedOn) : { ...trail, servedUntil: servedOn }
  const earlier = lastClaims(trail).slice(0, claimsNamed - 1)
  return { ...next, latest: claimId, earlier, undoable: 0 }
}

/**
 * The trail after a reversal; claims settled or served after the one that is gone were judged with it counted. One that is
 * taken back leaves them due, since whoever looks finds nothing then.
 */
export const trailAfterReversal = (
  trail: Trail,
  { claimId, servedOn, undoes }: Pick<ClaimReversed, 'claimId' | 'servedOn' | 'undoes'>,
): Trail => {
  const reversed = trail.reversed.filter((each) => each !== claimId)
  if (undoes !== undefined) return { ...trail, reversed, undoable: Math.max(0, trail.undoable - 1) }
  const wasLast = claimId === trail.latest && servedOn === trail.servedUntil
  const next = wasLast ? trail : dueFrom(trail, 'reversal', servedOn)
  return { ...next, reversed: [...reversed, claimId], undoable: trail.undoable + 1 }
}

/** Whether the reversal of a claim can still be taken back: nothing was settled or corrected since. */
export const isUndoable = ({ reversed, undoable }: Trail, claimId: string): boolean =>
  reversed.indexOf(claimId) >= reversed.length - undoable && reversed.includes(claimId)

/**
 * The trail after entitlement or registrations of a year changed: due from the first day already claimed on that is
 * entitled otherwise now.
 */
export const trailAfterEntitlement = (trail: Trail, before: InsuredYear, after: InsuredYear): Trail => {
  const { servedUntil } = trail
  if (servedUntil === undefined) return trail
  const from = firstChange(before, after, servedUntil)
  return from === undefined ? trail : dueFrom(trail, 'entitlement', from)
}

/** Whether what is known of the person for the whole year changed. */
const isOtherwiseKnown = (before: InsuredYear, after: InsuredYear): boolean =>
  before.birthOn !== after.birthOn ||
  before.sex !== after.sex ||
  before.continuousYears !== after.continuousYears ||
  before.missedYears !== after.missedYears ||
  before.earlierRuns?.join() !== after.earlierRuns?.join() ||
  before.registered.civilServant !== after.registered.civilServant ||
  before.registered.enrolledSince !== after.registered.enrolledSince ||
  before.registered.claimFreeSince !== after.registered.claimFreeSince

const firstChange = (before: InsuredYear, after: InsuredYear, until: Day): Day | undefined => {
  if (isOtherwiseKnown(before, after)) return firstDayOfYear(before.year)
  const changed = [
    ...withdrawnDays(before.spells, after.spells, until),
    ...withdrawnDays(after.spells, before.spells, until),
  ]
  const days = [
    ...changed,
    ...changedDiseases(before, after),
    ...changedFilings(before, after),
    ...changedContracts(before, after),
  ].map(({ from }) => from)
  return days
    .filter((day) => day <= until)
    .sort()
    .at(0)
}

/** Diseases that are registered only before or only after, each from its first day. */
const changedDiseases = (before: InsuredYear, after: InsuredYear): readonly RegisteredDisease[] => {
  const nameOf = ({ code, from, to, kind }: RegisteredDisease): string => `${code} ${from} ${to} ${kind}`
  const known = new Set(before.registered.diseases.map(nameOf))
  const kept = new Set(after.registered.diseases.map(nameOf))
  return [
    ...before.registered.diseases.filter((disease) => !kept.has(nameOf(disease))),
    ...after.registered.diseases.filter((disease) => !known.has(nameOf(disease))),
  ]
}

/** Contracts with institutions that are only before or only after, each from its first day. */
const changedContracts = (before: InsuredYear, after: InsuredYear): readonly Contracted[] => {
  const [had = [], has = []] = [before.registered.contracts, after.registered.contracts]
  const nameOf = ({ institution, from, to }: Contracted): string => `${institution} ${from} ${to}`
  const [known, kept] = [new Set(had.map(nameOf)), new Set(has.map(nameOf))]
  return [
    ...had.filter((contract) => !kept.has(nameOf(contract))),
    ...has.filter((contract) => !known.has(nameOf(contract))),
  ]
}

/** Filings of care elsewhere that are only before or only after, each from its first day. */
const changedFilings = (before: InsuredYear, after: InsuredYear): readonly CareFiling[] => {
  const [had = [], has = []] = [before.registered.filings, after.registered.filings]
  const nameOf = ({ kind, where, from, to, withdrawn }: CareFiling): string =>
    [kind, where, from, to, withdrawn === true].join(' ')
  const [known, kept] = [new Set(had.map(nameOf)), new Set(has.map(nameOf))]
  return [
    ...had.filter((filing) => !kept.has(nameOf(filing))),
    ...has.filter((filing) => !known.has(nameOf(filing))),
  ]
}

/** The first day of service that needs another look; undefined when none does. */
export const firstDue = ({ due }: Trail): Day | undefined => Object.values(due).sort().at(0)

/** The trail after the claims were corrected from their first day due. */
export const trailAfterCorrection = ({ held: _, ...trail }: Trail, corrected: boolean): Trail => ({
  ...trail,
  due: {},
  corrected: trail.corrected || corrected,
  undoable: corrected ? 0 : trail.undoable,
})
