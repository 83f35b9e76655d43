import { setTimeout as sleep } from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'

/** What a local stack says of itself. */
export type QuietState = {
  readonly quiet: boolean
  readonly deadLetters: number
  readonly waitingFor: Record<string, number>
}

const patienceMillis = 10 * 60 * 1000

const nobodyWatches = (): void => {}

/**
 * Waits until nothing is under way in a local stack: every event has been published and applied. `watch` is told how much
 * is left.
 * @throws TongchouError `year.not-quiet` saying what is still moving
 */
export const waitForQuiet = async (
  url: string,
  watch: (events: number) => void = nobodyWatches,
): Promise<QuietState> => {
  const deadline = Date.now() + patienceMillis
  for (;;) {
    const response = await fetch(`${url}/_local/quiet`)
    const quiet = (await response.json()) as QuietState
    watch(quiet.quiet ? 0 : Object.values(quiet.waitingFor).reduce((sum, count) => sum + count, 0))
    if (response.ok && quiet.quiet) return quiet
    must(
      Date.now() < deadline,
      'year.not-quiet',
      `events are still moving after ${patienceMillis / 60_000} minutes: ${JSON.stringify(quiet.waitingFor)}`,
    )
    await sleep(20)
  }
}
