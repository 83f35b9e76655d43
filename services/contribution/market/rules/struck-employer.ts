import type { Day, Month } from '#shared/calendar/day.ts'
import { lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { doneByAnother } from '#shared/kernel/second-hand.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'

/** That a proposal was sent back, and by which command; `proposal` is that of what was proposed. */
type Rejection = OfficeSignature & {
  readonly why: string
  readonly commandId: string
  readonly proposal: string
}

/**
 * What becomes of an employer that was struck off: its people leave (`ends`), or it goes on to pay for them (`stands`), since
 * the strike-off was told wrongly or another enterprise took it over under its number.
 */
export const strikeOutcomes = ['ends', 'stands'] as const
export type StrikeOutcome = (typeof strikeOutcomes)[number]

/** What one officer proposes, with the document that it rests on, and by which command. */
export type StrikeProposal = OfficeSignature & {
  readonly commandId: string
  readonly as: StrikeOutcome
  readonly why: string
  readonly document: string
}

/** What two officers decided of a strike-off before, which they corrected since, or which another strike-off followed. */
export type EarlierOutcome = {
  readonly as: StrikeOutcome
  readonly struckOn: Day
  readonly proposed: StrikeProposal
  readonly decided: OfficeSignature
}

/** An employer of ours that market supervision struck off, until two officers decided what becomes of it. */
export type StruckEmployer = {
  readonly employerId: string
  readonly city: CityCode
  readonly uscc: string
  readonly name: string
  readonly struckOn: Day
  /** When we were told, and the last day on which it is decided in time. */
  readonly toldOn: Day
  readonly decideBy: Day
  /** What was proposed before and sent back, in the order of time. */
  readonly rejected?: readonly Rejection[]
  /** What was decided before, in the order of time; absent where nothing was. */
  readonly earlier?: readonly EarlierOutcome[]
} & (
  | { readonly state: 'open' }
  | { readonly state: 'proposed'; readonly proposed: StrikeProposal }
  | {
      readonly state: StrikeOutcome
      readonly proposed: StrikeProposal
      readonly decided: OfficeSignature
      /** That it should not have ended, as one officer proposes; until another approves it stays ended. */
      readonly correction?: StrikeProposal
    }
)

export const struckStates = [
  'open',
  'proposed',
  ...strikeOutcomes,
] as const satisfies readonly StruckEmployer['state'][]

/** The last day that an employer covers anybody: of the month in which it was struck off. */
export const lastCoveredOf = ({ struckOn }: Pick<StruckEmployer, 'struckOn'>): Day =>
  lastDayOf(monthOf(struckOn))

/** Whether a month lies after the strike-off of an employer, and nobody decided that it stands. */
export const isOverIn = (struck: StruckEmployer, month: Month): boolean =>
  struck.state !== 'stands' && monthOf(struck.struckOn) < month

const isUndecided = ({ state }: StruckEmployer): boolean => state === 'open' || state === 'proposed'

/**
 * Whether an employer is billed for a month no more: it is one after the strike-off, and nobody decided of the employer in
 * time. Once its people left, a month is billed as their coverage says, so that what was billed too much is given back.
 */
export const isBilledNoMore = (struck: StruckEmployer, month: Month, today: Day): boolean =>
  isUndecided(struck) && isOverIn(struck, month) && struck.decideBy < today

/** The day after which no bill of a month past the strike-off is issued; undefined of an employer that stands. */
export const billedUntil = (struck: StruckEmployer): Day | undefined => {
  const { decideBy } = struck
  if (struck.state === 'stands') return undefined
  return struck.state === 'ends' && struck.decided.on > decideBy ? struck.decided.on : decideBy
}

/** So many proposals that were sent back are kept. */
const mostRejected = 20

/** How often two officers ended an employer. */
export const endsOf = ({ state, earlier = [] }: StruckEmployer): number =>
  earlier.filter(({ as }) => as === 'ends').length + (state === 'ends' ? 1 : 0)

const waitingIn = (struck: StruckEmployer): StrikeProposal | undefined => {
  if (struck.state === 'open') return undefined
  if (struck.state === 'proposed') return struck.proposed
  return struck.correction
}

/**
 * Proposes what becomes of it; the same command again changes nothing. That an employer ended is corrected so: one officer
 * proposes that it stands, with what proves it.
 */
export const proposeStrike = (struck: StruckEmployer, proposed: StrikeProposal): Decision<StruckEmployer> => {
  const { rejected = [], earlier = [] } = struck
  const isKnown =
    ('proposed' in struck && struck.proposed.commandId === proposed.commandId) ||
    waitingIn(struck)?.commandId === proposed.commandId ||
    earlier.some((each) => each.proposed.commandId === proposed.commandId) ||
    rejected.some(({ proposal }) => proposal === proposed.commandId)
  if (isKnown) return accept(struck)
  if (struck.state === 'ends' && !struck.correction && proposed.as === 'stands')
    return accept({ ...struck, correction: proposed })
  if (struck.state !== 'open') return refuse('strike-off.decided', { figures: { state: struck.state } })
  return accept({ ...struck, state: 'proposed', proposed })
}

/** Approves what another officer proposed; the same again changes nothing. */
export const approveStrike = (struck: StruckEmployer, decided: OfficeSignature): Decision<StruckEmployer> => {
  if (struck.state === 'open') return refuse('strike-off.not-proposed')
  const waiting = waitingIn(struck)
  if (!waiting)
    return 'decided' in struck
      ? (doneByAnother(struck.decided, decided.by) ?? accept(struck))
      : accept(struck)
  if (isSamePerson(waiting.by, decided.by)) return refuse('contribution.proposer-is-approver')
  if (struck.state === 'proposed') return accept({ ...struck, state: waiting.as, decided })
  const { correction: _, ...ended } = struck
  return accept({ ...ended, state: 'stands', proposed: waiting, decided, earlier: withOutcome(struck) })
}

/** What was decided of an employer, with what is decided of it now. */
const withOutcome = (
  struck: StruckEmployer & { readonly state: StrikeOutcome },
): readonly EarlierOutcome[] => {
  const { state: as, struckOn, proposed, decided, earlier = [] } = struck
  return [...earlier, { as, struckOn, proposed, decided }]
}

/** An employer that stood after one strike-off, and is struck off again later: it is open once more. */
export const struckAgain = (
  struck: StruckEmployer,
  told: Pick<StruckEmployer, 'name' | 'struckOn' | 'toldOn' | 'decideBy'>,
): StruckEmployer | undefined => {
  if (struck.state !== 'stands' || told.struckOn <= struck.struckOn) return undefined
  const { employerId, city, uscc, rejected } = struck
  return {
    ...{ employerId, city, uscc, ...told, state: 'open', earlier: withOutcome(struck) },
    ...(rejected === undefined ? {} : { rejected }),
  }
}

/** Sends a proposal back, so that it is open again; whoever made it may take it back so. */
export const rejectStrike = (
  struck: StruckEmployer,
  rejection: Omit<Rejection, 'proposal'>,
): Decision<StruckEmployer> => {
  const { rejected = [] } = struck
  if (rejected.some(({ commandId }) => commandId === rejection.commandId)) return accept(struck)
  if (struck.state === 'open') return refuse('strike-off.not-proposed')
  const waiting = waitingIn(struck)
  if (!waiting) return refuse('strike-off.decided', { figures: { state: struck.state } })
  const all = [...rejected, { ...rejection, proposal: waiting.commandId }].slice(-mostRejected)
  if (struck.state !== 'proposed') {
    const { correction: _, ...ended } = struck
    return accept({ ...ended, rejected: all })
  }
  const { proposed: _, ...rest } = struck
  return accept({ ...rest, state: 'open', rejected: all })
}
