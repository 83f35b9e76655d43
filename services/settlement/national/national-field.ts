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
  proposalId: 'input.trt_dcla_detl_sn',
  listId: 'input.setl_list_id',
  items: 'input.iteminfo',
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
