import '../../simulation/quiet-process.ts'
import { simulatedModel } from '../../simulation/model.ts'
import type { Outcome } from '../../simulation/outage/day-of-outage.ts'
import { liveDayOfOutage } from '../../simulation/outage/day-of-outage.ts'
import { computed } from '../../simulation/outage/limits.ts'
import { openStage } from '../../simulation/simulate.ts'
import { provincePolicy } from '../province-policy.ts'
import { tableOf } from '../terminal/table.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'

const figure = (head: string) => ({ head, kind: 'figure' as const })
const text = (head: string) => ({ head, kind: 'text' as const })

/** A second of each so many is lived; a queue of the province holds so many times the messages. */
const linesOf = ({ queues }: Outcome, scale: number): string[][] =>
  queues.map(({ queue, waited, emptyAfterSeconds }) => [
    queue,
    String(waited),
    String(waited * scale),
    ((emptyAfterSeconds * scale) / 3600).toFixed(2),
  ])

/**
 * A day on which no message reaches a function, at 240 claims a second: what waits, and how long it takes until nothing does,
 * queue by queue in the order in which they are empty.
 */
export const measureOutage = async (scale: number, json: boolean): Promise<Record<string, number>> => {
  const stage = await openStage(await simulatedModel(), provincePolicy())
  const outcome = await liveDayOfOutage(stage, { scale, seed: 1, of: 'delivery' })
  if (!json)
    console.log(
      tableOf(
        [text('queue'), figure('waited'), figure('in the province'), figure('hours to drain')],
        linesOf(outcome, scale),
        terminalWidth(),
      ),
    )
  const { inFlight, receives, carriedDays } = computed(24)
  const slowest = Math.max(...outcome.queues.map(({ emptyAfterSeconds }) => emptyAfterSeconds))
  return {
    outageClaims: outcome.claims,
    outagePostings: outcome.counted.postings,
    outageDeadLetters: outcome.deadLetters,
    outageViolations: outcome.violations.length,
    outageHoursToDrain: Number(((slowest * scale) / 3600).toFixed(2)),
    outageMostInFlight: inFlight,
    outageMostReceives: receives,
    outageDaysCarried: Number(carriedDays.toFixed(1)),
  }
}
