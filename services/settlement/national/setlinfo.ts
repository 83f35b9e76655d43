import { ageOn } from '#shared/calendar/day.ts'
import { nationalSchemeCode } from '#shared/kernel/scheme.ts'
import { formatYuan, sum } from '#shared/money/fen.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import type { Patient } from '../claim/settle-claim.ts'
import type { RecordedClaim } from '../insured-year/records/claim-item.ts'
import { asTold } from '../insured-year/rules/as-told.ts'
import type { Purpose } from '../insured-year/rules/care.ts'
import type { Amounts, ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { laterLayers, nationalLayerFields } from '../insured-year/rules/layers.ts'
import { momentOf } from '../insured-year/sent-by.ts'
import { clearingTypeOf } from '../reconciliation/rules/settled-entry.ts'
import type { Identity } from './identity.ts'
import { medTypeOf } from './med-type.ts'
import { personTypes, sexCode } from './person-codes.ts'

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
  acct_mulaid_pay: formatYuan(amounts.family),
})

/** How an institution is cleared is agreed with it and settled by the budget: 1 by items, 9 otherwise. */
const clearingWay = { outpatient: '1', inpatient: '9' } as const

/** Whose settlement it is and where: the place of care, and the place of insurance whose fund pays. */
const partiesOf = (fact: ClaimSettled | ClaimReversed, purpose: Purpose | undefined) => ({
  psn_no: fact.personId,
  insutype: nationalSchemeCode[fact.scheme],
  med_type: medTypeOf(fact.care, purpose),
  clr_type: clearingTypeOf(fact.care, purpose),
  clr_way: clearingWay[fact.care],
  clr_optins: fact.city,
  mdtrtarea_admvs: fact.at ?? fact.city,
  insuplc_admdvs: fact.city,
  fixmedins_code: fact.institution,
})

/** What the patient's year says of them on the day of service; empty where it says nothing. */
const patientFields = (
  patient: Patient | undefined,
  { scheme, servedOn }: Pick<ClaimSettled, 'scheme' | 'servedOn'>,
): Record<string, string> => {
  const { sex = null, birthOn = null, spells = [] } = patient ?? {}
  const spell = spells.find((each) => each.scheme === scheme && each.from <= servedOn && servedOn <= each.to)
  return {
    gend: sex === null ? '' : sexCode[sex],
    brdy: birthOn ?? '',
    age: birthOn === null ? '' : String(ageOn(birthOn, servedOn)),
    psn_type: spell ? personTypes[spell.employment] : '',
    cvlserv_flag: patient?.registered.civilServant ? '1' : '0',
  }
}

const identityFields = (identity: Identity): Record<string, string> => ({
  psn_name: identity.psn_name ?? '',
  certno: identity.certno ?? '',
  psn_cert_type: identity.psn_cert_type ?? '',
  naty: identity.naty ?? '',
  mdtrt_cert_type: identity.mdtrt_cert_type ?? '',
})

type Answered = Pick<RecordedClaim, 'claim' | 'accountAfter' | 'by'> & { readonly patient?: Patient }

/** A settled claim as `setlinfo`. */
export const toSetlinfo = (
  { claim, accountAfter, by, patient }: Answered,
  identity: Identity = {},
): Record<string, string> => ({
  setl_id: claim.claimId,
  medins_setl_id: claim.msgid,
  ...partiesOf(claim, claim.circumstances.purpose),
  ...identityFields(identity),
  ...patientFields(patient, claim),
  setl_time: momentOf(by, claim.settledOn),
  ...moneyOf(claim.amounts),
  balc: formatYuan(accountAfter),
})

/**
 * A reversal as `setlinfo`: every amount negative, naming the settlement it takes back. The amounts are those that the
 * settlement was answered with, whatever was corrected since, so that both answers together come to nothing.
 * @param msgid the message that reversed it
 */
export const toReversalSetlinfo = (entry: ClaimReversed, msgid?: string): Record<string, string> => {
  const reversal = asTold(entry)
  return {
    setl_id: reversal.reversalId,
    init_setl_id: reversal.claimId,
    ...(msgid === undefined ? {} : { medins_setl_id: msgid }),
    ...partiesOf(reversal, reversal.purpose),
    setl_time: momentOf(reversal.by, reversal.reversedOn),
    ...moneyOf(reversal.amounts),
  }
}
