import type { Step, StepName } from '../../insured-year/rules/claim-events.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { laterNames } from '../../insured-year/rules/layers.ts'
import type { Ceiling } from '../../plan/rules/ceiling.ts'
import type { Adjustment, LaterLayer } from '../../plan/rules/format.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import type { Row } from '../../plan/rules/rows.ts'
import { deductibleChange, shareChange } from './adjustment-words.ts'
import { citationsOf } from './article-words.ts'
import { ceilingWords, changeWords, classCeilingWords } from './ceiling-words.ts'
import { percent, yuan } from './figures.ts'
import type { Phrase } from './language.ts'
import { and, joined } from './language.ts'
import { deductibleWords, edgesWords, floorWords, paysWords, rowWords } from './plan-words.ts'
import { oneStayWords } from './stay-words.ts'
import { amountTitles, coinsuranceAboveCeilingTitle } from './titles.ts'

/** A rule of the plan in words, and the article it stands in. */
export type AppliedRule = { readonly text: Phrase; readonly article: Phrase }

/** Rows a step applied: `2+1+3/4` is row 2 of the deductible, adjustments 1 and 3, row 4 of the payment. */
type RowNumbers = {
  readonly rows: readonly number[]
  readonly adjustments: readonly number[]
  readonly pays: number
}

const appliedBy = ({ rule = '' }: Step): RowNumbers => {
  const [first = '', pays = '0'] = rule.split('/')
  const [rows = '', ...adjustments] = first.split('+')
  return { rows: rows.split(',').map(Number), adjustments: adjustments.map(Number), pays: Number(pays) }
}

type ArticleReference = { readonly cites?: string | undefined }
type Rules = readonly AppliedRule[]

/**
 * The rules of the plan that a step applied, row by row, in the plan's own data. `steps` are all of the claim's: which
 * adjustments held is recorded once a layer, with its deductible.
 */
export const rulesOf = (step: Step, steps: readonly Step[], plan: BenefitPlan): Rules => {
  if (step.step === 'addition') return additionRules(step, plan)
  const later = plan.later.find(({ key }) => laterNames[key].pays === step.step)
  if (later) return laterRules(step, later.key, later.layer, plan)
  const holding = steps.find((one) => one.step === 'deductible')
  return basicRules[step.step]?.(step, plan, holding ? appliedBy(holding).adjustments : []) ?? []
}

/** What raised or lowered a ceiling, each with its own article. */
const additionRules = ({ rule: key }: Step, plan: BenefitPlan): Rules => {
  const later = plan.later.find((each) => each.key === key)
  const from = rulesOutOf(citationsOf(plan, later?.key ?? plan.pool))
  return (later?.layer.ceiling ?? plan.basic.ceiling).flatMap(({ grows, falls }) => [
    ...grows.map((change) => from.rule(changeWords(change), change)),
    ...falls.map((change) => from.rule(changeWords(change, 'falls'), change)),
  ])
}

type OptionalList<Item> = readonly Item[] | undefined
const rowsAt = <Item>(items: OptionalList<Item>, numbers: readonly number[]): readonly Item[] =>
  numbers.flatMap((number) => items?.[number - 1] ?? [])

/** Rules out of one layer. */
const rulesOutOf = (article: ReturnType<typeof citationsOf>) => ({
  rule: (text: Phrase, by: ArticleReference = {}): AppliedRule => ({ text, article: article(by.cites) }),
  rows: <Value>(
    rows: OptionalList<Row<Value>>,
    words: (value: Value) => Phrase,
    numbers: readonly number[],
  ): Rules =>
    rowsAt(rows, numbers).map((row) => ({
      text: rowWords(row, words, (rows?.length ?? 0) > 1),
      article: article(row.cites),
    })),
  /** Where the row is not recorded, the one whose figure the step started from. */
  byFigure: (rows: OptionalList<Row<number>>, words: (value: number) => Phrase, figure: number): Rules =>
    (rows ?? [])
      .filter(({ value }) => value === figure)
      .slice(0, 1)
      .map((row) => ({ text: rowWords(row, words), article: article(row.cites) })),
  adjustments: (all: readonly Adjustment[], what: 'deductible' | 'pays', numbers: readonly number[]): Rules =>
    rowsAt(all, numbers)
      .filter((adjustment) => adjustment[what] !== undefined)
      .map((adjustment) => ({
        text: rowWords(
          { when: adjustment.when, value: adjustment },
          what === 'pays' ? shareChange : deductibleChange,
        ),
        article: article(adjustment.cites),
      })),
  ceilings: (ceilings: readonly Ceiling[], self: LayerKey): Rules =>
    ceilings.map((ceiling) => ({
      text: ceilingWords(ceiling, self),
      article: article(ceiling.amount.find(({ cites }) => cites !== undefined)?.cites),
    })),
})

type BasicRules = (step: Step, plan: BenefitPlan, adjustments: readonly number[]) => Rules

const ofPool = (plan: BenefitPlan) => rulesOutOf(citationsOf(plan, plan.pool))

const basicRules: Readonly<Partial<Record<StepName, BasicRules>>> = {
  entry: (step, plan) =>
    ofPool(plan).byFigure(
      plan.basic.entry?.selfPaid,
      (share) => ({ zh: `先行自付 ${percent(share)}`, en: `first self-paid ${percent(share)}` }),
      step.in[1] ?? 0,
    ),
  entryCap: (step, plan) => {
    const { cap, capPer } = plan.basic.entry ?? {}
    // What is left of a year's cap is no figure of the plan's: all its rows are shown.
    if (capPer === 'year')
      return (cap ?? []).map((row) => ofPool(plan).rule(rowWords(row, yearEntryWords), row))
    return ofPool(plan).byFigure(cap, entryWords, step.in[1] ?? 0)
  },
  deductible: (step, plan, adjustments) => {
    const from = ofPool(plan)
    const { deductible, adjust, deductiblePer, deductibleYearCap } = plan.basic
    const perYear = { zh: '起付线按年度累计', en: 'the deductible is due once a year' }
    const cap = (deductibleYearCap ?? []).map((row) => rowWords(row, yearCapWords))
    return [
      ...from.rows(deductible, deductibleWords, appliedBy(step).rows),
      ...from.adjustments(adjust, 'deductible', adjustments),
      ...(deductiblePer === 'year' ? [from.rule(perYear)] : []),
      ...cap.map((text, index) => from.rule(text, deductibleYearCap?.[index])),
    ]
  },
  share: (step, plan, adjustments) => {
    const from = ofPool(plan)
    const { pays, adjust } = plan.basic
    return [
      ...from.rows(pays, paysWords, appliedBy(step).rows),
      ...edgesWords(plan.basic).map((text) => from.rule(text)),
      ...from.adjustments(adjust, 'pays', adjustments),
    ]
  },
  classCeiling: (_, plan) => {
    const { classCeiling } = plan.basic
    return classCeiling ? [ofPool(plan).rule(classCeilingWords(classCeiling), classCeiling.amount[0])] : []
  },
  transfer: (_, plan) => plan.basic.oneStay.map((rule) => ofPool(plan).rule(oneStayWords(rule))),
  floor: (step, plan) => ofPool(plan).rows(plan.basic.floor, floorWords, appliedBy(step).rows),
  fixed: (step, plan) => ofPool(plan).rows(plan.basic.fixed, fixedWords, appliedBy(step).rows),
  ceiling: (_, plan) => ofPool(plan).ceilings(plan.basic.ceiling, plan.pool),
  account: (_, plan) => [ofPool(plan).rule(accountWords[plan.basic.personalAccount])],
}

const entryWords = (cap: number): Phrase => ({
  zh: `计入限额 ${yuan(cap).zh}`,
  en: `entry cap ${yuan(cap).en}`,
})
const yearEntryWords = (cap: number): Phrase => ({
  zh: `全年计入费用合计不超过 ${yuan(cap).zh}`,
  en: `of the year's cost ${yuan(cap).en} enters at most`,
})
const yearCapWords = (cap: number): Phrase => ({
  zh: `全年起付线合计不超过 ${yuan(cap).zh}`,
  en: `all deductibles of the year at most ${yuan(cap).en}`,
})
const fixedWords = (sum: number): Phrase => ({ zh: `定额 ${yuan(sum).zh}`, en: `fixed sum ${yuan(sum).en}` })

const accountWords: Readonly<Record<BenefitPlan['basic']['personalAccount'], Phrase>> = {
  patient: {
    zh: '个人账户可支付个人负担的全部费用',
    en: 'the account may pay all that is left to the patient',
  },
  inScope: { zh: '个人账户只支付政策范围内的个人负担', en: 'the account may pay what is left in scope' },
  none: { zh: '不使用个人账户', en: 'the account is not used' },
}

const laterRules = (step: Step, key: LayerKey, layer: LaterLayer, plan: BenefitPlan): Rules => {
  const { rows, adjustments, pays } = appliedBy(step)
  const from = rulesOutOf(citationsOf(plan, key))
  const lifted = rowsAt(layer.adjust, adjustments).filter(({ ceiling }) => ceiling === 'none')
  const noCeiling = { zh: '不设封顶线', en: 'no ceiling' }
  return [
    from.rule(baseWords(layer)),
    ...from.rows(layer.deductible, deductibleWords, rows),
    ...from.adjustments(layer.adjust, 'deductible', adjustments),
    ...from.rows(layer.pays, paysWords, [pays]),
    ...edgesWords(layer).map((text) => from.rule(text)),
    ...from.adjustments(layer.adjust, 'pays', adjustments),
    ...lifted.map(({ when, cites }) =>
      from.rule(
        rowWords({ when, value: noCeiling }, (text) => text),
        { cites },
      ),
    ),
    ...(lifted.length > 0 ? [] : from.ceilings(layer.ceiling, key)),
  ]
}

const baseWords = ({ base, per }: LaterLayer): Phrase => {
  const parts = joined(
    base.map((part) =>
      part === 'coinsuranceAboveCeiling' ? coinsuranceAboveCeilingTitle : amountTitles[part],
    ),
    and,
  )
  return per === 'year'
    ? { zh: `基数为全年累计的未报销部分（${parts.zh}）`, en: `on what the year leaves unpaid (${parts.en})` }
    : { zh: `基数为本次的未报销部分（${parts.zh}）`, en: `on what the claim leaves unpaid (${parts.en})` }
}
