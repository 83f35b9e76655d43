import { formatYuan } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Step } from '../claim-events.ts'
import type { LayerKey } from '../plan/ceiling.ts'
import type { BenefitPlan } from '../plan/plan.ts'
import { laterNames } from '../plan/plan.ts'
import { million } from '../rate.ts'
import { segmentsIn } from './step-faults.ts'

export type Language = 'zh' | 'en'

/** One step for a reader: what was done with which figures, by which article, with what result in yuan. */
export type ExplainedStep = { readonly text: string; readonly article: string; readonly result: string }

/** Renders a stored explanation; the articles are looked up in the plan the claim was settled by. */
export const explain = (
  steps: readonly Step[],
  plan: BenefitPlan,
  language: Language,
): readonly ExplainedStep[] =>
  steps.map((step) => ({
    text: textOf(step, language),
    article: articleOf(step, plan),
    result: formatYuan(step.out),
  }))

const yuan = (amount: number | undefined): string => formatYuan(amount ?? 0)
const percent = (rate: number | undefined): string =>
  `${new Exact(rate ?? 0).times(100).div(million).toString()} %`
const sumOf = (figures: readonly number[]): string =>
  segmentsIn(figures)
    .map(({ amount, rate }) => `${yuan(amount)} × ${percent(rate)}`)
    .join(' + ') || '0.00'

type Text = (step: Step) => Readonly<Record<Language, string>>

const texts: Readonly<Record<string, Text>> = {
  split: ({ in: [total, full, over, first] }) => ({
    zh: `总费用 ${yuan(total)}，减全自费 ${yuan(full)}、超限价 ${yuan(over)}、先行自付 ${yuan(first)}，为政策范围内费用`,
    en: `Cost ${yuan(total)} less fully self-paid ${yuan(full)}, over price limits ${yuan(over)}, first self-paid ${yuan(first)}: in scope`,
  }),
  entry: ({ in: [amount, share] }) => ({
    zh: `异地就医先行自付 ${yuan(amount)} × ${percent(share)}`,
    en: `First self-paid on entry: ${yuan(amount)} × ${percent(share)}`,
  }),
  entryCap: ({ in: [amount, cap] }) => ({
    zh: `范围内费用 ${yuan(amount)} 超过计入限额 ${yuan(cap)} 的部分不计入`,
    en: `Of ${yuan(amount)} in scope, what exceeds the entry cap of ${yuan(cap)} does not enter`,
  }),
  deductible: ({ in: [amount, due] }) => ({
    zh: `起付线：计入 ${yuan(amount)}，应扣 ${yuan(due)}`,
    en: `Deductible: ${yuan(due)} due of ${yuan(amount)} entered`,
  }),
  share: ({ in: figures }) => ({ zh: `统筹支付 ${sumOf(figures)}`, en: `The pool pays ${sumOf(figures)}` }),
  floor: ({ in: [base, ratio] }) => ({
    zh: `保底支付 ${yuan(base)} × ${percent(ratio)}`,
    en: `Lifted to the guarantee floor: ${yuan(base)} × ${percent(ratio)}`,
  }),
  fixed: ({ in: [amount, inScope] }) => ({
    zh: `定额支付 ${yuan(amount)}，以范围内费用 ${yuan(inScope)} 为限`,
    en: `Fixed sum ${yuan(amount)}, at most the ${yuan(inScope)} in scope`,
  }),
  ceiling: ({ in: [wanted, room], room: left }) => ({
    zh: `封顶线：应付 ${yuan(wanted)}，余额 ${yuan(room)}，支付后余 ${yuan(left)}`,
    en: `Ceiling: ${yuan(wanted)} against ${yuan(room)} left; ${yuan(left)} remains`,
  }),
  account: ({ in: [patient, balance] }) => ({
    zh: `个人负担 ${yuan(patient)}，个人账户余额 ${yuan(balance)}`,
    en: `Of the patient’s ${yuan(patient)}, paid from the account’s ${yuan(balance)}`,
  }),
  cash: ({ in: [total, fund, account] }) => ({
    zh: `现金支付：总费用 ${yuan(total)}，减基金支付 ${yuan(fund)}、个人账户支付 ${yuan(account)}`,
    en: `Cash: cost ${yuan(total)} less fund ${yuan(fund)} less account ${yuan(account)}`,
  }),
}

const laterTitles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  seriousIllness: { zh: '大病保险', en: 'Serious-illness insurance' },
  largeSum: { zh: '大额医疗补助', en: 'Large-sum supplement' },
  medicalAid: { zh: '医疗救助', en: 'Medical aid' },
  tiltedAid: { zh: '倾斜救助', en: 'Tilted aid' },
  civilServant: { zh: '公务员补助', en: 'Civil-servant supplement' },
}

const laterText: Text = ({ step, in: [before, base, cut, ...figures], room }) => {
  const title = laterTitles[step]
  const left =
    room === undefined
      ? { zh: '', en: '' }
      : { zh: `；封顶余额 ${yuan(room)}`, en: `; ${yuan(room)} remains` }
  return {
    zh: `${title?.zh ?? step}：此前累计 ${yuan(before)}，本次 ${yuan(base)}，起付扣除 ${yuan(cut)}；${sumOf(figures)}${left.zh}`,
    en: `${title?.en ?? step}: ${yuan(before)} before, ${yuan(base)} now, deductible takes ${yuan(cut)}; ${sumOf(figures)}${left.en}`,
  }
}

const textOf = (step: Step, language: Language): string => (texts[step.step] ?? laterText)(step)[language]

/** The article of the row that was applied where the plan gives one, else that of its layer. */
const articleOf = ({ step, rule }: Step, plan: BenefitPlan): string => {
  const [firstNumber = 0, paysNumber = 0] = (rule ?? '').split('/').map((part) => Number.parseInt(part, 10))
  const later = plan.later.find(({ key }) => laterNames[key].pays === step)
  const key: LayerKey = later?.key ?? plan.care
  const ofLayer = plan.cites[key] ?? ''
  if (later) return later.layer.pays[paysNumber - 1]?.cites ?? ofLayer
  const { deductible, pays, floor, fixed } = plan.basic
  const rows = { deductible, share: pays, floor, fixed }[step]
  return rows?.[firstNumber - 1]?.cites ?? ofLayer
}
