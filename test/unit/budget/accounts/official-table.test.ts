import { expect, test } from 'vitest'
import type { TableYear } from '../../../../services/budget/accounts/rules/official-table.ts'
import { linesOutside, officialTable } from '../../../../services/budget/accounts/rules/official-table.ts'

/** Residents of a city in yuan: 1,000,000 come in and 940,000 go out, of which 40,000 go up to the province. */
const planned: TableYear = {
  lines: {
    'individual-premium': 350_000,
    'medical-aid-premium': 50_000,
    'centre-subsidy': 400_000,
    'city-subsidy': 170_000,
    interest: 10_000,
    'upper-level-subsidy': 20_000,
    inpatient: 700_000,
    outpatient: 100_000,
    'chronic-special': 50_000,
    'serious-illness-premium': 50_000,
    'upper-level-remittance': 40_000,
  },
  totals: { opening: 500_000, income: 1_000_000, expenditure: 940_000, current: 60_000, closing: 560_000 },
}

const rows = officialTable({ last: undefined, budget: planned })
const find = (side: 'income' | 'expenditure', text: string) => {
  const cells = rows.flatMap((row) => row[side] ?? [])
  return cells.find(({ chinese }) => chinese.endsWith(text))
}

test('小计 stands without what the levels give each other, 合计 with it', () => {
  expect(find('income', '本年收入小计')?.budget).toBe(980_000)
  expect(find('income', '上级补助收入')?.budget).toBe(20_000)
  expect(find('income', '本年收入合计')?.budget).toBe(1_000_000)
  expect(find('expenditure', '本年支出小计')?.budget).toBe(900_000)
  expect(find('expenditure', '上解上级支出')?.budget).toBe(40_000)
  expect(find('expenditure', '本年支出合计')?.budget).toBe(940_000)
})

test('both sides come to the same 总计, on the last line', () => {
  const last = rows.at(-1)
  expect([last?.income?.budget, last?.expenditure?.budget]).toEqual([1_500_000, 1_500_000])
})

test('both 小计 stand on one line, and both 合计', () => {
  const lineOf = (side: 'income' | 'expenditure', text: string) =>
    rows.findIndex((row) => row[side]?.chinese.endsWith(text))
  expect(lineOf('income', '本年收入小计')).toBe(lineOf('expenditure', '本年支出小计'))
  expect(lineOf('income', '本年收入合计')).toBe(lineOf('expenditure', '本年支出合计'))
})

test('a city has no level below it: × stands where the table has no cell', () => {
  expect(find('income', '下级上解收入')).toMatchObject({ last: '×', budget: '×' })
  expect(find('expenditure', '补助下级支出')).toMatchObject({ last: '×', budget: '×' })
})

test('heads are numbered through each side; a head is what its parts come to', () => {
  expect(rows[0]?.income).toMatchObject({ chinese: '一、医疗保险费收入', budget: 400_000 })
  expect(find('income', '其中：城乡医疗救助资助')?.budget).toBe(50_000)
  expect(find('expenditure', '一、待遇支出')?.budget).toBe(850_000)
  expect(find('expenditure', '其中：门诊费用')?.budget).toBe(150_000)
  expect(find('income', '单位缴费')).toBeUndefined()
})

test('last year stands beside it where books were kept', () => {
  expect(rows[0]?.income?.last).toBeNull()
  const both = officialTable({ last: planned, budget: planned })
  expect(both.at(-1)?.expenditure).toMatchObject({ last: 1_500_000, budget: 1_500_000 })
})

test('every line of a pooled fund stands in the table', () => {
  expect(linesOutside).toEqual([])
})
