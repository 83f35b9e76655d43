import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { million } from '#shared/money/millionths.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import type { CatalogueEntry } from '../catalogue/rules/catalogue.ts'
import type { HospitalLevel } from '../insured-year/rules/care.ts'
import type { LineParts } from '../insured-year/rules/claim-events.ts'
import type { FeeLine } from '../visit/rules/visit-events.ts'
import type { FeeLineFields } from './fields.ts'
import { readYuan } from './reading.ts'

/** The serial number of a fee line; some systems spell the field out, some leave it to the order. */
const serialOf = ({ feedetl_sn, feedetail_sn }: FeeLineFields, index: number): string =>
  feedetl_sn ?? feedetail_sn ?? String(index + 1)

/** Fee lines as they are charged. */
export const feeLinesOf = (fields: readonly FeeLineFields[]): Decision<FeeLine[]> => {
  const lines: FeeLine[] = []
  for (const [index, fee] of fields.entries()) {
    const amount = readYuan(fee.det_item_fee_sumamt, `feedetail.${index}.det_item_fee_sumamt`)
    if (amount.status === 'refused') return amount
    lines.push({
      serial: serialOf(fee, index),
      code: fee.med_list_codg,
      quantity: fee.cnt,
      unitPrice: fee.pric,
      amount: amount.value,
      ...(fee.prd_days === undefined ? {} : { days: fee.prd_days }),
      ...(fee.chrg_bchno === undefined ? {} : { batch: fee.chrg_bchno }),
    })
  }
  return accept(lines)
}

/** A line in its four parts under its serial number. */
export const toFeeDetail = (line: LineParts, serial: string): Record<string, string> => ({
  feedetl_sn: serial,
  det_item_fee_sumamt: formatYuan(line.amount),
  fulamt_ownpay_amt: formatYuan(line.fullySelfPaid),
  overlmt_amt: formatYuan(line.overLimit),
  preselfpay_amt: formatYuan(line.firstSelfPaid),
  inscp_scp_amt: formatYuan(line.inScope),
})

const nationalClass = { A: '01', B: '02', C: '03' } as const

/** What the catalogue says of a line: its class, the share the patient pays first, and the price it is paid up to. */
export const toCatalogueDetail = (entry: CatalogueEntry, level: HospitalLevel): Record<string, string> => {
  const limit = entry.priceLimit[level]
  const share = entry.class === 'C' ? million : entry.firstSelfPaid
  return {
    chrgitm_lv: nationalClass[entry.class],
    selfpay_prop: ratioText(new Exact(share).div(million), 4),
    ...(limit === null ? {} : { pric_uplmt_amt: formatYuan(limit) }),
  }
}
