import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { Encoding } from '#shared/edge/files/encoding.ts'
import { listReceived } from '#shared/edge/files/received-files.ts'
import type { SentFile } from '#shared/edge/files/sent-file.ts'
import { readSentFile } from '#shared/edge/files/sent-file.ts'
import type { Runs } from '#shared/edge/runs/run.ts'
import { startRun } from '#shared/edge/runs/run.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { service } from '../table.ts'
import type { BadRowHandling } from './import-catalogue.ts'

export const fileTask = 'import-catalogue-file'

/** On what terms a file is imported; one that was put into the bucket says them itself. */
export type FileTerms = {
  readonly onBadRows: BadRowHandling
  readonly preview: boolean
  readonly encoding?: Encoding | undefined
  readonly sheet?: string | undefined
}

/** A file in the bucket that a run is to read, and who sent it. */
export type FileOrder = Pick<SentFile, 'importId' | 'division' | 'fault'> & {
  readonly object: Omit<SentFile['object'], 'etag' | 'size'> & Partial<SentFile['object']>
  readonly fileName: string
  readonly by: Decider
  readonly terms?: FileTerms
}

const nameOf = (key: string): string => (key.split('/').at(-1) ?? key).slice(0, 200)

const start = async (order: FileOrder, runs: () => Runs): Promise<string> => {
  const { importId } = order
  const runId = stableId('I', importId)
  await startRun(runs(), {
    runId,
    task: fileTask,
    parameters: { importId },
    units: [{ unitId: '0000', input: order }],
  })
  return runId
}

/** Has a catalogue that was put into the bucket imported by a run; told twice it is the same run. */
export const takeFile = async (event: unknown, { runs }: { readonly runs: () => Runs }): Promise<void> => {
  const sent = readSentFile(event)
  if (sent === undefined) return
  const { importId, division, object, by, fault } = sent
  const order = { importId, division, object, by, fileName: nameOf(object.key) }
  const runId = await start(fault === undefined ? order : { ...order, fault }, runs)
  // After the run: a crash between the two has the event come again. Whatever prefix it stands under, the province sees it.
  await runs().store.write([listReceived({ ...sent, division: provinceCode }, runId)])
}

export type SentCatalogue = {
  readonly commandId: string
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly terms: FileTerms
  readonly by: Decider
}

/** Keeps a file that came with a request in the bucket and has a run import it; the same command again is the same run. */
export const startFile = async (
  { commandId, fileName, bytes, terms, by }: SentCatalogue,
  { files, runs }: { readonly files: Bucket; readonly runs: () => Runs },
): Promise<{ readonly importId: string; readonly runId: string }> => {
  const importId = stableId('W', commandId)
  const key = `${service.name}/catalogue/${importId}`
  await files.keep(key, bytes)
  const runId = await start({ importId, division: by.division, object: { key }, fileName, by, terms }, runs)
  return { importId, runId }
}
