import type { PersonAsked } from '#shared/contracts/person-asked.ts'
import type { CertificateType } from '#shared/kernel/certificate-type.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'
import { certificateTypeOf } from './person-codes.ts'

/** How a message names a person; blank is absent. */
export type PersonNamed = {
  readonly psn_no?: string | undefined
  readonly mdtrt_cert_type?: string | undefined
  readonly mdtrt_cert_no?: string | undefined
  readonly psn_cert_type?: string | undefined
  readonly certno?: string | undefined
  readonly psn_name?: string | undefined
}

type By = PersonAsked['by']

const said = (text: string | undefined): string | undefined => text?.trim() || undefined

const byCertificate = (type: CertificateType, number: string, name: string | undefined): By => ({
  certificate: { type, number },
  ...(name === undefined ? {} : { name }),
})

const refuseField = (code: 'call.bad-field' | 'person.certificate-not-offered', field: string) =>
  ({ status: 'refused', refusal: refusal(code, { field: `input.${field}` }) }) as const

/**
 * Whom a message asks for: by ID card (02), or by `certno` with its kind and the name, else by person number. An electronic
 * voucher (01) or a social-security card (03) names nobody here: neither is told to this platform.
 */
export const soughtPerson = (input: PersonNamed): Decision<By> => {
  const personId = said(input.psn_no)
  const [kind, number, certno] = [input.mdtrt_cert_type, input.mdtrt_cert_no, input.certno].map(said)
  const name = said(input.psn_name)
  if (kind === '02' && number !== undefined) return accept(byCertificate('id-card', number, name))
  const type = certno === undefined ? undefined : certificateTypeOf(input.psn_cert_type, certno)
  if (certno !== undefined && type !== undefined) {
    if (name !== undefined) return accept(byCertificate(type, certno, name))
    if (personId === undefined) return refuseField('call.bad-field', 'psn_name')
  }
  if (personId !== undefined) return accept({ personId })
  if (certno !== undefined) return refuseField('person.certificate-not-offered', 'psn_cert_type')
  if (kind === '02') return refuseField('call.bad-field', 'mdtrt_cert_no')
  return kind === undefined
    ? refuseField('call.bad-field', 'mdtrt_cert_type')
    : refuseField('person.certificate-not-offered', 'mdtrt_cert_type')
}
