import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import type { Step } from '../../total-control/rules/derivation.ts'
import type { Paper } from '../../total-control/rules/paper.ts'
import type { Parts } from '../../total-control/rules/parts.ts'

/** Where an institution stands in a round: what it was offered is open, contested, or agreed. */
export const positionStates = ['proposed', 'counter-proposed', 'agreed'] as const
export type PositionState = (typeof positionStates)[number]

/** Institutions of one level and category, who negotiate with each other, and what they have together. */
export type Group = { readonly group: string; readonly institutions: number; readonly amounts: Parts }

type RoundDraft = {
  readonly fund: Fund
  readonly year: FundYear
  /** The version of the year's plan that the round is to end in. */
  readonly number: number
  /** The digest of what it was drafted from; its positions stand under it. */
  readonly draftId: string
  readonly basis: 'formula' | 'volume-change'
  /** What all quotas sum to, by kind of care, whatever is negotiated. */
  readonly target: Parts
  /** The number of the approved target that this is; rounds of earlier releases do not say. */
  readonly areaTarget?: number | undefined
  /** From which month quotas change, and why; absent for the first plan of a year. */
  readonly from?: Month | undefined
  readonly reason?: string | undefined
  readonly seasonalWeights: readonly string[]
  readonly policyVersion: string
  readonly groups: readonly Group[]
  /** How many institutions stand where. */
  readonly counts: Readonly<Record<PositionState, number>>
  readonly drafted: Signature
  /** Who offered institutions something else than was drafted. */
  readonly offeredBy?: readonly string[] | undefined
}
type RoundProposal = RoundDraft & {
  readonly proposed: Signature
  /** When the first proposal is taken as accepted unless countered by then. */
  readonly firstAnswerBy: Day
  /** The latest day on which any proposal can still be countered. */
  readonly answerBy: Day
}
type RoundAgreement = RoundProposal & { readonly agreed: Signature }

/** A round of negotiating a year's quotas, in the open: drafted → proposed → agreed → published (total control, 三(四)). */
export type Round =
  | (RoundDraft & { readonly status: 'drafted' })
  | (RoundProposal & { readonly status: 'proposed' })
  | (RoundAgreement & { readonly status: 'agreed' })
  | (RoundAgreement & {
      readonly status: 'published'
      readonly published: Signature
      readonly planId: string
    })
export type OpenRound = Extract<Round, { status: 'proposed' }>

/** One turn of a negotiation. */
export type Turn = {
  readonly on: Day
  readonly turn: 'proposed' | 'counter-proposed' | 'accepted'
  readonly amounts: Parts
  readonly comment?: string | undefined
  /** Whose hand it was; turns of earlier releases do not say. */
  readonly by?: string | undefined
  /** What the office took an institution's answer from. */
  readonly paper?: Paper | undefined
  /** The command that it was taken by, so that one that comes again takes no other. */
  readonly commandId?: string | undefined
}

/** What an institution is offered, how that came about, what it answered, and all turns so far. */
export type Position = {
  readonly institution: string
  readonly group: string
  readonly amounts: Parts
  readonly steps: readonly Step[]
  /** What it has of the months that stand: no proposal goes below. */
  readonly least: Fen
  readonly status: PositionState
  /** Its own deadline, where it was proposed to anew. */
  readonly answerBy?: Day | undefined
  readonly counter?: Parts | undefined
  readonly turns: readonly Turn[]
}

/** Whether a position took a turn by a command. */
export const isTakenBy = ({ turns }: Position, commandId: string | undefined): boolean =>
  commandId !== undefined && turns.some((turn) => turn.commandId === commandId)

/** Until when a position can be countered. */
export const deadlineOf = (round: OpenRound, position: Position): Day =>
  position.answerBy ?? round.firstAnswerBy

/** Whether a person made the quotas of a round: drafted them, proposed them, or offered others in their place. */
export const isMadeBy = (round: Round, person: string): boolean => {
  const proposed = round.status === 'drafted' ? [] : [round.proposed.by]
  return [round.drafted.by, ...proposed, ...(round.offeredBy ?? [])].some((maker) =>
    isSamePerson(maker, person),
  )
}

/** Who answered for institutions. */
export const speakersIn = (positions: readonly Pick<Position, 'turns'>[]): string[] =>
  positions.flatMap(({ turns }) => turns.flatMap(({ turn, by }) => (turn === 'proposed' || !by ? [] : [by])))
