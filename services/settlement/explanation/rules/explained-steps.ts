import type { Fen } from '#shared/money/fen.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { Step, StepName } from '../../insured-year/rules/claim-events.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { laterNames } from '../../insured-year/rules/layers.ts'
import type { Ceiling } from '../../plan/rules/ceiling.ts'
import type { BenefitPlan } from '../../plan/rules/plan.ts'
import { rulesOf } from './applied-rules.ts'
import { citationsOf } from './article-words.ts'
import { ceilingWords, classCeilingWords } from './ceiling-words.ts'
import type { Language, Phrase } from './language.ts'
import { stepWords } from './step-words.ts'

/** One step for a reader: what was done with which figures by which rule, with what result and what room left. */
export type ExplainedStep = {
  readonly step: StepName
  readonly title: string
  /** The calculation in one sentence. */
  readonly text: string
  readonly inputs: readonly { readonly label: string; readonly value: string }[]
  readonly amount: Fen
  /** The amount in yuan. */
  readonly result: string
  /** The article of the first rule, or of the layer where no row of the plan was applied. */
  readonly article: string
  readonly rules: readonly { readonly text: string; readonly article: string }[]
  /** What is left under each ceiling after this step. */
  readonly rooms: readonly { readonly ceiling: string; readonly left: Fen }[]
}

/** Renders recorded steps for a reader; rules and articles are read from the plan the claim was settled by. */
export const explainSteps = (
  steps: readonly Step[],
  plan: BenefitPlan,
  language: Language,
): readonly ExplainedStep[] =>
  steps.map((step) => {
    const { title, text, inputs } = stepWords(step)
    const rules = rulesOf(step, steps, plan)
    return {
      step: step.step,
      title: title[language],
      text: text[language],
      inputs: inputs.map(({ label, value }) => ({ label: label[language], value: value[language] })),
      amount: step.out,
      result: formatYuan(step.out),
      article: (rules[0]?.article ?? citationsOf(plan, plan.pool)())[language],
      rules: rules.map(({ text: rule, article }) => ({
        text: rule[language],
        article: article[language],
      })),
      rooms: roomsOf(step, plan).map(({ ceiling, left }) => ({ ceiling: ceiling[language], left })),
    }
  })

type Room = { readonly ceiling: Phrase; readonly left: Fen }

const roomsOf = (step: Step, plan: BenefitPlan): readonly Room[] => {
  const { room, rooms } = step
  if (room === undefined) return []
  if (step.step === 'classCeiling' && plan.basic.classCeiling)
    return [{ ceiling: classCeilingWords(plan.basic.classCeiling), left: room }]
  const { ceilings, self } = ceilingsOf(step, plan)
  const [only] = ceilings
  if (ceilings.length > 1 && rooms?.length === ceilings.length)
    return ceilings.map((ceiling, index) => ({
      ceiling: ceilingWords(ceiling, self),
      left: rooms[index] ?? 0,
    }))
  return [{ ceiling: only ? ceilingWords(only, self) : anyCeiling, left: room }]
}

/** What a ceiling is called when the plan at hand, being of another version, does not have it. */
const anyCeiling: Phrase = { zh: '封顶线', en: 'ceiling' }

const ceilingsOf = (
  { step }: Step,
  plan: BenefitPlan,
): { readonly ceilings: readonly Ceiling[]; readonly self: LayerKey } => {
  const later = plan.later.find(({ key }) => laterNames[key].pays === step)
  return later
    ? { ceilings: later.layer.ceiling, self: later.key }
    : { ceilings: plan.basic.ceiling, self: plan.pool }
}
