import type { Wait } from '#shared/kernel/wait.ts'
import { neverLate } from '#shared/kernel/wait.ts'
import { lateCosts } from './late-costs.ts'

/** Claims, corrections and recoveries of a cleared year: the gap that was shared of it rests on other figures. */
export const lateCostsAreLookedAt: Wait = {
  id: 'budget.late-costs-are-looked-at',
  rule: 'what came to a year after it was cleared is told with its amount, and never late',
  work: {
    zh: '年度清算后新增的当年费用，所据缺口分担需重新核对',
    en: 'costs of a year that came after it was cleared: the gap shared of it is to be looked at again',
  },
  waits: (item) => {
    if (!lateCosts.is(item)) return undefined
    const { since, income, expenditure } = lateCosts.from(item)
    const amount = expenditure - income
    return amount === 0 ? undefined : { since, until: neverLate, amount }
  },
}
