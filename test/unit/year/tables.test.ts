import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../cli/terminal/display-width.ts'
import { newNoteworthy, noticeRefused, noticeSettled } from '../../../cli/year/noteworthy.ts'
import type { FundResult } from '../../../cli/year/results.ts'
import { yearTables } from '../../../cli/year/tables.ts'
import type { YearReport } from '../../../cli/year/year.ts'

const fund: FundResult = {
  insured: 48,
  income: 4_950_000,
  expenditure: 5_253_482,
  clearedCost: 5_100_000,
  budgetedExpenditure: 4_513_000,
  balance: 2_328_517,
  levy: 247_500,
  allocation: 88_156,
  monthsPayable: 5.3,
  pace: { spent: 1.164, seasonal: 1 },
  warnings: [{ indicator: 'budget-pace', level: 'red', on: '2025-10-31' }],
}

const noteworthy = newNoteworthy()
noticeSettled(noteworthy, 'C1', '100.00')
noticeSettled(noteworthy, 'C2', '9970.02')
noticeSettled(noteworthy, 'C3', '50.00')
noticeRefused(noteworthy, 'person.not-entitled', 'M1')
noticeRefused(noteworthy, 'person.not-entitled', 'M2')
noteworthy.corrected = 'C4'
noteworthy.takenBack = 'C6'
noteworthy.reversed = 'C5'

const report: YearReport = {
  year: 2025,
  people: 48,
  tally: {
    settled: 3,
    reversed: 1,
    repeated: 0,
    refused: 2,
    refusals: new Map([['person.not-entitled', 2]]),
    noteworthy,
  },
  indicators: [
    {
      scheme: 'resident',
      divisions: [
        {
          city: '340100',
          values: {
            'months-payable': 7.3,
            'average-stay-cost': 1_115_300,
            'policy-scope-ratio': 0.7,
            readmission: null,
          },
        },
      ],
    },
  ],
  statements: { months: 24, tied: 24, issued: 1_000_00, received: 900_00, takenOff: 20_00, open: 80_00 },
  givenBack: 12_345_00,
  forecast: {
    ...{ city: '340100', scheme: 'resident', year: 2026 },
    ...{ income: 5_000_000, expenditure: 5_200_000, balance: 2_128_517 },
  },
  isGone: false,
  units: { writePerClaim: 7.44, readPerClaim: 1.99, roundTripsPerClaim: 0.26, byOperation: {} },
  cities: [{ code: '340100', name: 'Hefei', schemes: { resident: fund, employee: fund } }],
  verified: { items: 0, checks: [], violations: [], work: [], late: [] },
  deadLetters: 0,
  repeats: 0,
  seconds: {},
  took: 89,
}
const printed = (language: 'zh' | 'en', width: number) => yearTables(report, { language, width })

describe('what a year prints', () => {
  it('has city, headings, warnings and reasons of refusal in Chinese', () => {
    const text = printed('zh', 200)
    expect(text).toContain('城乡居民基本医疗保险 2025 年度（元）')
    expect(text).toMatch(/│ 合肥市 │ +48 │ 49,500.00 │ +52,534.82 │ +51,000.00 │ .*│ 预算执行进度红色预警 │/)
    expect(text).toMatch(/│ 全省 +│/)
    expect(text).toMatch(/│ person.not-entitled │ 当日不享受医保待遇 │ +2 │ M1/)
    expect(text).toContain('城乡居民基本医疗保险 2025 年度运行指标')
    expect(text).toMatch(/│ 合肥市 │ +7.3 │ .*11,153.00 │ +70.0 % │/)
    expect(text).toContain('结算 3 笔，冲正 1 笔，重复报送 0 笔，拒付 2 笔')
  })

  it('and in English', () => {
    const text = printed('en', 200)
    expect(text).toContain('Residents 2025, yuan')
    expect(text).toMatch(/│ Hefei │ +48 │ .*│ budget-pace red │/)
    expect(text).toMatch(/│ person.not-entitled │ The person is not entitled on the day. │ +2 │ M1/)
  })

  it.each([60, 80, 120, 160])('fits %i columns in either language', (width) => {
    for (const language of ['zh', 'en'] as const)
      expect(Math.max(...printed(language, width).split('\n').map(displayWidth))).toBeLessThanOrEqual(width)
  })

  it('say what was given back of shares, and what the first fund of residents is forecast to come to', () => {
    expect(printed('en', 160)).toContain(
      '12,345.00 yuan of shares of the adjustment fund given back after the final accounts\n' +
        'Forecast of the residents of Hefei in 2026: income 50,000.00, expenditure 52,000.00, balance 21,285.17 yuan at its end',
    )
    expect(printed('zh', 160)).toContain('预测：合肥市居民基金 2026 年收入 50,000.00')
    const { forecast: _, ...without } = { ...report, givenBack: 0 }
    const text = yearTables(without, { language: 'en', width: 160 })
    expect(text).not.toContain('given back')
    expect(text).not.toContain('Forecast')
  })

  it('names the commands that explain the largest claim, one corrected, one of the dead and one reversed', () => {
    const text = printed('en', 120)
    expect(text).toContain(
      'npm run explain -- C2 --lang en\n      the claim on which the funds paid most, 9,970.02',
    )
    expect(text).toContain('npm run explain -- C4 --lang en')
    expect(text).toContain('npm run explain -- C5 --lang en')
    expect(text).toContain(
      'npm run explain -- C6 --lang en\n      taken back, since its patient had died before',
    )
    expect(text).not.toContain('--running')
  })

  it('says how to get at them where the stack ended with its year', () => {
    expect(yearTables({ ...report, isGone: true }, { language: 'en', width: 120 })).toContain('--running')
  })
})
