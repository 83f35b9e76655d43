import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { formatYuan, sum } from '#shared/money/fen.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import type { Amounts, ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { laterLayers, nationalLayerFields } from '../insured-year/rules/layers.ts'
import { clearingTypeOf } from '../reconciliation/rules/settled-entry.ts'

const none = formatYuan(0)

/** The pool's payment ratio over what it shares with the patient, four decimals; the national name says the opposite. */
const poolRatio = ({ basic, coinsurance }: Amounts): string => {
  const shared = new Exact(basic).plus(coinsurance)
  return ratioText(shared.isZero() ? shared : new Exact(basic).div(shared), 4)
}

/** What the layers above the basic pool pay, by the national field they are told in. */
const layersOf = (amounts: Amounts): Record<string, string> =>
  Object.fromEntries(
    nationalLayerFields.map((field) => {
      const layers = laterLayers.filter(({ national }) => national.field === field)
      return [field, formatYuan(sum(layers.map(({ pays }) => amounts[pays])))]
    }),
  )

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
  ...layersOf(amounts),
  hosp_part_amt: none,
  oth_pay: none,
  fund_pay_sumamt: formatYuan(amounts.fund),
  psn_part_amt: formatYuan(amounts.patient),
  acct_pay: formatYuan(amounts.account),
  psn_cash_pay: formatYuan(amounts.cash),
  acct_mulaid_pay: none,
})

/** Whose settlement it is and where: the place of care, and the place of insurance whose fund pays. */
const partiesOf = (fact: ClaimSettled | ClaimReversed, purpose: string | undefined) => ({
  psn_no: fact.personId,
  insutype: nationalSchemeCode[fact.scheme],
  clr_type: clearingTypeOf(fact.care, purpose),
  clr_optins: fact.city,
  mdtrtarea_admvs: fact.at ?? fact.city,
  insuplc_admdvs: fact.city,
  fixmedins_code: fact.institution,
})

/** A settled claim as `setlinfo`. */
export const toSetlinfo = ({ claim, accountAfter }: RecordedClaim): Record<string, string> => ({
  setl_id: claim.claimId,
  ...partiesOf(claim, claim.circumstances.purpose),
  setl_time: claim.settledOn,
  ...moneyOf(claim.amounts),
  balc: formatYuan(accountAfter),
})

/** A reversal as `setlinfo`: every amount negative, naming the settlement it takes back. */
export const toReversalSetlinfo = (reversal: ClaimReversed): Record<string, string> => ({
  setl_id: reversal.reversalId,
  init_setl_id: reversal.claimId,
  ...partiesOf(reversal, reversal.purpose),
  setl_time: reversal.reversedOn,
  ...moneyOf(reversal.amounts),
})
