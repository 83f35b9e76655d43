import type { Day, Month } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'
import type { Answer } from './answer.ts'

/** A claim of which a contest was upheld: work to do, until a correction or reversal of it is posted. */
export type UpheldClaim = {
  readonly institution: string
  /** Of the statement in which it was contested. */
  readonly month: Month
  readonly claimId: string
  /** The claim's own month, where it was booked in a later one. */
  readonly claimMonth: Month
  readonly reason: string
  readonly upheldOn: Day
  /** What put it right, and who said so. */
  readonly corrected?: Signature & { readonly claimId: string; readonly month: Month }
}

/** The claims that an answer upholds. */
export const upheldIn = (
  { institution, month }: Pick<UpheldClaim, 'institution' | 'month'>,
  answer: Answer,
): UpheldClaim[] => {
  if (answer.state !== 'decided') return []
  const { items, decided } = answer
  const ownMonth = new Map(items.map((item) => [item.claimId, item.month ?? month]))
  return decided.items
    .filter(({ outcome }) => outcome === 'upheld')
    .map(({ claimId, reason }) => ({
      ...{ institution, month, claimId, reason },
      claimMonth: ownMonth.get(claimId) ?? month,
      upheldOn: decided.on,
    }))
}

/** What was posted that may put a claim right. */
export type PostedAfter =
  | { readonly corrects?: string | undefined; readonly reverses?: string | undefined }
  | undefined

/** Ends the work on an upheld claim, by a posted claim that corrects or reverses it and by nothing else. */
export const endUpheld = (
  corrected: NonNullable<UpheldClaim['corrected']>,
  { state, posted }: { readonly state: UpheldClaim; readonly posted: PostedAfter },
): Decision<UpheldClaim> => {
  if (state.corrected?.claimId === corrected.claimId) return accept(state)
  if (state.corrected)
    return refuse('upheld-claim.corrected-already', { figures: { claimId: state.corrected.claimId } })
  if (posted?.corrects !== state.claimId && posted?.reverses !== state.claimId)
    return refuse('upheld-claim.not-corrected', {
      field: 'claimId',
      figures: { claimId: corrected.claimId, upheld: state.claimId },
    })
  return accept({ ...state, corrected })
}
