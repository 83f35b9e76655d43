import { levelOf } from '../../../shared/kernel/divisions.ts'
import type { Schema } from '../api/operation.ts'

/** Fields whose numbers are shares, which are shown in percent. */
export const shares = /(share|ratio|rate|spent|seasonal|ahead|seasonalShare)$/i

/** Fields of agreements whose texts are shares where they look like one: what is kept, given back or borne of a part. */
const agreedShares = /^(kept|returned|upTo|fund|cap|topUp)$/

/** Whether a text of a field is a share of one, by its contract or by its name. */
export const isShareText = (name: string, text: string, unit: string | undefined): boolean =>
  isShare(text) && (unit === 'ratio' || shares.test(name) || (agreedShares.test(name) && unit === undefined))

/** Of a year's books the two periods after December, as their entries are called; undefined of every month. */
export const afterDecember = (
  period: string,
): { readonly year: string; readonly of: 'final' | 'carried' } | undefined => {
  const [, year, number] = /^(\d{4})-1([34])$/.exec(period) ?? []
  return year === undefined ? undefined : { year, of: number === '3' ? 'final' : 'carried' }
}

export const isShare = (text: string): boolean => /^-?\d(\.\d+)?$/.test(text)

export const percentText = (value: number): string => `${Math.round(value * 10_000) / 100}%`

/** How a number stands in its contract for each unit that is not money: shares in percent, points whole. */
const byUnit: Readonly<Record<string, (value: number) => string>> = {
  ratio: percentText,
  millionths: (value) => percentText(value / 1_000_000),
  points: (value) => String(value / 10_000),
}

/** A number in words: by the unit that its contract gives, else as its name says. Amounts are shown elsewhere. */
export const numberText = (name: string, value: number, unit: string | undefined): string =>
  byUnit[unit ?? '']?.(value) ?? (shares.test(name) ? percentText(value) : String(value))

/** A code of ours, such as `community-centre` or `self_paid_stay`; a text that a person wrote is none. */
export const isCode = (text: string): boolean => /^[a-z]+[a-zA-Z]*([-_][a-z0-9]+)*$/.test(text)

/** The fields that name an institution by its code; what stands there otherwise, such as a group of them, is none. */
export const isInstitution = (name: string, value: string): boolean =>
  /(institution|^payee)$/i.test(name) && /^[A-Z]\d{6,}$/.test(value)

/** Whether a value is where something is published, which a reader opens. */
export const isPublicAddress = (value: string): boolean => /^(https?:\/\/|\/public\b)\S+$/.test(value)

/** The fields that name a division below a city by its code. */
export const isDivision = (name: string, value: string): boolean =>
  /^(county|unit)$/.test(name) && levelOf(value) !== undefined

/** How a value is called by its place in a row: a code by what it is the code of. */
export const calledAt = (path: string): string => {
  const [last = path, of] = path.split('.').reverse()
  return last === 'code' && of !== undefined ? of : last
}

/** What is counted over a year stands under names that the contract lists and gives no unit; these are amounts. */
export const counted = /^(?!firstSelf)[a-z]\w*(InScope|Deductible|Paid|Base)$/

/** Figures of a case or a cause carry no unit in their contract; those of these names are amounts. */
const amountFigures = /^(amount|total|collected)$/
const fen: Schema = { type: 'integer', unit: 'fen' }

/** The schema of a value within a small record. */
export const schemaWithin = (
  of: string,
  name: string,
  fields: Readonly<Record<string, Schema>>,
  { additionalProperties }: Schema,
  beside: object = {},
): Schema | undefined => {
  if (fields[name] !== undefined) return fields[name]
  // The most that a part of a cost may be is a share of it; the most of what is counted is a number.
  if (of === 'figures' && name === 'most' && 'part' in beside) return { type: 'string', unit: 'ratio' }
  if (of === 'figures' && amountFigures.test(name)) return fen
  return additionalProperties
}

/** Whether a number is an amount: by its contract, or by its name. */
export const isMoney = (name: string, { unit }: Schema): boolean =>
  unit === 'fen' || (unit === undefined && counted.test(name))

/** Numbers that are called by a name, such as the level of a hospital. */
export const named = /^level$/

export const isBothLanguages = (record: object): record is { readonly zh: string; readonly en: string } =>
  'zh' in record && 'en' in record

/** The fields that name a thing in each language, where an answer has them side by side. */
const inLanguages = [
  { zh: 'zh', en: 'en' },
  { zh: 'zh', en: 'title' },
  { zh: 'reasonZh', en: 'reason' },
] as const

/**
 * A text of a row that stands in the other language: where a row has both, its reader is shown theirs. What stands as
 * `chinese` names a code that the row has too, and an English reader reads the code in words.
 */
export const isOtherLanguage = (
  name: string,
  fields: Readonly<Record<string, unknown>>,
  language: 'zh' | 'en',
): boolean =>
  (name === 'chinese' && language === 'en') ||
  inLanguages.some(({ zh, en }) => zh in fields && en in fields && name === (language === 'zh' ? en : zh))

/** Values that are plain without their names: who and when. */
export const isPlainName = (name: string): boolean => /^(by|on|at|city|scheme)$/.test(name)
