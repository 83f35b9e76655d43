import * as z from 'zod'
import { chinaDay, monthOf, yearOf } from '#shared/calendar/day.ts'
import type { Rule } from '../rule.ts'
import { readPart } from '../rule.ts'

const given = z.strictObject({ instant: z.iso.datetime({ offset: true }) })

/** The day, month and fund year in China at an instant. */
export const chinaDayRule: Rule = (worked) => {
  const day = chinaDay(new Date(readPart('given', worked.given, given).instant))
  return { day, month: monthOf(day), year: yearOf(day) }
}
