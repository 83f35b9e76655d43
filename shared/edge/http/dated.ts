import type { Day } from '#shared/calendar/day.ts'
import { isDay } from '#shared/calendar/day.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import type { BusinessDays } from '#shared/policy/business-days.ts'
import { outsideOf } from '#shared/policy/business-days.ts'

/** The fields of a body that say on which day a business fact was: by these names in every service. */
const factDays: ReadonlySet<string> = new Set(['on', 'asOf', 'paidOn', 'failedOn', 'returnedOn'])

type Named = readonly [field: string, day: Day]

const namedIn = (value: unknown, where: string, deeper: boolean): Named[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]): Named[] => {
    if (factDays.has(name) && typeof inner === 'string' && isDay(inner)) return [[`${where}${name}`, inner]]
    if (!deeper || !Array.isArray(inner)) return []
    return inner.flatMap((each, index) => namedIn(each, `${where}${name}.${index}.`, false))
  })
}

/**
 * Why a command may not be dated so: a day of a fact, at the top of the body or in a row of a list, lies in the future or
 * before the first day that the policy takes.
 */
export const datedFault = (body: unknown, days: BusinessDays): Refusal | undefined => {
  for (const [field, day] of namedIn(body, '', true)) {
    const outside = outsideOf(days, day)
    const { earliest, latest } = days
    if (outside === 'in-future')
      return doorRefusals.refusal('day.in-future', { field, figures: { day, latest } })
    if (outside === 'too-early')
      return doorRefusals.refusal('day.too-early', { field, figures: { day, earliest } })
  }
  return undefined
}
