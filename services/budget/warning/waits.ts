import type { Wait } from '#shared/kernel/wait.ts'
import { isOpen } from './rules/warning-case.ts'
import { warningCases } from './store.ts'

type Wanted = 'unanswered' | 'planned' | 'normal'

const standing = (item: Parameters<Wait['waits']>[0], wanted: Wanted): ReturnType<Wait['waits']> => {
  if (!warningCases.is(item)) return undefined
  const { status, level, since, due } = warningCases.from(item)
  if (!isOpen({ status })) return undefined
  const is: Wanted = level === 'normal' ? 'normal' : status === 'open' ? 'unanswered' : 'planned'
  return is === wanted ? { since, until: due } : undefined
}

/** A warning that nobody has answered yet. */
export const warningsAreAnswered: Wait = {
  id: 'budget.warnings-are-answered',
  rule: 'a warning of a fund is answered by a named officer, with a plan and a date, within the days of its level',
  work: {
    zh: '基金运行预警待答复（责任人、措施、期限）',
    en: 'warnings of funds to be answered: who does what until when',
  },
  waits: (item) => standing(item, 'unanswered'),
}

/** A warning whose plan is to be carried out by its date. */
export const warningPlansAreCarriedOut: Wait = {
  id: 'budget.warning-plans-are-carried-out',
  rule: 'what was planned about a warning brings its indicator back to normal by the date of the plan',
  work: { zh: '基金运行预警整改措施待落实', en: 'plans about warnings of funds to be carried out' },
  waits: (item) => standing(item, 'planned'),
}

/** A warning whose indicator is normal again, until somebody says what changed. */
export const warningsAreClosed: Wait = {
  id: 'budget.warnings-are-closed',
  rule: 'a warning whose indicator is normal again is closed with what changed, within the days of its level',
  work: { zh: '指标已恢复正常的预警待销号', en: 'warnings whose indicators are normal again, to be closed' },
  waits: (item) => standing(item, 'normal'),
}
