import { chinaDigits } from '#shared/calendar/clock.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { NationalAnswer } from './envelope.ts'
import { nationalField } from './national-field.ts'
import type { SaidMessage } from './wording.ts'
import { errorMessage } from './wording.ts'

/** The answer's own message id: the same for a message sent again. */
const answerId = (msgid: string): string => stableId('R', msgid)

/** What every answer has. Nothing is signed or charged here, so these fields are empty. */
const frameOf = (msgid: string) => ({
  inf_refmsgid: answerId(msgid),
  warn_msg: '',
  cainfo: '',
  signtype: '',
})

/** A transaction that was done. */
export const done = (msgid: string, output: NonNullable<NationalAnswer['output']>): Outcome => ({
  infcode: 0,
  ...frameOf(msgid),
  err_msg: '',
  output,
})

/** An answer without its times. */
export type Outcome = Omit<NationalAnswer, 'refmsg_time' | 'respond_time'>

/** A transaction that was refused: for the counter what is wrong and where, in Chinese; for the system our stable code. */
export const declined = (said: SaidMessage, refusal: Refusal): Outcome => {
  const field = refusal.field === undefined ? undefined : nationalField(refusal.field)
  return {
    infcode: -1,
    ...frameOf(said.msgid),
    err_msg: errorMessage(said, refusal, field),
    code: refusal.code,
    ...(field === undefined ? {} : { field }),
  }
}

/** The answer with the moments at which its message came and it went. */
export const stamped = (outcome: Outcome, receivedAt: Date, answeredAt: Date): NationalAnswer => ({
  ...outcome,
  refmsg_time: chinaDigits(receivedAt),
  respond_time: chinaDigits(answeredAt),
})
