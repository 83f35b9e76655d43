import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Judging } from '../../enrolment/rules/person-faults.ts'
import { personFaults } from '../../enrolment/rules/person-faults.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import { refuse } from '../../refusals.ts'

/** Who a person is by their certificate: its number, and the birth day and sex that it tells. */
export type RightIdentity = { readonly idNumber: string; readonly birthOn: string; readonly sex: Sex }

/** Decides on a correction of number, birth day and sex: they agree with each other, and are others than are recorded. */
export const decideIdentity = (
  right: RightIdentity,
  recorded: RightIdentity,
  judging: Judging,
): Decision<RightIdentity> => {
  const [fault] = personFaults(right, judging)
  if (fault) return { status: 'refused', refusal: fault }
  const { idNumber, birthOn, sex } = right
  return idNumber === recorded.idNumber && birthOn === recorded.birthOn && sex === recorded.sex
    ? refuse('enrollment.identity-unchanged', { field: 'idNumber' })
    : accept(right)
}
