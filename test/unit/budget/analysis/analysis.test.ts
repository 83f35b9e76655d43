import { describe, expect, it } from 'vitest'
import type { AnalysisInput } from '../../../../services/budget/analysis/rules/analysis.ts'
import { analysisOf } from '../../../../services/budget/analysis/rules/analysis.ts'
import { pageOf } from '../../../../services/budget/analysis/rules/page.ts'
import type { Frame } from '../../../../services/budget/indicator/rules/definitions.ts'
import { valuesOf } from '../../../../services/budget/indicator/rules/definitions.ts'

/** A county's residents of 2024 by their budget, in 10,000 yuan: 78,499 in, 77,872 out, 36,845 before. */
const wan = 1_000_000
const figures = {
  ...{ income: 78_499 * wan, expenditure: 77_872 * wan, current: 627 * wan, balance: 37_472 * wan },
  ...{ cost: 77_872 * wan, planned: 77_872 * wan, forecastCurrent: -3 * wan, forecastBalance: 37_469 * wan },
  ...{ expenditureBefore: 70_000 * wan, insured: 900_000 },
  ...{ 'budget-inpatient': 59_585 * wan, 'executed-inpatient': 60_000 * wan },
  ...{ 'inpatient-basic': 632, 'inpatient-inScope': 1_000, 'inpatient-fund': 650, 'inpatient-total': 1_300 },
}
const frame: Frame = {
  ...{ scheme: 'resident', months: 12, seasonal: 1 },
  aims: { policyScope: '0.70', levelDifference: { least: '0.05', most: '0.15' } },
}
const input: AnalysisInput = {
  ...{ division: '合肥市', scheme: 'resident', month: '2024-12', figures, cities: [] },
  values: valuesOf(figures, frame),
  history: [
    { month: '2024-11', figures: { balance: -5 * wan } },
    { month: '2024-12', figures },
  ],
  warnings: [
    { city: '合肥市', indicator: 'policy-scope-ratio', level: 'yellow', since: '2024-12-31' },
    {
      ...{ city: '合肥市', indicator: 'budget-pace', level: 'red', since: '2024-11-30' },
      answer: { officer: '张三', plan: '约谈<b>超支</b>机构', until: '2025-01-15' },
    },
  ],
}

describe('the analysis of a fund’s operation', () => {
  const { title, sections } = analysisOf(input)
  const wordsOf = (index: number) => sections[index]?.words.join('')

  it('is titled by division, scheme and month', () => {
    expect(title).toBe('合肥市城乡居民基本医疗保险基金运行分析（2024年12月）')
    expect(sections.map((each) => each.title.slice(0, 2))).toEqual(['一、', '二、', '三、', '四、', '五、'])
  })

  it('says income, expenditure and balance with their growth, as the figures have them', () => {
    expect(wordsOf(0)).toBe(
      '本年截至本月，统筹基金收入78499.00万元，上年同期无数据；支出77872.00万元，同比增长11.25%；当期结余627.00万元，累计结余37472.00万元，可支付5.8个月。',
    )
  })

  it('names a deficit as one, and each line beside its budget', () => {
    expect(wordsOf(1)).toContain('预计，当年赤字3.00万元，年末累计结余37469.00万元')
    expect(sections[1]?.tables[0]?.rows).toEqual([['住院费用支出', '59585.00', '60000.00', '100.70%']])
  })

  it('holds what is paid against what the policy aims at', () => {
    expect(wordsOf(2)).toBe(
      '政策范围内住院费用支付比例63.20%，较政策目标70.00%低6.80个百分点；实际报销比例50.00%，两者相差13.20个百分点。',
    )
  })

  it('says what the policy aims at in percent, as the values beside it', () => {
    const aims = sections.flatMap(({ tables }) =>
      tables.flatMap(({ columns, rows }) =>
        columns.includes('政策目标') ? rows.flatMap((row) => row[columns.indexOf('政策目标')] || []) : [],
      ),
    )
    expect(new Set(aims)).toEqual(new Set(['70.00%', '5.00%–15.00%']))
  })

  it('lists the open warnings with who answers for them', () => {
    expect(wordsOf(4)).toBe('目前有2项未销号的预警，其中1项尚未答复。')
    expect(sections[4]?.tables[0]?.rows.map((row) => row.slice(2, 5))).toEqual([
      ['黄色', '2024-12-31', '未答复'],
      ['红色', '2024-11-30', '张三'],
    ])
  })

  it('of the province sets its cities beside each other', () => {
    const cities = [{ name: '合肥市', values: input.values }]
    const last = analysisOf({ ...input, division: '安徽省', cities }).sections.at(-1)
    expect(last?.tables[0]?.rows[0]?.slice(0, 4)).toEqual(['合肥市', '5.8个月', '627.00万元', '37472.00万元'])
  })
})

describe('the page of an analysis', () => {
  const page = pageOf(analysisOf(input))

  it('holds what officers wrote as text, and neither script nor anything from elsewhere', () => {
    expect(page).toContain('约谈&lt;b&gt;超支&lt;/b&gt;机构')
    expect(page).not.toMatch(/<script|src=|href=|url\(/)
  })

  it('draws a bar for each month, below the line where the balance is below nothing', () => {
    expect(page.match(/<rect/g)).toHaveLength(2)
    expect(page).toContain('>-5</text>')
    expect(page).toContain('>37472</text>')
  })
})
