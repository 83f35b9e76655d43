import { isCity, provinceCode } from '../../../shared/kernel/divisions.ts'
import type { Schema } from '../api/operation.ts'
import { fieldsOf, plain } from '../form/values.ts'
import { yuanText } from '../money/fen.ts'
import type { Words } from '../words/words.ts'
import { chinaTime, isMoment } from './china-time.ts'
import {
  afterDecember,
  isBothLanguages,
  isCode,
  isMoney,
  isPlainName,
  isShareText,
  named,
  numberText,
  percentText,
  schemaWithin,
} from './value-kind.ts'

/** The fields whose value is several words: a group of institutions by level and kind, a pool by care, way and list. */
export const isOfParts = (name: string): boolean => /^(group|pool)$/.test(name)

/** Each part of such a value in words, and a number of a list as it is. */
export const partsOf = (value: string, name: string, words: Words): string =>
  value
    .split(/[ :]/)
    .map((part) => words.value(part, name))
    .join(' ')

const smallText = (record: object, schema: Schema, of: string, words: Words): string => {
  if (isBothLanguages(record)) return record[words.language]
  const fields = fieldsOf(schema)
  return Object.entries(record)
    .map(([name, value]) => {
      const text = cellText(name, value, schemaWithin(of, name, fields, schema, record), words)
      return isPlainName(name) ? text : `${words.field(name)} ${text}`
    })
    .join(' · ')
}

const listText = (values: readonly unknown[], name: string, { items }: Schema, words: Words): string => {
  const between = words.language === 'zh' ? '、' : ', '
  return values.map((each) => cellText(name, each, items, words)).join(between)
}

const wordText = (name: string, value: string, schema: Schema, words: Words): string => {
  if (isMoment(value)) return chinaTime(value)
  if (isShareText(name, value, schema.unit)) return percentText(Number(value))
  const period = afterDecember(value)
  if (period) return words.say(`period.${period.of}`, { year: period.year })
  if (isOfParts(name)) return partsOf(value, name, words)
  // A column of a file by our own name for it; what a file heads it with stands as it is written.
  if (name === 'column') return words.field(value)
  const operation = words.operation(value)
  if (operation !== value) return operation
  const isWord = schema.enum || isCode(value) || isCity(value) || value === provinceCode
  return isWord ? words.value(value, name) : value
}

/** A value of a cell in a file, as the table on the screen says it; amounts are exact yuan. */
export const cellText = (name: string, value: unknown, schema: Schema | undefined, words: Words): string => {
  const known = plain(schema ?? {})
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return words.say(value ? 'value.yes' : 'value.no')
  if (Array.isArray(value)) return listText(value, name, known, words)
  if (typeof value === 'object') return smallText(value, known, name, words)
  if (typeof value === 'number') {
    if (isMoney(name, known)) return yuanText(value)
    return named.test(name) ? words.value(value, name) : numberText(name, value, known.unit)
  }
  return wordText(name, String(value), known, words)
}
