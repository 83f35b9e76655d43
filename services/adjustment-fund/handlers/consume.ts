import { fundYearClosed, levyRemitted } from '#shared/contracts/budget.ts'
import { consume, on } from '#shared/edge/events/consume.ts'
import { receiveLevy } from '../commands/receive-levy.ts'
import { recordClosedYear } from '../commands/record-closed-year.ts'
import { effects, emitCost } from '../effects.ts'

/** The inbox: closed years and remitted levies. */
export const handler = consume(
  [
    on(fundYearClosed, (event) => recordClosedYear(event, effects)),
    on(levyRemitted, (event) => receiveLevy(event, effects)),
  ],
  (records) => emitCost('consume', records),
)
