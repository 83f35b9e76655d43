import { paidOf } from '#shared/money/millionths.ts'
import { segmentsIn } from '../../adjudication/rules/step-faults.ts'
import type { Step, StepName } from '../../insured-year/rules/claim-events.ts'
import type { LayerPayment } from '../../insured-year/rules/layers.ts'
import { laterLayers } from '../../insured-year/rules/layers.ts'
import { sumOf } from './figures.ts'
import type { Phrase } from './language.ts'
import { joined, semicolon } from './language.ts'
import {
  ceiling,
  classCeiling,
  deductible,
  entry,
  entryCap,
  fixed,
  floor,
  pool,
  split,
  transfer,
} from './pool-step-words.ts'
import type { StepWords } from './step-inputs.ts'
import { amount, describeStep, money } from './step-inputs.ts'
import { amountTitles } from './titles.ts'

/** A step in words, from its own recorded figures alone. */
export const stepWords = (step: Step): StepWords => words[step.step](step)

/** A layer above the basic pool: its base before and after, what the deductible takes, the shares, and a cut by the ceiling. */
const later =
  (title: Phrase) =>
  (step: Step): StepWords => {
    const [before = 0, base = 0, cut = 0, ...figures] = step.in
    const segments = segmentsIn(figures)
    const wanted = paidOf(segments)
    const cutByCeiling: Phrase = {
      zh: `应支付 ${money(wanted)}，受封顶线限制支付 ${money(step.out)}`,
      en: `${money(wanted)} is cut to ${money(step.out)} by the ceiling`,
    }
    return describeStep(
      title,
      [
        amount({ zh: '此前累计基数', en: 'base before' }, before),
        amount({ zh: '本次基数', en: 'base of this claim' }, base),
        amount({ zh: '累计基数', en: 'base after' }, before + base),
        amount({ zh: '起付线扣除', en: 'taken by the deductible' }, cut),
      ],
      joined(
        [
          {
            zh: `此前累计 ${money(before)}，本次 ${money(base)}，累计 ${money(before + base)}，起付线扣除 ${money(cut)}`,
            en: `base ${money(before)} before, ${money(base)} now, ${money(before + base)} after; deductible takes ${money(cut)}`,
          },
          segments.length > 0
            ? sumOf(segments)
            : { zh: '未达起付线，不支付', en: 'the deductible is not reached' },
          ...(step.out < wanted ? [cutByCeiling] : []),
        ],
        semicolon,
      ),
    )
  }

/** What comes to a ceiling and goes off it: how many times how much, within the limits. */
const addition = ({ in: [original = 0, most = 0, least = 0, ...figures], out }: Step): StepWords => {
  const changes = segmentsIn(figures).filter(({ amount: times }) => times !== 0)
  const terms = changes.map(({ amount: times, rate: by }) => `${times} × ${money(by)}`).join(' + ')
  const isBound = out === most || out === -least
  return describeStep(
    { zh: '封顶线的增减', en: 'Change of the ceiling' },
    [
      amount({ zh: '封顶线', en: 'ceiling' }, original),
      amount({ zh: '最多增加', en: 'at most more' }, most),
      amount({ zh: '最多减少', en: 'at most less' }, least),
    ],
    {
      zh: `封顶线 ${money(original)} 加 ${terms}${isBound ? `，以 ${money(out)} 为限` : ''}，为 ${money(original + out)}`,
      en: `to the ceiling of ${money(original)} comes ${terms}${isBound ? `, within the limit ${money(out)}` : ''}: ${money(original + out)}`,
    },
  )
}

const account = ({ in: [patient, balance] }: Step): StepWords =>
  describeStep(
    { zh: '个人账户支付', en: 'Personal account' },
    [
      amount(amountTitles.patient, patient),
      amount({ zh: '个人账户余额', en: 'balance of the account' }, balance),
    ],
    {
      zh: `个人负担 ${money(patient)}，个人账户余额 ${money(balance)}`,
      en: `of the patient’s ${money(patient)}, from a balance of ${money(balance)}`,
    },
  )

const family = ({ in: [left, balance], rule = '' }: Step): StepWords =>
  describeStep(
    { zh: '个人账户家庭共济支付', en: 'Account of the family' },
    [
      amount({ zh: '尚余个人负担', en: 'left to the patient' }, left),
      amount({ zh: '共济账户余额', en: 'balance of that account' }, balance),
    ],
    {
      zh: `尚余个人负担 ${money(left)}，按共济授权 ${rule}，该账户余额 ${money(balance)}`,
      en: `of the ${money(left)} left, by consent ${rule}, from a balance of ${money(balance)}`,
    },
  )

const cash = ({ in: [total, fund, fromAccount, fromFamily = 0] }: Step): StepWords =>
  describeStep(
    { zh: '现金支付', en: 'Cash' },
    [
      amount(amountTitles.total, total),
      amount(amountTitles.fund, fund),
      amount(amountTitles.account, fromAccount),
      ...(fromFamily === 0 ? [] : [amount(amountTitles.family, fromFamily)]),
    ],
    {
      zh: `总费用 ${money(total)} − 基金支付 ${money(fund)} − 个人账户 ${money(fromAccount)}${fromFamily === 0 ? '' : ` − 家庭共济 ${money(fromFamily)}`}`,
      en: `cost ${money(total)} − funds ${money(fund)} − account ${money(fromAccount)}${fromFamily === 0 ? '' : ` − accounts of the family ${money(fromFamily)}`}`,
    },
  )

const capitalized = ({ zh, en }: Phrase): Phrase => ({ zh, en: en.charAt(0).toUpperCase() + en.slice(1) })

const laterWords = Object.fromEntries(
  laterLayers.map((layer) => [layer.pays, later(capitalized(layer))]),
) as Readonly<Record<LayerPayment, (step: Step) => StepWords>>

const words: Readonly<Record<StepName, (step: Step) => StepWords>> = {
  split,
  entry,
  entryCap,
  transfer,
  deductible,
  share: pool,
  classCeiling,
  addition,
  floor,
  fixed,
  ceiling,
  ...laterWords,
  account,
  family,
  cash,
}
