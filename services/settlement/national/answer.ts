import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { refusalText } from '#shared/kernel/refusals.ts'
import { table } from '../refusals.ts'
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
}

/** A field at fault by the name the sender knows it under. */
const nationalField = (field: string): string => {
  const [, index, name] = /^lines\.(\d+)\.(\w+)$/.exec(field) ?? []
  if (index !== undefined && name !== undefined) return `input.feedetail.${index}.${lineNames[name] ?? name}`
  return nationalNames[field] ?? field
}

/** A transaction that was refused: the reason in Chinese for the counter, our stable code for the system. */
export const declined = (msgid: string, refusal: Refusal): NationalAnswer => ({
  infcode: -1,
  inf_refmsgid: answerId(msgid),
  err_msg: refusalText(table, refusal, 'zh').reason,
  code: refusal.code,
  ...(refusal.field === undefined ? {} : { field: nationalField(refusal.field) }),
})

const everyRefusal = { ...table, ...doorRefusals.table }

/** A transaction that could not be dealt with, or that the sender may not send: what a single call is told by the door. */
export const unanswered = (msgid: string, refusal: Refusal): NationalAnswer => ({
  infcode: -1,
  inf_refmsgid: answerId(msgid),
  err_msg: refusalText(everyRefusal, refusal, 'zh').reason,
  code: refusal.code,
})
