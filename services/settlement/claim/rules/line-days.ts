import type { Day } from '#shared/calendar/day.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { refusal } from '../../refusals.ts'

/** The days between which what is charged of a visit arose. */
export type VisitDays = { readonly from: Day; readonly to: Day }

/** A line that arose before its visit began, after it ended or on a day to come is refused; one without a day is not. */
export const refuseLineDays = (
  lines: readonly { readonly on?: Day }[],
  { from, to }: VisitDays,
): Refusal | undefined => {
  const isOutside = (on: Day | undefined): on is Day => on !== undefined && (on < from || on > to)
  const index = lines.findIndex(({ on }) => isOutside(on))
  const on = lines[index]?.on
  if (on === undefined) return undefined
  const outside = lines.filter((line) => isOutside(line.on)).length
  return refusal('fee.outside-visit', {
    field: `lines.${index}.on`,
    figures: { line: index + 1, on, from, to, outside },
  })
}
