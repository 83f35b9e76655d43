import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { InvokeResult } from '../contracts.ts'
import type { SandboxReport } from './messages.ts'

/** One process with one function's bundle and nothing but its declared environment. */
export type Sandbox = {
  /** Carried in the user agent of its SDK calls. */
  readonly appId: string
  /** Runs the handler once; never rejects. One invocation at a time. */
  readonly invoke: (event: unknown) => Promise<InvokeResult>
  readonly kill: () => void
  /** False once it was killed or ended. */
  readonly alive: () => boolean
  /** Settles when the process is gone. */
  readonly gone: Promise<void>
}

export type SandboxOptions = {
  readonly appId: string
  /** The program of a sandbox, as plain JavaScript. */
  readonly runtimeFile: string
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
  readonly memoryMegabytes: number
  readonly timeoutMillis: number
  readonly log: (line: string) => void
}

/** Lambda gives a function ten seconds to load, whatever its own timeout. */
const initLimitMillis = 10_000

const failed = (errorType: string, errorMessage: string): InvokeResult => ({
  status: 'failed',
  errorType,
  errorMessage,
})

const readLines = (child: ChildProcess, log: (line: string) => void) => {
  for (const output of [child.stdout, child.stderr]) {
    if (output) createInterface({ input: output }).on('line', log)
  }
}

/** Starts the process; the bundle loads while the caller goes on. */
export const startSandbox = (options: SandboxOptions): Sandbox => {
  const child = fork(options.runtimeFile, [], {
    cwd: options.directory,
    env: { ...options.environment },
    execArgv: [`--max-old-space-size=${Math.max(64, options.memoryMegabytes)}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  readLines(child, options.log)

  /** The invocation under way: what Lambda's own log lines name when it has no answer. */
  let inHand: string | undefined
  const now = () => new Date().toISOString()
  let finish: ((result: InvokeResult) => void) | undefined
  const settle = (result: InvokeResult) => {
    finish?.(result)
    finish = undefined
    inHand = undefined
  }
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      const how = signal ? 'signal: killed' : `exit status ${code}`
      if (inHand)
        options.log(
          `${now()} RequestId: ${inHand} Error: Runtime exited with error: ${how} Runtime.ExitError`,
        )
      settle(failed('Runtime.ExitError', `The sandbox ended with ${signal ?? `exit status ${code}`}`))
      resolve()
    })
    child.once('error', (error) => {
      settle(failed('Runtime.InitError', error.message))
      resolve()
    })
  })
  const ready = new Promise<void>((resolve) => {
    child.on('message', (report: SandboxReport) => {
      if (report.type === 'ready') resolve()
      else settle(report.result)
    })
  })
  const kill = () => {
    child.kill('SIGKILL')
  }
  const alive = () => !child.killed && child.exitCode === null && child.signalCode === null && child.connected

  const invoke = async (event: unknown): Promise<InvokeResult> => {
    const result = new Promise<InvokeResult>((resolve) => {
      finish = resolve
    })
    const expire = (what: string, millis: number) =>
      setTimeout(() => {
        options.log(`${now()} ${inHand ?? ''} ${what} after ${(millis / 1000).toFixed(2)} seconds`)
        settle(failed('Sandbox.Timedout', `${what} after ${millis / 1000} seconds`))
        kill()
      }, millis)
    const loading = expire('The bundle did not load', initLimitMillis)
    await Promise.race([ready, gone])
    clearTimeout(loading)
    if (!alive()) {
      settle(failed('Runtime.ExitError', 'The sandbox ended before the invocation'))
      return result
    }
    const running = expire('Task timed out', options.timeoutMillis)
    const requestId = randomUUID()
    inHand = requestId
    child.send({ requestId, event, deadline: Date.now() + options.timeoutMillis }, (error) => {
      if (error) settle(failed('Runtime.ExitError', error.message))
    })
    return result.finally(() => clearTimeout(running))
  }

  return { appId: options.appId, invoke, kill, alive, gone }
}
