import { stableId } from '#shared/edge/stable-id.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusalText } from '../domain/refusals.ts'
import type { NationalAnswer } from './envelope.ts'

/** The answer's own message id: the same for a message sent again. */
const answerId = (msgid: string): string => stableId('R', msgid)

/** A transaction that was done. */
export const done = (msgid: string, output: NonNullable<NationalAnswer['output']>): NationalAnswer => ({
  infcode: 0,
  inf_refmsgid: answerId(msgid),
  err_msg: '',
  output,
})

/** A transaction that was refused: the reason in Chinese for the counter, our stable code for the system. */
export const declined = (msgid: string, { code, field }: Refusal): NationalAnswer => ({
  infcode: -1,
  inf_refmsgid: answerId(msgid),
  err_msg: refusalText(code, 'zh'),
  code,
  ...(field === undefined ? {} : { field }),
})
