import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { faultOfName } from '../../enrolment/rules/person-faults.ts'
import type { SignedHand } from '../../person/rules/insured.ts'
import { refuse } from '../../refusals.ts'

/** What a correction of a name says of the person, which is stored sealed. */
export type CorrectedName = {
  readonly from: string
  readonly to: string
  readonly reason: string
  /** What proves the right name: the document that was shown, and its number. */
  readonly evidence: string
}

/** A correction of the name under which a person is registered; they are numbered from 1. */
export type NameCorrection = {
  readonly personId: string
  readonly number: number
  readonly commandId: string
  readonly correctedOn: Day
  /** The report that another person approved; absent with those of the first releases, which took one hand. */
  readonly report?: number
  /** Made since a correction takes two hands; absent with those of the first releases. */
  readonly twoHanded?: true
  /** The token of the name that it gave. */
  readonly token: string
  readonly sealed: string
}

/** Corrects the name under which a person is registered. */
export type CorrectName = {
  readonly name: string
  readonly reason: string
  readonly evidence: string
  readonly commandId: string
  /** Whose hand it is, and the city that covers the person. */
  readonly by: SignedHand
  readonly city: string
  /** The report that says it. */
  readonly report: number
}

/** Decides on a correction of a name: it must be one, and another than is recorded, if only in its writing. */
export const decideName = (
  { name, reason, evidence }: Pick<CorrectName, 'name' | 'reason' | 'evidence'>,
  recorded: string,
): Decision<CorrectedName> => {
  const fault = faultOfName({ name })
  if (fault) return { status: 'refused', refusal: fault }
  if (name === recorded) return refuse('enrollment.name-unchanged', { field: 'name' })
  return accept({ from: recorded, to: name, reason, evidence })
}
