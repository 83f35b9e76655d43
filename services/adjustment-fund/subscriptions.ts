import { chinaDay } from '#shared/calendar/day.ts'
import {
  fundYearCleared,
  fundYearClosed,
  fundYearCorrected,
  fundYearFinalised,
  levyRemitted,
  performancePublished,
} from '#shared/contracts/budget.ts'
import { policyChangePriced } from '#shared/contracts/settlement.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from './effects.ts'
import { recordCorrectedYear, recordFinalisedYear } from './gap/true-up.ts'
import { receiveLevy } from './remittance/receive-levy.ts'
import { recordClearedYear } from './year/record-cleared-year.ts'
import { recordClosedYear } from './year/record-closed-year.ts'
import { recordPerformance } from './year/record-performance.ts'
import { policyPricings } from './year/store.ts'

/** What the adjustment fund does with the events of others. */
export const subscriptions = (effects: Effects): Subscription[] => [
  on(fundYearClosed, (event) => recordClosedYear(event, effects)),
  on(fundYearCleared, (event) => recordClearedYear(event, effects)),
  on(fundYearFinalised, (event) => recordFinalisedYear(event, { ...effects, today: chinaDay(new Date()) })),
  on(fundYearCorrected, (event) => recordCorrectedYear(event, { ...effects, today: chinaDay(new Date()) })),
  on(performancePublished, (event) => recordPerformance(event, effects)),
  // A pricing never changes: one that is kept already stays.
  on(policyChangePriced, async ({ data }) => {
    await effects.store.write([policyPricings.create(data)])
  }),
  on(levyRemitted, (event) => receiveLevy(event, effects)),
]
