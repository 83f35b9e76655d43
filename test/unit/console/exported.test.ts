import { expect, test } from 'vitest'
import type { Schema } from '../../../console/src/api/operation.ts'
import { exportedRows, institutionsIn } from '../../../console/src/view/exported.ts'
import { csvOf } from '../../../console/src/view/save-rows.ts'
import type { Words } from '../../../console/src/words/words.ts'

const schema: Schema = {
  properties: {
    institution: { type: 'string' },
    ordered: { type: 'integer', unit: 'fen' },
    state: { type: 'string', enum: ['contested'] },
    depositShare: { type: 'string' },
    cause: { type: 'object', properties: { says: { type: 'string' } } },
    settledAt: { type: 'string' },
    heads: { type: 'integer' },
  },
}
const said: Readonly<Record<string, string>> = {
  contested: '有异议',
  institution: '医药机构',
  'export.nameOf': '医药机构名称',
}
const words = {
  language: 'zh',
  say: (key: string) => said[key] ?? key,
  field: (name: string) => said[name] ?? name,
  value: (value: unknown) => said[String(value)] ?? String(value),
  operation: (id: string) => id,
} as unknown as Words

const rows = [
  {
    institution: 'H34010200001',
    ordered: 123_456,
    state: 'contested',
    depositShare: '0.05',
    cause: { says: '=1+1' },
    settledAt: '2025-06-30T16:00:00.000Z',
    heads: 3,
  },
  { institution: 'others', ordered: -5 },
]
const columns = ['institution', 'ordered', 'state', 'depositShare', 'cause.says', 'settledAt', 'heads']
const names = new Map([['H34010200001', '安徽省立医院']])

test('a list is taken away as the screen shows it: names beside codes, words for codes, percent, exact yuan, China’s clock', () => {
  expect(institutionsIn(rows, columns)).toEqual(['H34010200001'])
  const { heads, cells } = exportedRows(rows, columns, schema, { words, names })
  expect(heads.slice(0, 3)).toEqual(['医药机构', '医药机构名称', 'ordered'])
  expect(cells).toEqual([
    [
      ...['H34010200001', '安徽省立医院', { amount: '1234.56' }, '有异议', '5%', '=1+1'],
      ...['2025-07-01 00:00:00', 3],
    ],
    ['others', '', { amount: '-0.05' }, '', '', '', '', ''],
  ])
})

test('a list without institutions has no column of their names', () => {
  const { heads } = exportedRows([{ ordered: 1 }], ['institution', 'ordered'], schema, { words, names })
  expect(heads).toEqual(['医药机构', 'ordered'])
})

test('a file holds text that no spreadsheet takes for a formula', () => {
  const csv = csvOf({
    heads: ['a', 'b'],
    cells: [
      ['=1+1', { amount: '-0.05' }],
      ['甲,乙', 3],
    ],
  })
  expect(csv).toBe('\uFEFFa,b\r\n\'=1+1,-0.05\r\n"甲,乙",3\r\n')
})

test('a number is said by the unit of its contract: millionths and shares in percent, points whole, a level by its name', () => {
  const units: Schema = {
    properties: {
      rate: { type: 'integer', unit: 'millionths' },
      coverageAim: { type: 'string', unit: 'ratio' },
      points: { type: 'object', properties: { inpatient: { type: 'integer', unit: 'points' } } },
      level: { type: 'integer' },
      given: {
        type: 'object',
        properties: { level: { type: 'number' } },
        additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }], unit: 'fen' },
      },
    },
  }
  const row = { rate: 654_300, coverageAim: '0.95', points: { inpatient: 1_900_000 }, level: 3 }
  const { cells } = exportedRows(
    [{ ...row, given: { before: 46_740, level: 2 } }],
    Object.keys(units.properties ?? {}),
    units,
    {
      words: { ...words, value: (value, of) => (of === 'level' ? `${String(value)} 级` : String(value)) },
      names,
    },
  )
  expect(cells).toEqual([['65.43%', '95%', 'inpatient 190', '3 级', 'before 467.40 · level 2 级']])
})

test('of a text in both languages the reader takes theirs away', () => {
  const both: Schema = { properties: { zh: { type: 'string' }, en: { type: 'string' } } }
  const { heads, cells } = exportedRows([{ zh: '补贴', en: 'subsidy' }], ['zh', 'en'], both, { words, names })
  expect([heads, cells]).toEqual([['zh'], [['补贴']]])
})

test('a line’s Chinese name is taken away by a Chinese reader, and an English one reads the line itself in words', () => {
  const line: Schema = { properties: { line: { type: 'string' }, chinese: { type: 'string' } } }
  const rows = [{ line: 'premiums', chinese: '保险费收入' }]
  const headsIn = (language: 'zh' | 'en') =>
    exportedRows(rows, ['line', 'chinese'], line, { words: { ...words, language }, names }).heads
  expect(headsIn('zh')).toEqual(['line', 'chinese'])
  expect(headsIn('en')).toEqual(['line'])
})

test('a figure that is named in Chinese beside its title is shown to each reader in their language', () => {
  const figure: Schema = { properties: { zh: { type: 'string' }, title: { type: 'string' } } }
  const rows = [{ zh: '缴费基数下限', title: 'floor of the base' }]
  const cellsIn = (language: 'zh' | 'en') =>
    exportedRows(rows, ['zh', 'title'], figure, { words: { ...words, language }, names }).cells
  expect(cellsIn('zh')).toEqual([['缴费基数下限']])
  expect(cellsIn('en')).toEqual([['floor of the base']])
})
