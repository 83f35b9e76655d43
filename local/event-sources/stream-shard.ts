import type { StreamRecord } from '../dynamodb/read-records.ts'
import type { Doorbell } from './doorbell.ts'
import { fenceOf } from './fence.ts'
import type { ShardReader } from './stream-reader.ts'

/**
 * How long a reader sleeps when it finds nothing: a short time after the table was used, longer and longer while it is
 * not used.
 */
const idleMillis = { shortest: 20, longest: 2000 }
/** A batching window is worth its wait only while records come: when none came for so long, it ends. */
const lullMillis = 100

export type ShardParts = {
  readonly reader: ShardReader
  readonly batchSize: number
  readonly windowMillis: number
  readonly wanted: (record: StreamRecord) => boolean
  /** Settles when the records are done with. */
  readonly deliver: (records: readonly StreamRecord[]) => Promise<void>
  readonly checkpoint: (record: StreamRecord) => void
  /** Wakes a reader that found nothing. */
  readonly bell: Doorbell
  /** Has an open window look at once whether more has come. */
  readonly hurry: Doorbell
  readonly stopped: () => boolean
}

/** How far a shard is, for the check that all is quiet. */
export type ShardProgress = {
  /** Records read and not yet done with. */
  waiting: number
  /** When the oldest of them was read, by `Date.now()`. */
  waitingSince?: number
  /** The last fence that was read. */
  fence: number
  /** When the latest read that found nothing, with nothing waiting, began; by `performance.now()`. */
  emptySince: number
}

/**
 * Reads a shard and delivers its records in batches, in order, until the shard ends or the stack stops. A batch is
 * delivered when it is full, when its window is over, or when a read within the window found nothing to add.
 * @returns true when the shard was closed and is read to its end
 */
export const followShard = async (parts: ShardParts, progress: ShardProgress): Promise<boolean> => {
  const { reader, batchSize, windowMillis, wanted, checkpoint, bell, hurry } = parts
  let batch: StreamRecord[] = []
  let batchSince = 0
  let idle: number = idleMillis.shortest

  while (!parts.stopped()) {
    const began = performance.now()
    const { records, ended } = await reader.read(batchSize - batch.length)
    const fences = records.flatMap((record) => fenceOf(record) ?? [])
    progress.fence = Math.max(progress.fence, ...fences)
    const added = records.filter((record) => fenceOf(record) === undefined && wanted(record))
    if (batch.length === 0) batchSince = began
    batch.push(...added)
    progress.waiting = batch.length
    if (batch.length > 0) progress.waitingSince ??= Date.now()
    const last = records.at(-1)
    if (last && batch.length === 0) checkpoint(last)

    const remaining = windowMillis - (performance.now() - batchSince)
    const isDue = ended || batch.length >= batchSize || remaining <= 0 || added.length === 0
    if (batch.length > 0 && isDue) {
      await parts.deliver(batch)
      batch = []
      progress.waiting = 0
      delete progress.waitingSince
      idle = idleMillis.shortest
    } else if (batch.length > 0) {
      await hurry.wait(Math.min(remaining, lullMillis))
    } else if (!last && !ended) {
      progress.emptySince = began
      const rung = await bell.wait(idle)
      idle = rung ? idleMillis.shortest : Math.min(idle * 2, idleMillis.longest)
    }
    if (ended) return !parts.stopped()
  }
  return false
}
