import { setTimeout as sleep } from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'
import type { Client, Role } from '../client.ts'

const patienceMillis = 10 * 60 * 1000
/** Most runs are done at once. Whoever asks too often has the stack answer instead of work. */
const pauses = { first: 50, longest: 400, factor: 1.5 }

/**
 * Waits until a run has done all its units.
 * @throws TongchouError `year.run-not-done` saying how far it is
 */
export const waitForRun = async (
  client: Client,
  role: Role,
  service: string,
  runId: string,
): Promise<void> => {
  const deadline = Date.now() + patienceMillis
  for (let pause = pauses.first; ; pause = Math.min(pauses.longest, pause * pauses.factor)) {
    const run = await client.get<{ status: string; units: number; done: number }>(
      role,
      `/v1/${service}/runs/${runId}`,
    )
    if (run.status === 'done') return
    must(
      Date.now() < deadline,
      'year.run-not-done',
      `run ${runId} of ${service} has done ${run.done} of ${run.units}`,
    )
    await sleep(pause)
  }
}
