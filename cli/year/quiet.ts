import { setTimeout as sleep } from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'

type Quiet = {
  readonly quiet: boolean
  readonly deadLetters: number
  readonly waitingFor: Record<string, number>
}

const patienceMillis = 10 * 60 * 1000

/**
 * Waits until nothing is under way in a local stack: every event has been published and applied.
 * @throws TongchouError `year.not-quiet` saying what is still moving
 */
export const waitForQuiet = async (url: string): Promise<Quiet> => {
  const deadline = Date.now() + patienceMillis
  for (;;) {
    const response = await fetch(`${url}/_local/quiet`)
    const quiet = (await response.json()) as Quiet
    if (response.ok && quiet.quiet) return quiet
    must(
      Date.now() < deadline,
      'year.not-quiet',
      `events are still moving after ${patienceMillis / 60_000} minutes: ${JSON.stringify(quiet.waitingFor)}`,
    )
    await sleep(20)
  }
}
