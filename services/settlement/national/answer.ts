import { chinaDigits } from '#shared/calendar/clock.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { NationalAnswer } from './envelope.ts'
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

/** Our names of fields by the national ones that a sender fills in. */
const nationalNames: Readonly<Record<string, string>> = {
  lines: 'input.feedetail',
  total: 'input.medfee_sumamt',
  scheme: 'input.insutype',
  personId: 'input.psn_no',
  visitId: 'input.mdtrt_id',
  batch: 'input.chrg_bchno',
  claimId: 'input.setl_id',
  signNo: 'input.sign_no',
  serviceOn: 'input.begntime',
  admittedOn: 'input.begntime',
  beganOn: 'input.begntime',
  dischargedOn: 'input.dscg_time',
  endedOn: 'input.endtime',
  settledOn: 'input.setl_time',
  reversedOn: 'input.setl_time',
  purpose: 'input.med_type',
  disease: 'input.dise_codg',
  diagnosis: 'input.diseinfo',
  institution: 'fixmedins_code',
  serial: 'input.feedetl_sn',
  to: 'input.stmt_enddate',
  'original.msgid': 'input.omsgid',
  'original.infno': 'input.oinfno',
  'idempotency-key': 'msgid',
}

const lineNames: Readonly<Record<string, string>> = {
  code: 'med_list_codg',
  quantity: 'cnt',
  unitPrice: 'pric',
  amount: 'det_item_fee_sumamt',
  serial: 'feedetl_sn',
  batch: 'chrg_bchno',
  on: 'fee_ocur_time',
  days: 'prd_days',
}

/** A field at fault by the name the sender knows it under. */
export const nationalField = (field: string): string => {
  const [, index, name] = /^lines\.(\d+)\.(\w+)$/.exec(field) ?? []
  if (index !== undefined && name !== undefined) return `input.feedetail.${index}.${lineNames[name] ?? name}`
  return nationalNames[field] ?? field
}

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
