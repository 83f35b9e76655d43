import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { sameMembers } from '#shared/kernel/canonical.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { ClaimCorrected, CorrectionHands } from '../../insured-year/rules/claim-events.ts'
import type { CorrectionOrder } from './correct-year.ts'

/** What a run of corrections was started with. */
export type CorrectionRun = Omit<CorrectionOrder, 'hands'> & {
  readonly year: FundYear
  /** The first day of service that is judged again; where a person's claims are due from an earlier one, that. */
  readonly from?: Day
  /** Whose claims: of persons who are or were in this city and scheme; of all when absent. */
  readonly city?: string
  readonly scheme?: Scheme
  /** Whether differences are only found and listed. */
  readonly preview: boolean
  /**
   * What the run may move of the fund's money for a person's year; where it is more, it waits. Runs of earlier releases that an
   * officer ordered had no limit.
   */
  readonly approvalAbove?: Fen
  /** What it may move for all its persons together; where it is more, the rest waits. Runs of earlier releases had no such limit. */
  readonly totalAbove?: Fen
  /** Who ordered it; absent where it started by itself. */
  readonly ordered?: Signature
  /** What is decided of that which another run found and held. */
  readonly decides?: HeldDecision
}

/** Another person's word on what a run held: it is made just as it was found, or it is not made. */
export type HeldDecision = { readonly runId: string } & (
  | { readonly approved: Signature }
  | { readonly rejected: Signature & { readonly reason: string } }
)

/**
 * Whether an officer ordered a run in a release that kept no hands: it names nobody, and nothing bounded it. Every run of
 * today says what it may move.
 */
export const isOfNoHand = ({ approvalAbove, ordered, decides }: CorrectionRun): boolean =>
  approvalAbove === undefined && ordered === undefined && decides === undefined

/** By whose hands a run's corrections are made. */
export const handsOf = ({ ordered, decides }: CorrectionRun): CorrectionHands | undefined =>
  ordered && {
    ordered: ordered.by,
    ...(decides && 'approved' in decides ? { approved: decides.approved.by } : {}),
  }

/** What a run found of one person: recorded with the corrections themselves, or alone by a preview. */
export type PersonResult = {
  readonly personId: string
  /** Counted from 1: a person with more differences than one transaction holds has several. */
  readonly part: number
  readonly isLast: boolean
  /** Found and not made: it waits for an officer's order. */
  readonly held?: true
  readonly entries: readonly Pick<
    ClaimCorrected,
    | 'claimId'
    | 'sequence'
    | 'servedOn'
    | 'scheme'
    | 'city'
    | 'care'
    | 'institution'
    | 'amounts'
    | 'refusedFor'
  >[]
}

export type ResultEntry = PersonResult['entries'][number]

/** What corrections come to: amounts are differences in fen. */
export type CorrectionTotals = {
  /** Persons whose claims were looked at, and those of them who had differences. */
  readonly persons: number
  readonly corrected: number
  readonly entries: number
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
  /** Persons whose correction waits for an order; absent where there are none. */
  readonly held?: number
  /** What was moved of the fund's money, taken back and given together; kept while a unit goes on only. */
  readonly moved?: Fen
}

export const noTotals: CorrectionTotals = {
  ...{ persons: 0, corrected: 0, entries: 0 },
  ...{ fund: 0, account: 0, cash: 0 },
}

export const addTotals = (one: CorrectionTotals, other: CorrectionTotals): CorrectionTotals => ({
  persons: one.persons + other.persons,
  corrected: one.corrected + other.corrected,
  entries: one.entries + other.entries,
  fund: one.fund + other.fund,
  account: one.account + other.account,
  cash: one.cash + other.cash,
  ...heldIn((one.held ?? 0) + (other.held ?? 0)),
  ...movedIn((one.moved ?? 0) + (other.moved ?? 0)),
})

const movedIn = (moved: Fen) => (moved === 0 ? {} : { moved })
const heldIn = (held: number) => (held === 0 ? {} : { held })

/** Whether one person ordered a correction and nobody approved it: so much as one may move. */
export const isOfOneHand = ({ hands }: Pick<ClaimCorrected, 'hands'>): boolean =>
  hands !== undefined && hands.approved === undefined

/** What corrections move of the fund's money, taken back and given together. */
export const movedBy = (entries: readonly Pick<ClaimCorrected, 'amounts'>[]): Fen =>
  sum(entries.map(({ amounts }) => Math.abs(amounts.fund)))

/** What an entry says, and a result keeps of it. */
export const plainEntry = (entry: ResultEntry): ResultEntry => {
  const { claimId, sequence, servedOn, scheme, city, care, institution, amounts, refusedFor } = entry
  return {
    ...{ claimId, sequence, servedOn, scheme, city, care, institution, amounts },
    ...(refusedFor === undefined ? {} : { refusedFor }),
  }
}

/** Whether two findings are the same corrections, in whatever order. */
export const areSameEntries = (one: readonly ResultEntry[], other: readonly ResultEntry[]): boolean =>
  sameMembers(one.map(plainEntry), other.map(plainEntry))

/** What one person's results come to. */
export const totalsOf = (results: readonly PersonResult[]): CorrectionTotals => {
  if (results.some(({ held }) => held)) return { ...noTotals, persons: 1, held: 1 }
  const entries = results.flatMap((result) => result.entries)
  const amount = (name: 'fund' | 'account' | 'cash') => sum(entries.map(({ amounts }) => amounts[name]))
  return {
    persons: 1,
    corrected: entries.length > 0 ? 1 : 0,
    entries: entries.length,
    ...{ fund: amount('fund'), account: amount('account'), cash: amount('cash') },
    ...movedIn(movedBy(entries)),
  }
}
