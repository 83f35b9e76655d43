import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../refusals.ts'

/** A message id as the interface makes them: institution (12), yyyyMMddHHmmss, sequence (4). */
const nationalForm = /^([A-Z]\d{11})\d{14}\d{4}$/

/**
 * Refuses a message id of the national form that carries another institution's code: nobody may use up, or take back,
 * the messages of others. Ids of another form say nothing of their sender.
 */
export const refuseForeignMessage = (
  msgid: string,
  institution: string,
  field: string,
): Refusal | undefined => {
  const owner = nationalForm.exec(msgid)?.[1]
  return owner === undefined || owner === institution
    ? undefined
    : refusal('call.other-institution', { field })
}
