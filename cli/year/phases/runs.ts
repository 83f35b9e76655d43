import { setTimeout as sleep } from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'
import type { Client, Role } from '../client.ts'

const patienceMillis = 10 * 60 * 1000

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
  for (;;) {
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
    await sleep(50)
  }
}
