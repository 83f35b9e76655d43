import { sum } from '#shared/money/fen.ts'
import type {
  ExplainedSum,
  Explanation,
} from '../../../../services/settlement/explanation/rules/explanation.ts'
import type { Amounts } from '../../../../services/settlement/insured-year/rules/claim-events.ts'

type Money = Pick<Explanation, 'steps' | 'payers' | 'sums'>

/** The texts of an explanation that are its own words: articles are quoted as they stand, in whatever language. */
export const wordsIn = (explained: object): string[] =>
  Object.entries(explained).flatMap(([key, value]): string[] => {
    if (codes.has(key)) return []
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? wordsIn(value) : []
  })
const codes = new Set(['kind', 'language', 'claimId', 'policyVersion', 'step', 'name', 'article', 'code'])

/** Texts of a Chinese explanation with Latin words in them, or of an English one with Chinese characters; quoted names are the plan's own. */
export const rawWords = (explained: object, language: 'zh' | 'en'): string[] => {
  const foreign = language === 'zh' ? /[A-Za-z_]{2,}/ : /\p{Script=Han}|undefined|NaN|Infinity|[a-z][A-Z]|_/u
  return wordsIn(explained).filter(
    (text) => text.trim() === '' || foreign.test(text.replaceAll(/“[^”]*”/g, '')),
  )
}

const difference = ({ total, terms }: ExplainedSum): number =>
  sum(terms.map(({ amount }) => amount)) - total.amount

const layerSteps = ['seriousIllness', 'largeSum', 'medicalAid', 'tiltedAid', 'civilServant'] as const

/** What of an explained claim does not add up to its amounts; empty when all does. */
export const explainedFaults = ({ steps, payers, sums }: Money, amounts: Amounts): string[] => {
  const resultOf = (step: string): number => steps.find((one) => one.step === step)?.amount ?? 0
  const every = [payers, ...sums]
  return [
    ...every.filter((one) => difference(one) !== 0).map(({ total }) => `${total.label} does not add up`),
    ...every
      .flatMap(({ total, terms }) => [total, ...terms])
      .filter(({ name, amount }) => Math.abs(amount) !== Math.abs(amounts[name]))
      .map(({ label }) => `${label} is another amount`),
    ...layerSteps
      .filter((name) => resultOf(name) !== amounts[name])
      .map((name) => `${name} is not explained`),
    ...(resultOf('split') === amounts.inScope ? [] : ['in scope is not explained']),
    ...(resultOf('account') === amounts.account ? [] : ['the account is not explained']),
    ...(resultOf('cash') === amounts.cash ? [] : ['cash is not explained']),
  ]
}
