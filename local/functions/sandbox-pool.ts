import type { InvokeResult } from '../contracts.ts'
import type { Sandbox } from './sandbox.ts'

/** The sandboxes of one function: reused while they live, started when all are busy, never more than the limit. */
export type SandboxPool = {
  /** Runs the function once, when a sandbox is free, and no longer than a limit where one is given; never rejects. */
  readonly invoke: (event: unknown, limitMillis?: number) => Promise<InvokeResult>
  /** Starts one sandbox ahead of the first invocation. */
  readonly warm: () => void
  /** Lets running invocations finish and has later ones start in new sandboxes. */
  readonly renew: () => void
  /** Kills the sandbox of that id, if it is one of these. */
  readonly kill: (appId: string) => void
  readonly stop: () => Promise<void>
}

/** @param start starts a sandbox */
export const createSandboxPool = (limit: number, start: () => Sandbox): SandboxPool => {
  const processes = new Set<Sandbox>()
  const retired = new Set<Sandbox>()
  let idle: Sandbox[] = []
  /** Who waits for a sandbox, or to be told that there will be none. */
  const waiting: ((sandbox: Sandbox | undefined) => void)[] = []
  let stopped = false

  const open = (): Sandbox => {
    const sandbox = start()
    processes.add(sandbox)
    void sandbox.gone.then(() => {
      processes.delete(sandbox)
      retired.delete(sandbox)
      idle = idle.filter((other) => other !== sandbox)
      // Whoever waits for a free sandbox must not wait for one that is gone.
      const next = stopped ? undefined : waiting.shift()
      if (next) next(open())
    })
    return sandbox
  }

  const take = (): Promise<Sandbox | undefined> => {
    if (stopped) return Promise.resolve(undefined)
    idle = idle.filter((sandbox) => sandbox.alive())
    const free = idle.pop() ?? (processes.size < limit ? open() : undefined)
    if (free) return Promise.resolve(free)
    return new Promise((resolve) => waiting.push(resolve))
  }

  const giveBack = (sandbox: Sandbox) => {
    if (retired.has(sandbox)) sandbox.kill()
    if (!sandbox.alive()) return
    const next = waiting.shift()
    if (next) next(sandbox)
    else idle.push(sandbox)
  }

  return {
    invoke: async (event, limitMillis) => {
      const sandbox = await take()
      if (!sandbox)
        return { status: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'The stack stops' }
      const ends = limitMillis === undefined ? undefined : setTimeout(sandbox.kill, limitMillis)
      const result = await sandbox.invoke(event)
      clearTimeout(ends)
      giveBack(sandbox)
      return result
    },
    warm: () => {
      if (processes.size === 0) idle.push(open())
    },
    renew: () => {
      for (const sandbox of processes) retired.add(sandbox)
      for (const sandbox of idle) sandbox.kill()
      idle = []
    },
    kill: (appId) => {
      for (const sandbox of processes) if (sandbox.appId === appId) sandbox.kill()
    },
    stop: async () => {
      stopped = true
      for (const turnAway of waiting.splice(0)) turnAway(undefined)
      const gone = [...processes].map((sandbox) => sandbox.gone)
      for (const sandbox of processes) sandbox.kill()
      await Promise.all(gone)
    },
  }
}
