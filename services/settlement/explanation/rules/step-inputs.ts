import { formatYuan } from '#shared/money/fen.ts'
import { percent, yuan } from './figures.ts'
import type { Phrase } from './language.ts'
import { alike } from './language.ts'

/** A figure a step started from. */
export type Input = { readonly label: Phrase; readonly value: Phrase }

/** What a step is called, what its figures are, and the calculation in one sentence. */
export type StepWords = {
  readonly title: Phrase
  readonly inputs: readonly Input[]
  readonly text: Phrase
}

export const amount = (label: Phrase, figure: number | undefined): Input => ({
  label,
  value: yuan(figure ?? 0),
})
export const share = (label: Phrase, rate: number | undefined): Input => ({
  label,
  value: alike(percent(rate ?? 0)),
})
export const describeStep = (title: Phrase, inputs: readonly Input[], text: Phrase): StepWords => ({
  title,
  inputs,
  text,
})
export const money = (figure: number | undefined): string => formatYuan(figure ?? 0)
