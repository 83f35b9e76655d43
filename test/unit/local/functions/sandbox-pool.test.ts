import { expect, test } from 'vitest'
import type { InvokeResult } from '../../../../local/contracts.ts'
import type { Sandbox } from '../../../../local/functions/sandbox.ts'
import { createSandboxPool } from '../../../../local/functions/sandbox-pool.ts'

const succeeded: InvokeResult = { status: 'succeeded', payload: null }
const died: InvokeResult = { status: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'killed' }

/** Sandboxes that answer when told to. */
const fakeSandboxes = () => {
  const started: (Sandbox & { answer: () => void; events: unknown[] })[] = []
  const start = (): Sandbox => {
    let finish: (result: InvokeResult) => void = () => undefined
    let leave: () => void = () => undefined
    let alive = true
    const events: unknown[] = []
    const sandbox = {
      appId: `sandbox.${started.length}`,
      events,
      invoke: (event: unknown) => {
        events.push(event)
        return new Promise<InvokeResult>((resolve) => {
          finish = resolve
        })
      },
      answer: () => finish(succeeded),
      kill: () => {
        alive = false
        finish(died)
        leave()
      },
      alive: () => alive,
      gone: new Promise<void>((resolve) => {
        leave = resolve
      }),
    }
    started.push(sandbox)
    return sandbox
  }
  return { start, started }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('after the stop nothing is started any more: an invocation that comes late fails', async () => {
  const { start, started } = fakeSandboxes()
  const pool = createSandboxPool(2, start)
  await pool.stop()
  expect(await pool.invoke('late')).toMatchObject({ status: 'failed' })
  expect(started).toEqual([])
})

test('the stop answers those who wait: nobody hangs on a sandbox that never comes', async () => {
  const { start } = fakeSandboxes()
  const pool = createSandboxPool(1, start)
  const results = ['busy', 'waiting'].map((event) => pool.invoke(event))
  await settled()
  await pool.stop()
  expect(await Promise.all(results)).toMatchObject([{ status: 'failed' }, { status: 'failed' }])
})

test('one sandbox serves one invocation after the other', async () => {
  const { start, started } = fakeSandboxes()
  const pool = createSandboxPool(2, start)
  for (const event of ['a', 'b']) {
    const result = pool.invoke(event)
    await settled()
    started[0]?.answer()
    expect(await result).toEqual(succeeded)
  }
  expect(started.map(({ events }) => events)).toEqual([['a', 'b']])
})

test('concurrent invocations get sandboxes of their own up to the limit; the rest wait', async () => {
  const { start, started } = fakeSandboxes()
  const pool = createSandboxPool(2, start)
  const results = ['a', 'b', 'c'].map((event) => pool.invoke(event))
  await settled()
  expect(started.map(({ events }) => events)).toEqual([['a'], ['b']])
  started[0]?.answer()
  await settled()
  expect(started.map(({ events }) => events)).toEqual([['a', 'c'], ['b']])
  for (const sandbox of started) sandbox.answer()
  expect(await Promise.all(results)).toEqual([succeeded, succeeded, succeeded])
})

test('a killed sandbox fails its invocation and is replaced for those who wait', async () => {
  const { start, started } = fakeSandboxes()
  const pool = createSandboxPool(1, start)
  const first = pool.invoke('a')
  const second = pool.invoke('b')
  await settled()
  pool.kill('sandbox.0')
  expect(await first).toEqual(died)
  await settled()
  expect(started.map(({ events }) => events)).toEqual([['a'], ['b']])
  started[1]?.answer()
  expect(await second).toEqual(succeeded)
})

test('after renewal a running invocation finishes in its old sandbox, the next starts in a new one', async () => {
  const { start, started } = fakeSandboxes()
  const pool = createSandboxPool(1, start)
  const running = pool.invoke('a')
  await settled()
  pool.renew()
  expect(started[0]?.alive()).toBe(true)
  started[0]?.answer()
  expect(await running).toEqual(succeeded)
  expect(started[0]?.alive()).toBe(false)
  const next = pool.invoke('b')
  await settled()
  started[1]?.answer()
  expect(await next).toEqual(succeeded)
})

test('stopping kills every sandbox, busy or idle', async () => {
  const { start, started } = fakeSandboxes()
  const pool = createSandboxPool(2, start)
  pool.warm()
  const running = [pool.invoke('a'), pool.invoke('b')]
  await settled()
  await pool.stop()
  expect(await Promise.all(running)).toEqual([died, died])
  expect(started.some((sandbox) => sandbox.alive())).toBe(false)
})
