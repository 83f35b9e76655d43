import type { Scheme } from '#shared/kernel/scheme.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { formatYuan, sum } from '#shared/money/fen.ts'
import type { Charge } from './charges.ts'
import type { Visit } from './visits.ts'

/** A fee line with the national names. */
export type FeeDetail = {
  readonly feedetl_sn: string
  readonly med_list_codg: string
  readonly cnt: string
  readonly pric: string
  readonly det_item_fee_sumamt: string
}

/** A message of a hospital system to the insurance platform, with the national names. */
export type Envelope = {
  readonly infno: string
  readonly msgid: string
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
  readonly recer_sys_code: string
  readonly infver: string
  readonly opter_type: string
  readonly opter: string
  readonly opter_name: string
  readonly inf_time: string
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  readonly sign_no: string
  readonly input: Readonly<Record<string, unknown>> & { readonly certno: string }
}

/** National transaction numbers of settling and of taking a settlement back. */
export const transactions = {
  settle: { outpatient: '2207', inpatient: '2304' },
  cancel: { outpatient: '2208', inpatient: '2305' },
} as const

const medType = { outpatient: '11', inpatient: '21' } as const

export const toFeeDetail = ({ code, quantity, price, amount }: Charge, index: number): FeeDetail => ({
  feedetl_sn: String(index + 1),
  med_list_codg: code,
  cnt: String(quantity),
  pric: formatYuan(price),
  det_item_fee_sumamt: formatYuan(amount),
})

/** Institution code, time to the second, and a number within the institution: unique for ever. */
const messageId = (institution: string, at: string, sequence: number): string =>
  `${institution}${at.replaceAll(/\D/g, '')}${String(sequence % 10_000).padStart(4, '0')}`

/** The frame of a message from an institution at a time `YYYY-MM-DD HH:mm:ss`. */
export const toEnvelope = (
  { person, institution }: Pick<Visit, 'person' | 'institution'>,
  { infno, at, sequence }: { infno: string; at: string; sequence: number },
  input: Readonly<Record<string, unknown>>,
): Envelope => ({
  infno,
  msgid: messageId(institution.code, at, sequence),
  mdtrtarea_admvs: institution.city,
  insuplc_admdvs: person.city,
  recer_sys_code: 'HIS',
  infver: 'V1.0',
  opter_type: '1',
  opter: '0001',
  opter_name: '收费处',
  inf_time: at,
  fixmedins_code: institution.code,
  fixmedins_name: institution.name,
  sign_no: '',
  input: { certno: person.idNumber, ...input },
})

/** An institution's own number of a visit: its day, and which of the year's it is. */
const visitNumber = (on: string, index: number): string => `${on.replaceAll('-', '').slice(2)}${index}`

/** The input of a settlement; residents have no personal account to use. */
export const settlementInput = (
  { care, admittedOn, on, institution, person }: Visit,
  charges: readonly Charge[],
  { index, usesAccount }: { readonly index: number; readonly usesAccount: boolean },
) => ({
  mdtrt_id: visitNumber(on, index),
  med_type: medType[care],
  insutype: nationalSchemeCode[person.scheme satisfies Scheme],
  ...(care === 'inpatient' ? { begntime: admittedOn, dscg_time: on } : { setl_time: on }),
  fixmedins_code: institution.code,
  medfee_sumamt: formatYuan(sum(charges.map(({ amount }) => amount))),
  acct_used_flag: usesAccount ? '1' : '0',
  feedetail: charges.map(toFeeDetail),
})
