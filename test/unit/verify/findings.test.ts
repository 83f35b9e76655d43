import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../cli/terminal/display-width.ts'
import { checks } from '../../../cli/verify/checks.ts'
import { chineseRules } from '../../../cli/verify/chinese-rules.ts'
import { findingsSummary, findingsTable } from '../../../cli/verify/findings-table.ts'
import { invariantHeadings } from '../../../cli/verify/headings.ts'
import { judge } from '../../../cli/verify/verify.ts'

const claimId = `C${'0123456789'.repeat(2)}`
const violation = {
  invariant: 'settlement.identities',
  where: `CLAIM#${claimId}`,
  what: 'the lines do not add up to the total',
  figures: { should: 100, is: 99 },
}
const found = { ...(await judge([])), items: 7, violations: [violation] }

describe('the findings', () => {
  it('have a heading and a Chinese rule for every check, and no rule for another', () => {
    expect(Object.keys(chineseRules).sort()).toEqual(checks.map(({ id }) => id).sort())
    for (const { number } of checks) expect(invariantHeadings[number]).toBeDefined()
  })

  it.each([
    ['zh', '4. 年度累计等于逐笔重算', '共 7 条记录，1 处不符'],
    ['en', "4. A person's accumulators are the replay of their claims", '7 recorded items, 1 violations'],
  ] as const)('are told in %s, each under its heading', (language, heading, counted) => {
    const reader = { language, width: 160 }
    for (const text of [findingsTable(found, reader), findingsSummary(found, reader)]) {
      expect(text).toContain(heading)
      expect(text).toContain(counted)
    }
  })

  it('leave no rule in English for a Chinese reader', () => {
    const [rows] = findingsTable(found, { language: 'zh', width: 200 }).split('共 ')
    expect(rows?.replaceAll(/(?:[a-z]+-?)+\.[a-z-]+/g, '')).not.toMatch(/[A-Za-z]/)
  })

  it('name the command that explains the claim of a violation', () => {
    const text = findingsTable(found, { language: 'en', width: 200 })
    expect(text).toContain(
      `settlement.identities: CLAIM#${claimId}: the lines do not add up to the total, should 100, is 99\n      npm run explain -- ${claimId}`,
    )
  })

  it.each([60, 80, 120])('fit %i columns', (width) => {
    for (const language of ['zh', 'en'] as const)
      for (const line of findingsTable(found, { language, width }).split('\n'))
        expect(displayWidth(line) <= width || line.includes('npm run')).toBe(true)
  })
})
