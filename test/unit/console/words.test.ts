import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from '../../../console/src/words/en.ts'
import { chineseFields, ownFields } from '../../../console/src/words/fields.ts'
import { englishFields, ownEnglishFields } from '../../../console/src/words/fields-in-english.ts'
import { operationWords } from '../../../console/src/words/operations.ts'
import { chineseValues, namedValues } from '../../../console/src/words/values.ts'
import { wordsIn } from '../../../console/src/words/words.ts'
import { zh } from '../../../console/src/words/zh.ts'
import { accumulatorNames } from '../../../services/settlement/insured-year/rules/insured-year.ts'
import { namesIn, operations, reached } from './catalogue.ts'
import { saidByTheirOwnWords } from './said-by-their-own-words.ts'

const shown = [...operations.values()].filter(
  ({ id }) => reached.reads.has(id) || reached.beside.has(id) || reached.commands.has(id),
)

const names = shown.flatMap(({ params, query, body, answer }) => [
  ...[...params, ...query].flatMap(({ name, schema }) => [{ field: name }, ...namesIn(schema, name)]),
  ...namesIn(body),
  ...namesIn(answer),
])

test('every command, and every read that stands beside a record, is called something in Chinese and English', () => {
  const commands = [...operations.keys()].filter((id) => !id.startsWith('GET '))
  const named = [...commands, ...reached.beside]
  expect(named.filter((id) => operationWords[id] === undefined)).toEqual([])
})

test('no operation is called by words that another release had', () => {
  expect(Object.keys(operationWords).filter((id) => !operations.has(id))).toEqual([])
})

test('every field that a desk can show has a Chinese name', () => {
  const fields = new Set(names.map(({ field }) => field).filter((field) => field !== ''))
  expect(fields.size).toBeGreaterThan(400)
  expect([...fields].filter((field) => !(field in chineseFields))).toEqual([])
})

test('every field that a desk can show is called something good in English, by its own words or by better ones', () => {
  const fields = new Set(names.map(({ field }) => field).filter((field) => field !== ''))
  const isSaid = (field: string) =>
    field in englishFields || field in namedValues || saidByTheirOwnWords.has(field)
  expect([...fields].filter((field) => !isSaid(field))).toEqual([])
})

test('what one operation means by a field otherwise it means in both languages', () => {
  expect(Object.keys(ownEnglishFields)).toEqual(Object.keys(ownFields))
})

test('an English name is in words: no field is shown as a program writes it', () => {
  const english = [...Object.values(englishFields), ...Object.values(ownEnglishFields)]
  expect(english.filter((said) => !/^[A-Z][A-Za-z,.’() -]+$/.test(said) || /[a-z][A-Z]/.test(said))).toEqual(
    [],
  )
})

test('an English reader reads a file, a number of a bill and a code of an employer by what they are', () => {
  const { field } = wordsIn('en', (key) => key, 'GET /v1/budget/trial-balance')
  expect(['contentBase64', 'billId', 'uscc', 'before', 'paidMonths'].map(field)).toEqual([
    ...['File', 'Bill no.', 'Unified social credit code', 'Opening balance', 'Months paid'],
  ])
})

test('an English phrase with a number reads well for one as for many', () => {
  const many = Object.entries(en).filter(([, said]) => /\{\{(count|bad)\}\} (\w+ )?\w+s\b/.test(said))
  // A file that is cut, and a table with pages, always have many rows.
  expect(many.map(([key]) => key)).toEqual(['export.cut', 'table.page'])
})

test('every figure that is counted over a year has a Chinese name, though no contract lists them', () => {
  expect(accumulatorNames.filter((name) => !(name in chineseFields))).toEqual([])
})

test('what an operation means by a field of its own is a field of that operation or service', () => {
  const known = [...operations.values()].flatMap(({ id, params, query, body, answer }) => {
    const service = id.split('/')[2]
    const fields = [
      ...[...params, ...query].map(({ name }) => name),
      ...[...namesIn(body), ...namesIn(answer)].map(({ field }) => field),
    ]
    return fields.flatMap((field) => [`${id} ${field}`, `${service} ${field}`])
  })
  const all = new Set(known)
  expect(Object.keys(ownFields).filter((own) => !all.has(own))).toEqual([])
})

test('every value of a list that a desk can show has a Chinese name', () => {
  const known = (key: string) => key in chineseValues || key in namedValues
  const values = names.flatMap(({ field, value }) => (value === undefined ? [] : [{ field, value }]))
  expect(values.length).toBeGreaterThan(400)
  const missing = values.filter(({ field, value }) => !known(`${field}.${value}`) && !known(value))
  expect([...new Set(missing.map(({ field, value }) => `${field}.${value}`))]).toEqual([])
})

test('a Chinese name is Chinese, or a name that China uses too', () => {
  const own = /^[A-Z0-9（）()/-]+$/
  expect(
    Object.entries(chineseFields).filter(([, said]) => !/\p{Script=Han}/u.test(said) && !own.test(said)),
  ).toEqual([])
})

test('every phrase of the console stands in both languages with the same figures in it', () => {
  const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
  for (const [key, said] of Object.entries(zh))
    expect(holes(en[key as keyof typeof zh]), key).toEqual(holes(said))
})

test('no page holds a text of one language alone: it stands in the words, or beside the other language', () => {
  const pages = globSync('console/src/**/*.tsx').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line, at) => ({ place: `${file}:${at + 1}`, line })),
  )
  const inChinese = pages.filter(({ line }) => /\p{Script=Han}|[（）]/u.test(line))
  expect(inChinese.length).toBeGreaterThan(3)
  const alone = inChinese.filter(({ line }) => !/\[(['`])[^'`]+\1, (['`])[^'`]+\2\]/.test(line))
  expect(alone.map(({ place, line }) => `${place} ${line.trim()}`)).toEqual([])
})
