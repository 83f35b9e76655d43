import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

/** How far each stream was read, kept over restarts. */
export type Checkpoints = {
  readonly get: (key: string) => string | undefined
  readonly set: (key: string, sequenceNumber: string) => void
  /** Writes what is not yet on disk. */
  readonly flush: () => void
}

/**
 * A checkpoint that is lost in a crash only makes records come again, which every consumer has to bear. So it is
 * written some times a second and not once a batch.
 */
const writeIntervalMillis = 200

/** Without a file the checkpoints last as long as the stack. */
export const openCheckpoints = (file?: string): Checkpoints => {
  const kept = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const checkpoints = new Map(Object.entries(z.record(z.string(), z.string()).parse(kept)))
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (!file) return
    mkdirSync(dirname(file), { recursive: true })
    const fresh = `${file}.new`
    writeFileSync(fresh, JSON.stringify(Object.fromEntries(checkpoints)))
    renameSync(fresh, file)
  }

  return {
    get: (key) => checkpoints.get(key),
    set: (key, sequenceNumber) => {
      checkpoints.set(key, sequenceNumber)
      timer ??= setTimeout(flush, writeIntervalMillis)
    },
    flush,
  }
}
