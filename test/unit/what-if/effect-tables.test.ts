import { describe, expect, it } from 'vitest'
import { sampleClaims } from '../../../cli/bench/what-if.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { effectTables } from '../../../cli/what-if/effect-tables.ts'
import { planBook } from '../../../services/settlement/plan/rules/plan-book.ts'
import { ageGroupsOf } from '../../../services/settlement/what-if/rules/age-groups.ts'
import { tallies } from '../../../services/settlement/what-if/rules/effect.ts'
import { judgedBy } from '../../../services/settlement/what-if/rules/judge-columns.ts'
import { tryVariants } from '../../../services/settlement/what-if/rules/try-variants.ts'
import { policyOfVariant } from '../../../services/settlement/what-if/rules/variant.ts'

const law = provincePolicy()
const title = 'level 2 at 85 %'
const key = 'settlement.resident.inpatient'
const variant = policyOfVariant(
  law,
  { title, figures: [{ key, at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }] },
  2025,
)
if (variant.status === 'refused') throw new Error(variant.refusal.code)
const tried = tryVariants(sampleClaims(500), {
  ...{ inForce: judgedBy(law, 2025), variants: [judgedBy(variant.value, 2025)] },
  ...{ ageGroups: ageGroupsOf(law, 2025), keep: 1, of: {}, by: tallies },
})
if ('fault' in tried) throw new Error(tried.fault.reason)
const shown = {
  ...{ year: 2025, titles: [title], effect: tried.effect },
  plans: { inForce: planBook(law), variants: [planBook(variant.value)] },
}
const tables = (language: 'zh' | 'en') => effectTables(shown, { language, width: 120 })

describe('the tables of a what-if', () => {
  it('say in Chinese who pays, whom it concerns, by every group, and each step of the claims most affected', () => {
    const text = tables('zh')
    expect(text).toContain('政策试算：2025年度')
    for (const words of [
      '基本医保统筹基金',
      '负担减轻人数',
      '合肥市',
      '城乡居民',
      '住院',
      '二级',
      '低保对象',
      '45-59',
    ])
      expect(text).toContain(words)
    expect(text).toContain('80 %')
    expect(text).toContain('85 %')
  })

  it('say the same in English', () => {
    const text = tables('en')
    for (const words of ['What if: the year 2025', 'basic pool', 'Hefei', 'residents', 'level 2', 'In force'])
      expect(text).toContain(words)
  })
})
