import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'

/** Amounts, quantities and prices come as text, from some systems as numbers. */
const figure = z.union([z.string().max(30), z.number()]).transform(String)

const time = z.string().regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/, 'not yyyy-MM-dd HH:mm:ss')

const feeLine = z.looseObject({
  feedetl_sn: z.string().max(50).optional(),
  feedetail_sn: z.string().max(50).optional(),
  med_list_codg: z.string().min(1).max(50),
  cnt: figure,
  pric: figure,
  det_item_fee_sumamt: figure,
})

/** The input of a settlement or its preview, by the national field names. */
export const claimInput = z.looseObject({
  psn_no: id,
  med_type: z.enum(['11', '21']),
  insutype: z.enum(['310', '390']).optional(),
  begntime: time.optional(),
  dscg_time: time.optional(),
  setl_time: time.optional(),
  fixmedins_code: id.optional(),
  medfee_sumamt: figure,
  acct_used_flag: z.enum(['0', '1']).default('0'),
  feedetail: z.array(feeLine).max(2000),
})
export type ClaimInput = z.output<typeof claimInput>

/** The input of a cancellation. */
export const cancelInput = z.looseObject({
  setl_id: id,
  psn_no: id,
  fixmedins_code: id.optional(),
  setl_time: time.optional(),
})
export type CancelInput = z.output<typeof cancelInput>

const header = {
  msgid: id,
  mdtrtarea_admvs: z.string().max(6).optional(),
  insuplc_admdvs: z.string().max(6).optional(),
  inf_time: time.optional(),
  fixmedins_code: id.optional(),
  fixmedins_name: z.string().max(200).optional(),
}

/** What each transaction number does, for which care. */
export const transactions = {
  '2206': { does: 'preview', care: 'outpatient' },
  '2207': { does: 'settle', care: 'outpatient' },
  '2208': { does: 'cancel', care: 'outpatient' },
  '2303': { does: 'preview', care: 'inpatient' },
  '2304': { does: 'settle', care: 'inpatient' },
  '2305': { does: 'cancel', care: 'inpatient' },
} as const

/** The national envelope around the transactions this service knows; further fields are carried by it unread. */
export const envelope = z.discriminatedUnion('infno', [
  z.looseObject({ infno: z.enum(['2206', '2207', '2303', '2304']), ...header, input: claimInput }),
  z.looseObject({ infno: z.enum(['2208', '2305']), ...header, input: cancelInput }),
])
export type Envelope = z.output<typeof envelope>

const money = z.string().meta({ description: 'Yuan, two decimals' })

/** The national answer: `infcode` 0, or -1 with the reason and our stable code for it. */
export const nationalAnswer = z.strictObject({
  infcode: z.union([z.literal(0), z.literal(-1)]),
  inf_refmsgid: z.string(),
  err_msg: z.string(),
  code: z.string().optional(),
  field: z.string().optional(),
  output: z
    .strictObject({
      setlinfo: z.record(z.string(), z.string()),
      setldetail: z.array(z.record(z.string(), money)).optional(),
    })
    .optional(),
})
export type NationalAnswer = z.output<typeof nationalAnswer>
