import type { Language } from '../../services/settlement/explanation/rules/language.ts'

/** The words of the statement's layout. */
export type Headings = {
  readonly heading: (heading: string) => string
  readonly lines: string
  readonly lineColumns: readonly [string, string, string, string, string]
  readonly steps: string
  readonly stepColumns: readonly [string, string, string, string]
  readonly payers: string
  readonly sums: string
  readonly counted: string
  readonly standing: string
  readonly notes: string
  readonly difference: string
  readonly stepsSince: string
  readonly article: (article: string) => string
  readonly room: (ceiling: string, left: string) => string
}

export const headings: Readonly<Record<Language, Headings>> = {
  zh: {
    heading: (heading) => `【${heading}】`,
    lines: '费用明细',
    lineColumns: ['项目', '单价 × 数量', '金额（元）', '范围内（元）', '说明'],
    steps: '计算过程',
    stepColumns: ['序', '步骤', '计算与依据', '结果（元）'],
    payers: '各方支付（元）',
    sums: '金额核对（元）',
    counted: '计入年度累计',
    standing: '更正后各方支付（元）',
    notes: '说明',
    difference: '差额（元）：',
    stepsSince: '更正后的计算过程：',
    article: (article) => `依据：${article}`,
    room: (ceiling, left) => `支付后余额 ${left} 元（${ceiling}）`,
  },
  en: {
    heading: (heading) => `${heading}:`,
    lines: 'Charged lines',
    lineColumns: ['Item', 'Price × quantity', 'Amount (yuan)', 'In scope (yuan)', 'Why'],
    steps: 'Step by step',
    stepColumns: ['No', 'Step', 'Calculation and rules', 'Result (yuan)'],
    payers: 'Who pays (yuan)',
    sums: 'The amounts add up (yuan)',
    counted: 'Counted in the year',
    standing: 'Who pays after the corrections (yuan)',
    notes: 'Notes',
    difference: 'Difference (yuan):',
    stepsSince: 'Step by step since then:',
    article: (article) => `Source: ${article}`,
    room: (ceiling, left) => `Left afterwards: ${left} yuan (${ceiling})`,
  },
}
