import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Amounts, ClaimReversed, SplitLine } from '../domain/claim-events.ts'
import type { RecordedClaim } from '../domain/recorded/claim-item.ts'

const none = formatYuan(0)

/** The pool's payment ratio over what it shares with the patient, four decimals; the national name says the opposite. */
const poolRatio = ({ basic, coinsurance }: Amounts): string => {
  const shared = new Exact(basic).plus(coinsurance)
  return shared.isZero() ? '0.0000' : new Exact(basic).div(shared).toFixed(4)
}

/** The amounts of a settlement by their national names, in yuan. Layers this province does not have are zero. */
const moneyOf = (amounts: Amounts) => ({
  medfee_sumamt: formatYuan(amounts.total),
  fulamt_ownpay_amt: formatYuan(amounts.fullySelfPaid),
  overlmt_selfpay: formatYuan(amounts.overLimit),
  preselfpay_amt: formatYuan(amounts.firstSelfPaid),
  inscp_scp_amt: formatYuan(amounts.inScope),
  act_pay_dedc: formatYuan(amounts.deductible),
  hifp_pay: formatYuan(amounts.basic),
  pool_prop_selfpay: poolRatio(amounts),
  cvlserv_pay: formatYuan(amounts.civilServant),
  hifes_pay: none,
  hifmi_pay: formatYuan(amounts.seriousIllness),
  hifob_pay: formatYuan(amounts.largeSum),
  maf_pay: formatYuan(amounts.medicalAid + amounts.tiltedAid),
  hosp_part_amt: none,
  oth_pay: none,
  fund_pay_sumamt: formatYuan(amounts.fund),
  psn_part_amt: formatYuan(amounts.patient),
  acct_pay: formatYuan(amounts.account),
  psn_cash_pay: formatYuan(amounts.cash),
  acct_mulaid_pay: none,
})

/** A settled claim as `setlinfo`. */
export const toSetlinfo = ({ claim, accountAfter }: RecordedClaim): Record<string, string> => ({
  setl_id: claim.claimId,
  psn_no: claim.personId,
  insutype: nationalSchemeCode[claim.scheme],
  clr_type: claim.care === 'inpatient' ? '21' : '11',
  setl_time: claim.settledOn,
  fixmedins_code: claim.institution,
  ...moneyOf(claim.amounts),
  balc: formatYuan(accountAfter),
})

/** A reversal as `setlinfo`: every amount negative, naming the settlement it takes back. */
export const toReversalSetlinfo = (reversal: ClaimReversed): Record<string, string> => ({
  setl_id: reversal.reversalId,
  init_setl_id: reversal.claimId,
  psn_no: reversal.personId,
  insutype: nationalSchemeCode[reversal.scheme],
  clr_type: reversal.care === 'inpatient' ? '21' : '11',
  setl_time: reversal.reversedOn,
  fixmedins_code: reversal.institution,
  ...moneyOf(reversal.amounts),
})

/** A line in its four parts. */
const toLine = (line: SplitLine, serial: string) => {
  const yuan = (amount: Fen): string => formatYuan(amount)
  return {
    feedetl_sn: serial,
    det_item_fee_sumamt: yuan(line.amount),
    fulamt_ownpay_amt: yuan(line.fullySelfPaid),
    overlmt_amt: yuan(line.overLimit),
    preselfpay_amt: yuan(line.firstSelfPaid),
    inscp_scp_amt: yuan(line.inScope),
  }
}

/** The lines of a settlement in the order they came, each under the serial number its sender gave it. */
export const toSetldetail = (
  lines: readonly SplitLine[],
  serials: readonly (string | undefined)[],
): Record<string, string>[] => lines.map((line, index) => toLine(line, serials[index] ?? String(index + 1)))
