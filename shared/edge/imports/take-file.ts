import { listReceived } from '#shared/edge/files/received-files.ts'
import { readSentFile } from '#shared/edge/files/sent-file.ts'
import { importOwners } from '#shared/edge/imports/import-owner.ts'
import type { ObjectOrder } from '#shared/edge/imports/start-import.ts'
import { firstKind, importTask } from '#shared/edge/imports/start-import.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'

/**
 * Has a file that was put into the bucket imported by a run, as one sent in pieces is. The same object told twice, or told
 * again after a crash, is the same run; whatever is wrong with it is the outcome of its run.
 */
export const takeFile = async (
  event: unknown,
  { store, runs }: { readonly store: Store; readonly runs: () => Runs },
): Promise<void> => {
  const sent = readSentFile(event)
  if (sent === undefined) return
  const { division, importId, kind } = sent
  const runId = stableId('N', importId)
  await store.write([importOwners.create({ division, importId, sender: 'bucket', fileKind: kind })])
  const order: ObjectOrder = { ...sent, commandId: importId }
  await startRun(runs(), {
    runId,
    task: importTask,
    parameters: { division, importId, ...(kind === firstKind ? {} : { kind }) },
    units: [{ unitId: '0000', input: order }],
  })
  // After the run: a crash between the two has the event come again.
  await store.write([listReceived(sent, runId)])
}
