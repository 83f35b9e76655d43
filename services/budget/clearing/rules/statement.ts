import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { never } from '#shared/kernel/never.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import type { CostByLine } from '../../cleared-cost/rules/cost-parts.ts'
import { refuse } from '../../refusals.ts'
import type { ClearedYear, ClearInstitution } from './clear-institution.ts'
import { clearInstitution } from './clear-institution.ts'
import { clearingCosts } from './clearing-costs.ts'
import { decisionBounds } from './decision-bounds.ts'

/** What the institution is told whatever the statement's state: its year, what it was cleared on, and what it comes to. */
export type Proposal = {
  readonly institution: string
  readonly year: FundYear
  readonly agreementVersion: number
  readonly basis: ClearInstitution
  readonly cleared: ClearedYear
  readonly proposed: Signature
  /** The last day on which the institution may dispute; silence until then confirms. */
  readonly answerBy: Day
  /**
   * The day on which it really had the statement, whatever day this was dated, and the days of policy data that it has
   * from then on. Absent on what was proposed before this was kept.
   */
  readonly told?: Day
  readonly answerDays?: number
}

type Dispute = { readonly disputed: Signature & { readonly reason: string } }
type DisputeDecision = {
  readonly decided: Signature & {
    readonly reason: string
    /** What the decision adds to what the fund pays; negative takes off. */
    readonly adjustment: Fen
    /** The score and the growth of volume as decided, where the dispute was about them. */
    readonly score?: string | undefined
    readonly growth?: string | undefined
    /** The share of what was claimed that bounded it; absent on what was decided before there was a bound. */
    readonly mostOfClaimed?: Rate | undefined
  }
}

/** An institution's clearing statement of a year. */
export type ClearingStatement = Proposal &
  (
    | { readonly state: 'proposed' }
    | { readonly state: 'confirmed'; readonly confirmed: Signature }
    | ({ readonly state: 'disputed' } & Dispute)
    | ({ readonly state: 'decided' } & Dispute & DisputeDecision)
    | LockedStatement
  )

/** Where a locked statement leads: to the entry it was booked by, and to its order where there is one. */
export type LockedStatement = Proposal &
  Partial<Dispute & DisputeDecision> & {
    readonly state: 'locked'
    /** Absent where silence confirmed. */
    readonly confirmed?: Signature
    readonly locked: Signature & { readonly runId: string }
    /** What it adds to the cost of its year; absent on what was locked before that was kept. */
    readonly costs?: CostByLine
    readonly entryId: string
    readonly orderId?: string | undefined
  }

export const clearingStates = [
  'proposed',
  'confirmed',
  'disputed',
  'decided',
  'locked',
] as const satisfies readonly ClearingStatement['state'][]

/** Whether a person took one of some steps before. */
const isOneOf = (by: string, ...steps: readonly (Signature | undefined)[]): boolean =>
  steps.some((step) => step !== undefined && isSamePerson(step.by, by))

const settled = (state: string) => refuse('clearing.not-proposed', { figures: { state } })

/** Why a step is not taken on a day: what it follows was not done by then. */
const before = ({ on }: Signature, { on: earliest }: Signature): Decision<never> | undefined =>
  on < earliest ? refuse('clearing.before-its-time', { field: 'on', figures: { earliest } }) : undefined

/** The institution's yes, never by whoever proposed the statement for the fund; the same again changes nothing. */
export const confirmStatement = (
  confirmed: Signature,
  statement: ClearingStatement,
): Decision<ClearingStatement> => {
  switch (statement.state) {
    case 'proposed':
      return isOneOf(confirmed.by, statement.proposed)
        ? refuse('clearing.same-person')
        : (before(confirmed, statement.proposed) ?? accept({ ...statement, state: 'confirmed', confirmed }))
    case 'confirmed':
      return accept(statement)
    case 'locked':
      return statement.confirmed ? accept(statement) : settled(statement.state)
    case 'disputed':
    case 'decided':
      return settled(statement.state)
    default:
      return never(statement)
  }
}

/** Whether a dispute that comes is the one that stands. */
const isSameDispute = (one: Dispute['disputed'], other: Dispute['disputed'] | undefined): boolean =>
  other !== undefined && isSamePerson(one.by, other.by) && one.reason === other.reason

/**
 * The institution's no with its reason, until the day by which it has to answer; never by whoever proposed for the fund.
 * @param today the day on which it comes, whatever day it is dated
 */
export const disputeStatement = (
  disputed: Signature & { readonly reason: string },
  statement: ClearingStatement,
  today: Day = disputed.on,
): Decision<ClearingStatement> => {
  switch (statement.state) {
    case 'proposed':
      if (today > statement.answerBy)
        return refuse('clearing.answer-late', { field: 'on', figures: { answerBy: statement.answerBy } })
      if (isOneOf(disputed.by, statement.proposed)) return refuse('clearing.same-person')
      return before(disputed, statement.proposed) ?? accept({ ...statement, state: 'disputed', disputed })
    case 'disputed':
    case 'decided':
    case 'locked':
      return isSameDispute(disputed, statement.disputed) ? accept(statement) : settled(statement.state)
    case 'confirmed':
      return settled(statement.state)
    default:
      return never(statement)
  }
}

const refuseUndisputed = (state: string) => refuse('clearing.not-disputed', { figures: { state } })

const isSameDecision = (
  one: DisputeDecision['decided'],
  other: DisputeDecision['decided'] | undefined,
): boolean =>
  other !== undefined &&
  isSamePerson(one.by, other.by) &&
  one.adjustment === other.adjustment &&
  one.score === other.score &&
  one.growth === other.growth

/** A decision with the share of what was claimed that bounds it. */
type BoundedDecision = DisputeDecision['decided'] & { readonly mostOfClaimed: Rate }

/** Why an amount may not be decided: it adds more than what was claimed bears, or takes more than the fund pays. */
const boundsFault = ({ adjustment, mostOfClaimed }: BoundedDecision, basis: ClearInstitution) => {
  const { most, least } = decisionBounds(basis, mostOfClaimed)
  return adjustment > most || adjustment < least
    ? refuse('clearing.beyond-claims', { field: 'adjustment', figures: { most, least } })
    : undefined
}

/** Decides a dispute: the year is cleared again with what was decided. Neither who proposed nor who disputed decides. */
export const decideStatement = (
  decided: BoundedDecision,
  statement: ClearingStatement,
): Decision<ClearingStatement> => {
  switch (statement.state) {
    case 'disputed': {
      if (isOneOf(decided.by, statement.proposed, statement.disputed)) return refuse('clearing.same-person')
      const { score = statement.basis.score, growth = statement.basis.growth, adjustment } = decided
      const basis = { ...statement.basis, score, growth, adjustment }
      const fault = before(decided, statement.disputed) ?? boundsFault(decided, basis)
      if (fault) return fault
      return accept({ ...statement, state: 'decided', decided, basis, cleared: clearInstitution(basis) })
    }
    case 'decided':
    case 'locked':
      if (isSameDecision(decided, statement.decided)) return accept(statement)
      return doneByAnother(statement.decided, decided.by) ?? refuseUndisputed(statement.state)
    case 'proposed':
    case 'confirmed':
      return refuseUndisputed(statement.state)
    default:
      return never(statement)
  }
}

/**
 * Whether a statement stands, and a person may lock it: confirmed, decided, or not disputed in time, each by somebody
 * else. Whoever decided on a dispute added money to it, and whoever answered asked for it: another hand pays it out.
 */
export const isLockable = (statement: ClearingStatement, { on, by }: Signature): boolean =>
  (statement.state === 'confirmed' && !isOneOf(by, statement.confirmed)) ||
  (statement.state === 'decided' && !isOneOf(by, statement.decided, statement.disputed)) ||
  (statement.state === 'proposed' && on > statement.answerBy)

/** Locks a statement that stands: it is booked, and nothing of it changes any more. */
export const lockStatement = (
  statement: ClearingStatement,
  locked: LockedStatement['locked'],
  booked: { readonly entryId: string; readonly orderId: string | undefined },
): LockedStatement => ({ ...statement, state: 'locked', locked, ...booked, costs: clearingCosts(statement) })
