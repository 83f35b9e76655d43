/** The languages an explanation is given in. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** The same said in every language; a reader's own is picked at the very end, so that none can be forgotten. */
export type Phrase = Readonly<Record<Language, string>>

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
