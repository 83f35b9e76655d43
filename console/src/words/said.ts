/** A text in Chinese and in English. */
export type Said = readonly [zh: string, en: string]
