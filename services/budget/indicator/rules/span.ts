import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../../refusals.ts'

/** The months from one to another, which runs forward and is so long at most. */
export const monthsWithin = (from: Month, to: Month, most: number): Decision<Month[]> => {
  if (from > to || addMonths(from, most) <= to)
    return refuse('indicator.span', { field: 'to', figures: { from, to, most } })
  const months: Month[] = []
  for (let each = from; each <= to; each = addMonths(each, 1)) months.push(each)
  return accept(months)
}
