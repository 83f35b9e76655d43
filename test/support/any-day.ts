import type { BusinessDays } from '#shared/policy/business-days.ts'

/** The days that facts may be dated, where the policy's own first day does not matter. */
export const anyDay = (today: string): BusinessDays => ({ earliest: '2010-01-01', latest: today })
