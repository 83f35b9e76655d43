import { listReceived } from '#shared/edge/files/received-files.ts'
import { readSentFile } from '#shared/edge/files/sent-file.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import type { ObjectOrder } from './start-import.ts'
import { importTask } from './start-import.ts'

/**
 * Has a file that was put into the bucket imported by a run, as one sent in pieces is. The same object told twice, or told
 * again after a crash, is the same run; whatever is wrong with it is the outcome of its run.
 */
export const takeFile = async (
  event: unknown,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<void> => {
  const sent = readSentFile(event)
  if (sent === undefined) return
  const { division, importId } = sent
  const runId = stableId('N', importId)
  const order: ObjectOrder = { ...sent, commandId: importId }
  await startRun(runs(), {
    runId,
    task: importTask,
    parameters: { division, importId },
    units: [{ unitId: '0000', input: order }],
  })
  // After the run: a crash between the two has the event come again.
  await store.write([listReceived(sent, runId)])
}
