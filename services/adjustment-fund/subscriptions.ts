import { fundYearCleared, fundYearClosed, levyRemitted } from '#shared/contracts/budget.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Effects } from './effects.ts'
import { receiveLevy } from './levy/receive-levy.ts'
import { recordClearedYear } from './year/record-cleared-year.ts'
import { recordClosedYear } from './year/record-closed-year.ts'

/** What the adjustment fund does with the events of others. */
export const subscriptions = (effects: Effects): Subscription[] => [
  on(fundYearClosed, (event) => recordClosedYear(event, effects)),
  on(fundYearCleared, (event) => recordClearedYear(event, effects)),
  on(levyRemitted, (event) => receiveLevy(event, effects)),
]
