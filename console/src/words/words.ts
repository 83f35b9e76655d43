import i18next from 'i18next'
import { createContext, useContext, useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en.ts'
import { chineseFields, ownFields } from './fields.ts'
import { englishFields, ownEnglishFields } from './fields-in-english.ts'
import { operationWords } from './operations.ts'
import type { Said } from './said.ts'
import { chineseValues, namedValues } from './values.ts'
import { zh } from './zh.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

const remembered = (): Language => (localStorage.getItem('tongchou.language') === 'en' ? 'en' : 'zh')

/** Gets the words of both languages ready; the last one chosen at this machine is shown. */
export const startWords = async (): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: remembered(),
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = i18next.language === 'en' ? 'en' : 'zh-CN'
}

export const chooseLanguage = async (language: Language): Promise<void> => {
  localStorage.setItem('tongchou.language', language)
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  await i18next.changeLanguage(language)
}

export type WordKey = keyof typeof zh

export type Words = {
  readonly language: Language
  /** A phrase of the console's own. */
  readonly say: (key: WordKey, with_?: Readonly<Record<string, string | number>>) => string
  /** The name of a field of an operation. */
  readonly field: (name: string) => string
  /** A value of a list, such as a scheme or a status; `of` is the field's name, where the value means another thing there. */
  readonly value: (value: unknown, of?: string) => string
  /** What an operation is called on a button or a page. */
  readonly operation: (id: string) => string
  /** One of two texts that stand side by side. */
  readonly either: (said: Said) => string
}

/** A name of ours in words: `paidMonths` and `paid-months` are "paid months". */
const inWords = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_.]/g, ' ')
    .toLowerCase()

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

const valueIn = (language: Language, value: string, of: string): string => {
  const named = namedValues[`${of}.${value}`] ?? namedValues[value]
  const chinese = chineseValues[`${of}.${value}`] ?? chineseValues[value]
  if (language === 'zh') return named?.[0] ?? chinese ?? value
  return named?.[1] ?? (chinese === undefined ? value : inWords(value))
}

type Names = Readonly<Record<string, string>>

/** A field's name as this operation means it, as its service does, or as all do. */
const namedIn = (own: Names, all: Names, name: string, operation: string): string | undefined =>
  own[`${operation} ${name}`] ?? own[`${operation.split('/')[2] ?? ''} ${name}`] ?? all[name]

const fieldInChinese = (name: string, operation: string): string =>
  namedIn(ownFields, chineseFields, name, operation) ?? valueIn('zh', name, '')

/** One that is a city or another listed value is called as that is; one without a name of its own by its words. */
const fieldInEnglish = (name: string, operation: string): string =>
  namedIn(ownEnglishFields, englishFields, name, operation) ??
  namedValues[name]?.[1] ??
  capital(inWords(name))

/** A field's name; one of several that are counted, such as a line of an address, carries its number. */
const fieldIn = (language: Language, name: string, operation: string): string => {
  const called = language === 'zh' ? fieldInChinese : fieldInEnglish
  const [, counted, place] = /^([a-z]+)(\d)$/i.exec(name) ?? []
  if (counted === undefined) return called(name, operation)
  return `${called(counted, operation)}${language === 'zh' ? '' : ' '}${place}`
}

/** The words of a language, as one operation means its fields. */
export const wordsIn = (language: Language, say: Words['say'], operation: string): Words => {
  const at = language === 'zh' ? 0 : 1
  return {
    language,
    say,
    field: (name) => {
      if (name === 'zh' || name === 'en') return say('table.said')
      return fieldIn(language, name, operation)
    },
    value: (value, of = '') => valueIn(language, String(value), of),
    operation: (id) => operationWords[id]?.[at] ?? id,
    either: (said) => said[at],
  }
}

const spokenOf = createContext('')

/** The operation whose fields are named: a name may mean another thing in the books than in a claim. */
export const SpokenOf = spokenOf.Provider

/** The words of the reader's language. */
export const useWords = (): Words => {
  const { t, i18n } = useTranslation()
  const operation = useContext(spokenOf)
  const language = i18n.language === 'en' ? 'en' : 'zh'
  return useMemo(
    () => wordsIn(language, (key, with_ = {}) => t(key, with_), operation),
    [language, t, operation],
  )
}
