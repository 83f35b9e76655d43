import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { isSameId } from '#shared/kernel/plain-id.ts'
import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { million } from '#shared/money/millionths.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import type { CatalogueEntry } from '../catalogue/rules/catalogue.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import type { ChargedLine } from '../claim/rules/command.ts'
import { lineMark, plainSerial, serialMark } from '../claim/rules/serial-mark.ts'
import type { Care, HospitalLevel } from '../insured-year/rules/care.ts'
import type { LineParts } from '../insured-year/rules/claim-events.ts'
import type { RefusalCode } from '../refusals.ts'
import type { FeeLine } from '../visit/rules/visit-events.ts'
import type { FeeLineFields } from './fields.ts'
import { dayOf, readYuan, unreadable } from './reading.ts'

/** The serial number of a fee line; some systems spell the field out, some leave it to the order. */
const serialOf = ({ feedetl_sn, feedetail_sn }: FeeLineFields, index: number): string =>
  feedetl_sn ?? feedetail_sn ?? String(index + 1)

/** The marks of the serial numbers in a message; none where a line has no number but its place. */
export const marksOf = (lines: readonly FeeLineFields[]): { readonly marks?: readonly string[] } => {
  const said = lines.flatMap(({ feedetl_sn, feedetail_sn }) => feedetl_sn ?? feedetail_sn ?? [])
  return said.length === lines.length ? { marks: said.map(serialMark) } : {}
}

/** The marks by which the lines of a purchase are known under whatever visit; a stay is none. */
export const lineMarksOf = (care: Care, lines: readonly FeeLine[]): Pick<ClaimRequest, 'lineMarks'> =>
  care === 'outpatient' ? { lineMarks: lines.map((line) => lineMark(line.serial, line)) } : {}

const refuseLine = (code: RefusalCode, index: number, name: string, said: string): Decision<never> =>
  unreadable(code, `feedetail.${index}.${name}`, said, index + 1)

/** What the lines of a message all belong to, as far as it is known: another's line is refused. */
export type LinesOf = {
  readonly mdtrt_id?: string | undefined
  readonly psn_no?: string | undefined
  readonly chrg_bchno?: string | undefined
}

const linesOfNames = ['mdtrt_id', 'psn_no', 'chrg_bchno'] as const

/** Fee lines as they are charged: each of the visit, person and batch of the message, under a serial number of its own. */
export const feeLinesOf = (fields: readonly FeeLineFields[], of: LinesOf = {}): Decision<FeeLine[]> => {
  const lines: FeeLine[] = []
  const serials = new Set<string>()
  for (const [index, fee] of fields.entries()) {
    const other = linesOfNames.find((name) => of[name] !== undefined && (fee[name] ?? of[name]) !== of[name])
    if (other) return refuseLine('fee.other-visit', index, other, fee[other] ?? '')
    const serial = serialOf(fee, index)
    if (serials.has(plainSerial(serial))) return refuseLine('fee.serial-used', index, 'feedetl_sn', serial)
    serials.add(plainSerial(serial))
    const line = chargedLine(fee, index, serial)
    if (line.status === 'refused') return line
    lines.push(line.value)
  }
  return accept(lines)
}

const chargedLine = (fee: FeeLineFields, index: number, serial: string): Decision<FeeLine> => {
  const amount = readAmount(fee.det_item_fee_sumamt, `feedetail.${index}.det_item_fee_sumamt`)
  if (amount.status === 'refused') return amount
  const on = dayOf(fee.fee_ocur_time)
  if (fee.fee_ocur_time !== undefined && on === undefined)
    return unreadable('claim.bad-date', `feedetail.${index}.fee_ocur_time`, fee.fee_ocur_time)
  return accept({
    serial,
    code: fee.med_list_codg,
    quantity: fee.cnt,
    unitPrice: fee.pric,
    amount: amount.value,
    ...(fee.prd_days === undefined ? {} : { days: fee.prd_days }),
    ...(fee.chrg_bchno === undefined ? {} : { batch: fee.chrg_bchno }),
    ...(on === undefined ? {} : { on }),
  })
}

/** The amount of a line; a negative one is a return, which is not charged so. */
const readAmount = (text: string, field: string): Decision<Fen> =>
  text.trim().startsWith('-') ? unreadable('fee.negative', field, text) : readYuan(text, field)

/** A fee line as a claim has it. */
export const toCharged = ({ serial: _, batch: __, on: ___, ...line }: FeeLine): ChargedLine => line

/** Instead of a serial or batch number: all of them. */
export const everything = '0000'

/** The charging batch that a settlement is of: what it says, else what all its lines say; none for the whole visit. */
export const batchOf = (
  said: string | undefined,
  lines: readonly Pick<FeeLineFields, 'chrg_bchno'>[] = [],
): string | undefined => {
  const [first] = lines
  const common = lines.every(({ chrg_bchno }) => chrg_bchno === first?.chrg_bchno)
  const batch = said ?? (common ? first?.chrg_bchno : undefined)
  return isSameId(batch, everything) ? undefined : batch
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
