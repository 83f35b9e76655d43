import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Judging } from '../../enrolment/rules/person-faults.ts'
import { personFaults } from '../../enrolment/rules/person-faults.ts'
import type { Certificate } from '../../person/rules/certificate.ts'
import type { Sex } from '../../person/rules/id-number.ts'
import { refuse } from '../../refusals.ts'

/** Who a person is by their certificate: its kind and number, and the birth day and sex that it tells. */
export type RightIdentity = {
  readonly certificate: Certificate
  readonly birthOn: string
  readonly sex: Sex
}

const proofOf = ({ type, number, country }: Certificate) =>
  type === 'id-card' ? { idNumber: number } : { certificate: { type, number, country } }

/**
 * Decides on a correction of certificate, birth day and sex: they agree with each other, and are others than are recorded.
 * Nobody goes back to the certificate of their birth from another.
 */
export const decideIdentity = (
  right: RightIdentity,
  recorded: RightIdentity,
  judging: Judging,
): Decision<RightIdentity> => {
  const { certificate, birthOn, sex } = right
  const proof = proofOf(certificate)
  const [fault] = personFaults({ ...proof, birthOn, sex }, judging)
  if (fault) return { status: 'refused', refusal: fault }
  const { type, number, country } = recorded.certificate
  if (certificate.type === 'birth-certificate' && type !== 'birth-certificate')
    return refuse('certificate.newborn-only', {
      field: 'certificate',
      figures: { days: judging.limits.newbornDays(judging.today) },
    })
  const isSame = certificate.type === type && certificate.number === number && certificate.country === country
  return isSame && birthOn === recorded.birthOn && sex === recorded.sex
    ? refuse('enrollment.identity-unchanged', { field: 'idNumber' in proof ? 'idNumber' : 'certificate' })
    : accept(right)
}
