import type { AmountName } from '../../insured-year/rules/claim-events.ts'
import type { AccumulatorName } from '../../insured-year/rules/insured-year.ts'
import type {
  LaterLayerKey,
  LaterRow,
  LayerFigure,
  LayerKey,
  LayerPayment,
} from '../../insured-year/rules/layers.ts'
import { laterLayers } from '../../insured-year/rules/layers.ts'
import type { Phrase } from './language.ts'

const base = ({ zh, en }: Phrase): Phrase => ({ zh: `${zh}累计基数`, en: `cumulative base of ${en}` })
const paid = ({ zh, en }: Phrase): Phrase => ({ zh: `${zh}累计支付`, en: `paid by ${en}` })

const titleOf = ({ zh, en }: LaterRow): Phrase => ({ zh, en })
const laterTitles = Object.fromEntries(laterLayers.map((layer) => [layer.key, titleOf(layer)])) as Readonly<
  Record<LaterLayerKey, Phrase>
>
const paymentTitles = Object.fromEntries(
  laterLayers.map((layer) => [layer.pays, titleOf(layer)]),
) as Readonly<Record<LayerPayment, Phrase>>
const figureTitles = Object.fromEntries(
  laterLayers.flatMap((layer) => [
    [layer.base, base(titleOf(layer))],
    [layer.paid, paid(titleOf(layer))],
  ]),
) as Readonly<Record<LayerFigure, Phrase>>

/** The part of the coinsurance that a layer takes over with the cost above the pool's ceiling. */
export const coinsuranceAboveCeilingTitle: Phrase = {
  zh: '超封顶线费用中按比例自付部分',
  en: 'share left to the patient of the cost above the ceiling',
}

/** What every amount of a claim is called. */
export const amountTitles: Readonly<Record<AmountName, Phrase>> = {
  total: { zh: '总费用', en: 'total cost' },
  fullySelfPaid: { zh: '全自费', en: 'fully self-paid' },
  overLimit: { zh: '超限价自费', en: 'over the price limit' },
  firstSelfPaid: { zh: '先行自付', en: 'first self-paid' },
  inScope: { zh: '政策范围内费用', en: 'in scope' },
  entrySelfPaid: { zh: '异地就医先行自付', en: 'first self-paid on entry' },
  aboveEntryCap: { zh: '超计入限额', en: 'above the entry cap' },
  deductible: { zh: '起付线', en: 'deductible' },
  coinsurance: { zh: '按比例自付', en: 'share left to the patient' },
  aboveCeiling: { zh: '超封顶线', en: 'above the ceiling' },
  basic: { zh: '基本医保统筹基金', en: 'basic pool' },
  ...paymentTitles,
  fund: { zh: '基金支付合计', en: 'paid by the funds' },
  patient: { zh: '个人负担合计', en: 'borne by the patient' },
  account: { zh: '个人账户支付', en: 'personal account' },
  family: { zh: '个人账户家庭共济支付', en: 'accounts of the family' },
  cash: { zh: '现金支付', en: 'cash' },
}

/** What the layers are called where plans name them. */
export const layerTitles: Readonly<Record<LayerKey, Phrase>> = {
  inpatient: { zh: '住院统筹', en: 'inpatient pool' },
  outpatient: { zh: '门诊统筹', en: 'outpatient pool' },
  chronic: { zh: '门诊慢特病统筹', en: 'pool for chronic diseases' },
  two_diseases: { zh: '“两病”门诊用药统筹', en: 'pool for the two diseases' },
  ...laterTitles,
}

/** What is counted over a year, by its name. */
export const accumulatorTitles: Readonly<Record<AccumulatorName, Phrase>> = {
  stays: { zh: '住院次数', en: 'stays' },
  inpatientInScope: { zh: '住院政策范围内费用', en: 'inpatient cost in scope' },
  inpatientDeductible: { zh: '住院已用起付线', en: 'inpatient deductible used' },
  inpatientPaid: paid(layerTitles.inpatient),
  outpatientInScope: { zh: '门诊政策范围内费用', en: 'outpatient cost in scope' },
  outpatientDeductible: { zh: '门诊已用起付线', en: 'outpatient deductible used' },
  outpatientPaid: paid(layerTitles.outpatient),
  chronicInScope: { zh: '门诊慢特病政策范围内费用', en: 'cost of chronic diseases in scope' },
  chronicDeductible: { zh: '门诊慢特病已用起付线', en: 'deductible for chronic diseases used' },
  chronicPaid: paid(layerTitles.chronic),
  classPaid: { zh: '单列项目累计支付', en: 'paid for item classes with a ceiling of their own' },
  ...figureTitles,
  twoDiseasesInScope: { zh: '“两病”政策范围内费用', en: 'cost of the two diseases in scope' },
  twoDiseasesDeductible: { zh: '“两病”已用起付线', en: 'deductible for the two diseases used' },
  twoDiseasesPaid: paid(layerTitles.two_diseases),
  additionPaid: { zh: '因限额提高而多支付', en: 'paid only because years had raised a ceiling' },
}
