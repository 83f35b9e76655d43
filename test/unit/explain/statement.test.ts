import { describe, expect, it } from 'vitest'
import { explainCases } from '../../../cli/explain/explain-case.ts'
import { statementOf } from '../../../cli/explain/statement.ts'
import { displayWidth, wrap } from '../../../cli/terminal/display-width.ts'
import { languages } from '../../../services/settlement/explanation/rules/language.ts'

const cases = 'test/cases/settlement.yaml'
const statement = (id: string, language: 'zh' | 'en') =>
  explainCases(`${cases}#${id}`, language)
    .map((one) => statementOf(one))
    .join('\n')

describe('the statement of a published example', () => {
  it('A03 shows the bands, serious illness and the sums, in Chinese', () => {
    const text = statement('A03', 'zh')
    expect(text).toContain('19100.00 × 68 % + 20000.00 × 73 % + 49400.00 × 78 %')
    expect(text).toMatch(/│ +4 │ 大病保险 .*│ +1640\.00 │/)
    expect(text).toContain('基金支付合计 67760.00 = 基本医保统筹基金 66120.00 + 大病保险 1640.00')
    expect(text).toContain('个人负担合计 32240.00 = 总费用 100000.00 − 基金支付合计 67760.00')
    expect(text).toContain('依据：a city medical insurance centre, worked example')
  })

  it('A04 shows medical aid and tilted aid on what was left, in English', () => {
    const text = statement('A04', 'en')
    expect(text).toMatch(/│ +4 │ Medical aid .*│ +10647\.00 │/)
    expect(text).toMatch(/│ +5 │ Tilted aid .*│ +937\.80 │/)
    expect(text).toContain(
      'Paid by the funds 46374.80 = basic pool 34790.00 + medical aid 10647.00 + tilted aid 937.80',
    )
  })

  it('A14 shows the age in the rate, and the ceiling with nothing left under it', () => {
    const text = statement('A14', 'zh')
    expect(text).toContain('59595.80 × 85 %')
    expect(text).toContain('支付 75 %，每满一周岁加 0.2 %，最高 100 %')
    expect(text).toContain('支付后余额 0.00 元（年度封顶线 46336.00 元）')
  })

  it('T4 shows a reversal as what it takes back', () => {
    const [, reversal] = explainCases(`${cases}#T4`, 'zh')
    expect(reversal?.payers.total.amount).toBe(-1_200_000)
    expect(reversal && statementOf(reversal)).toMatch(/基本医保统筹基金 │ +-7700\.00 │/)
  })
})

describe('the statement of every worked example', () => {
  it.each(languages)(
    'has aligned tables and every step’s result (%s)',
    (language) => {
      for (const explanation of explainCases(cases, language)) {
        const text = statementOf(explanation)
        expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|…/)
        for (const { result, title } of explanation.steps)
          expect([title, text.includes(result)]).toEqual([title, true])
        expect(misaligned(text)).toEqual([])
      }
    },
    120_000,
  )
})

/** Rows of a table that are not as wide as the one before them. */
const misaligned = (text: string): string[] => {
  const lines = text.split('\n')
  const isRow = (line: string | undefined) => line !== undefined && /^[┌├│└]/.test(line)
  return lines.filter((line, index) => {
    const before = lines[index - 1]
    return isRow(line) && before !== undefined && isRow(before) && displayWidth(line) !== displayWidth(before)
  })
}

describe('the statement in a narrow terminal', () => {
  it.each([60, 80, 100])(
    'fits %i columns',
    (columns) => {
      for (const language of languages)
        for (const explanation of explainCases('test/cases/anhui.yaml', language))
          for (const line of statementOf(explanation, columns).split('\n'))
            expect([line, displayWidth(line) <= columns]).toEqual([line, true])
    },
    60_000,
  )

  it('says of the province’s figures how sure they are', () => {
    const [explanation] = explainCases('test/cases/anhui.yaml', 'zh').filter(({ steps }) =>
      steps.some(({ step }) => step === 'medicalAid'),
    )
    const aid = explanation?.steps.find(({ step }) => step === 'medicalAid')
    expect(aid?.article).toBe(
      '芜医保〔2022〕47号；皖政办〔2022〕6号，未经转诊不予救助（本市参数未见文件，暂按芜湖市）',
    )
  })
})

describe('a text in columns', () => {
  it('counts a Chinese character as two', () => {
    expect([displayWidth('起付线'), displayWidth('（12 %）'), displayWidth('cash')]).toEqual([6, 8, 4])
  })

  it('breaks between words and between Chinese characters, and no line begins with a closing mark', () => {
    expect(wrap('the smaller of two', 12)).toEqual(['the smaller', 'of two'])
    expect(wrap('本次应扣起付线，由个人负担', 14)).toEqual(['本次应扣起付', '线，由个人负担'])
    expect(wrap('应扣 1000.00 元', 10)).toEqual(['应扣', '1000.00 元'])
  })

  it('breaks a long id at its joints, and anything else where the line ends', () => {
    expect(wrap('budget.periods-are-the-journal', 24)).toEqual(['budget.periods-are-the-', 'journal'])
    expect(wrap('C0123456789', 6)).toEqual(['C01234', '56789'])
  })

  it('keeps the indent of a line, and its line ends', () => {
    expect(wrap('· one two\nthree', 7)).toEqual(['· one', '  two', 'three'])
  })

  it('loses nothing, whatever the width', () => {
    const text = '计入金额 21000.00，本次应扣 1000.00（table 1, level 3），取较小者。'
    for (let columns = 8; columns < 80; columns += 1)
      expect(wrap(text, columns).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })
})
