import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { TongchouError } from '#shared/kernel/errors.ts'
import { isAlive } from './process-alive.ts'
import type { StackOptions } from './running-stack.ts'

/** The directories of a running stack. */
export type Directories = {
  readonly assembly: string
  readonly run: string
  readonly logs: string
  /** Absent when nothing is kept. */
  readonly data?: {
    readonly dynamodb: string
    readonly queues: string
    readonly objects: string
    readonly checkpoints: string
    readonly signingKey: string
    /** Wraps the keys that data are encrypted with. */
    readonly rootKey: string
  }
  /** Removes what is temporary and lets another stack use the data. */
  readonly release: () => void
}

const home = '.tongchou'

const holderOf = (lock: string): number | undefined => {
  if (!existsSync(lock)) return undefined
  const pid = Number(readFileSync(lock, 'utf8'))
  return isAlive(pid) ? pid : undefined
}

/**
 * Prepares the directories; data is used by one stack at a time.
 * @throws TongchouError `local.data-in-use`
 */
export const openDirectories = (options: StackOptions): Directories => {
  const logs = resolve(options.logDirectory ?? join(home, 'logs'))
  if (options.inMemory) {
    const run = mkdtempSync(join(tmpdir(), 'tongchou-'))
    const assembly = options.assembly ?? join(run, 'cdk.out')
    const remove = () => rmSync(run, { recursive: true, force: true })
    // A stack that was never stopped leaves nothing either.
    process.once('exit', remove)
    const release = () => {
      process.off('exit', remove)
      remove()
    }
    return { assembly, run, logs, release }
  }
  const data = resolve(options.dataDirectory ?? join(home, 'data'))
  const lock = join(data, 'lock')
  const holder = holderOf(lock)
  if (holder !== undefined) {
    throw new TongchouError(
      'local.data-in-use',
      `Another stack (process ${holder}) uses ${data}. Stop it, or choose --data.`,
    )
  }
  if (options.fresh) rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  writeFileSync(lock, String(process.pid))
  return {
    assembly: options.assembly ?? resolve(home, 'cdk.out'),
    run: resolve(home, 'run'),
    logs,
    data: {
      dynamodb: join(data, 'dynamodb'),
      queues: join(data, 'queues'),
      objects: join(data, 'objects'),
      checkpoints: join(data, 'checkpoints.json'),
      signingKey: join(data, 'signing-key.json'),
      rootKey: join(data, 'root-key'),
    },
    release: () => rmSync(lock, { force: true }),
  }
}
