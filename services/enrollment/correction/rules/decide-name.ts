import type { Day } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { faultOfName } from '../../enrolment/rules/person-faults.ts'
import { refuse } from '../../refusals.ts'

/** A correction of the name under which a person is registered; they are numbered from 1. */
export type NameCorrection = {
  readonly personId: string
  readonly number: number
  readonly commandId: string
  readonly from: string
  readonly to: string
  readonly reason: string
  /** What proves the right name: the document that was shown, and its number. */
  readonly evidence: string
  readonly correctedOn: Day
}

/** Corrects the name under which a person is registered. */
export type CorrectName = {
  readonly name: string
  readonly reason: string
  readonly evidence: string
  readonly commandId: string
  readonly on: Day
}

/** Decides on a correction of a name: it must be one, and another than is recorded, if only in its writing. */
export const decideName = (
  { name, reason, evidence, commandId, on }: CorrectName,
  identity: { readonly personId: string; readonly name: string },
  earlier: readonly NameCorrection[],
): Decision<NameCorrection> => {
  const fault = faultOfName({ name })
  if (fault) return { status: 'refused', refusal: fault }
  if (name === identity.name) return refuse('enrollment.name-unchanged', { field: 'name' })
  const { personId } = identity
  return accept({
    ...{ personId, number: earlier.length + 1, commandId },
    ...{ from: identity.name, to: name, reason, evidence, correctedOn: on },
  })
}
