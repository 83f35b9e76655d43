import type { Refusal } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { refusalText } from '../refusals.ts'
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

/** Our names of fields by the national ones that a sender fills in. */
const nationalNames: Readonly<Record<string, string>> = {
  lines: 'input.feedetail',
  total: 'input.medfee_sumamt',
  scheme: 'input.insutype',
  personId: 'input.psn_no',
  visitId: 'input.mdtrt_id',
  batch: 'input.chrg_bchno',
  claimId: 'input.setl_id',
  serviceOn: 'input.begntime',
  admittedOn: 'input.begntime',
  beganOn: 'input.begntime',
  dischargedOn: 'input.dscg_time',
  endedOn: 'input.endtime',
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
}

/** A field at fault by the name the sender knows it under. */
const nationalField = (field: string): string => {
  const [, index, name] = /^lines\.(\d+)\.(\w+)$/.exec(field) ?? []
  if (index !== undefined && name !== undefined) return `input.feedetail.${index}.${lineNames[name] ?? name}`
  return nationalNames[field] ?? field
}

/** A transaction that was refused: the reason in Chinese for the counter, our stable code for the system. */
export const declined = (msgid: string, { code, field, figures = {} }: Refusal): NationalAnswer => ({
  infcode: -1,
  inf_refmsgid: answerId(msgid),
  err_msg: refusalText(code, 'zh', figures),
  code,
  ...(field === undefined ? {} : { field: nationalField(field) }),
})

/** A transaction that could not be dealt with, or that the sender may not send, with the reason a single call has. */
export const unanswered = (msgid: string, { code, reason }: Refusal): NationalAnswer => ({
  infcode: -1,
  inf_refmsgid: answerId(msgid),
  err_msg: reason,
  code,
})
