import type { Refusal } from '#shared/kernel/decision.ts'
import { institutionIn } from '../claim/message.ts'
import { refusal } from '../refusals.ts'

/**
 * Refuses a message id of the national form that carries another institution's code: nobody may use up, or take back,
 * the messages of others. Ids of another form say nothing of their sender.
 */
export const refuseForeignMessage = (
  msgid: string,
  institution: string,
  field: string,
): Refusal | undefined => {
  const owner = institutionIn(msgid)
  return owner === undefined || owner === institution
    ? undefined
    : refusal('call.other-institution', { field })
}
