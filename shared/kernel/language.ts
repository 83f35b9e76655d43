/** The languages people are answered in. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** The same said in every language; a reader's own is picked at the very end, so that none can be forgotten. */
export type Phrase = Readonly<Record<Language, string>>
