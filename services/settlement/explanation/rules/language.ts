import type { Language, Phrase } from '#shared/kernel/language.ts'
import { languages } from '#shared/kernel/language.ts'

export type { Language, Phrase }
export { languages }

/** What reads alike in every language: figures, codes, names of articles. */
export const alike = (text: string): Phrase => ({ zh: text, en: text })

/** Phrases one after the other with something between them. */
export const joined = (phrases: readonly Phrase[], between: Phrase): Phrase => ({
  zh: phrases.map(({ zh }) => zh).join(between.zh),
  en: phrases.map(({ en }) => en).join(between.en),
})

export const comma: Phrase = { zh: '，', en: ', ' }
export const semicolon: Phrase = { zh: '；', en: '; ' }
export const or: Phrase = { zh: '、', en: ' or ' }
export const and: Phrase = { zh: '、', en: ', ' }
