import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate } from '#shared/kernel/wait.ts'
import { isDecided, lateCosts } from './late-costs.ts'

/** Claims, corrections and recoveries of a cleared year: the gap that was shared of it rests on other figures. */
export const lateCostsAreLookedAt: Wait = {
  id: 'budget.late-costs-are-looked-at',
  rule: 'what came to a year after it was cleared is told with its amount until it is decided, and never late',
  work: {
    zh: '年度清算后新增的当年费用，待决定如何处理',
    en: 'costs of a year that came after it was cleared, to be decided on',
  },
  waits: (item) => {
    if (!lateCosts.is(item)) return undefined
    const told = lateCosts.from(item)
    const { since, income, expenditure } = told
    const amount = expenditure - income
    return amount === 0 || isDecided(told) ? undefined : { since, until: neverLate, amount }
  },
}
