import type { Day } from '#shared/calendar/day.ts'
import { firstDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'
import type { Command } from './commands.ts'

/**
 * Why one hand may not do something by itself. A move back into months that are past changes what was due and what was
 * entitled to; one into retirement gives a right that nobody pays for.
 */
export const secondHandFault = (command: Command, today: Day): Refusal | undefined => {
  if (command.type !== 'move-coverage') return undefined
  const { report, transferId, place, from } = command
  if (report !== undefined || transferId !== undefined) return undefined
  const earliest = firstDayOf(monthOf(today))
  if (from >= earliest && place.employment !== 'retired') return undefined
  const field = from < earliest ? 'from' : 'employment'
  return refusal('enrollment.second-hand-needed', { field, figures: { earliest } })
}
