import type { Refusal } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { refusal } from '../refusals.ts'
import type { Outcome } from './answer.ts'
import { declined } from './answer.ts'
import { withoutBlanks } from './blanks.ts'
import { envelope } from './envelope.ts'
import { notOffered } from './not-offered.ts'
import type { SaidMessage } from './wording.ts'

/** The fields of what should be an object; none of anything else. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {}

/** What could be read of what came in place of a message. */
export const saidIn = (row: unknown): SaidMessage => {
  const said = fieldsOf(withoutBlanks(row))
  return { ...said, msgid: typeof said.msgid === 'string' ? said.msgid : '' }
}

/**
 * The answer to what came in place of a message: which field of the envelope is at fault.
 * @param otherwise what is wrong with it where its envelope is not
 */
export const unread = (row: unknown, otherwise: Refusal = refusal('call.bad-field')): Outcome => {
  const { error } = envelope.safeParse(row)
  if (!error) return declined(saidIn(row), otherwise)
  const unoffered = notOffered.find(({ infno }) => infno === saidIn(row).infno)
  if (unoffered) {
    const { infno, name } = unoffered
    return declined(
      saidIn(row),
      refusal('national.not-offered', { field: 'infno', figures: { infno, name } }),
    )
  }
  const { place: field, reasonZh: faultZh } = schemaFault(error)
  return declined(saidIn(row), refusal('call.bad-field', { field, figures: { faultZh } }))
}
