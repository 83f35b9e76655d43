import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { startStack } from '../../local/stack.ts'
import { processesNaming, processesOf } from '../support/processes.ts'

test('the real app is synthesized and runs in memory; after its stop nothing is left running', async () => {
  const stack = await startStack({ inMemory: true })
  try {
    const health = await fetch(`${stack.url}/health`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({
      status: 'ready',
      services: expect.arrayContaining([
        'enrollment',
        'contribution',
        'settlement',
        'budget',
        'adjustment-fund',
      ]),
    })
    expect((await fetch(`${stack.url}/v1/budget/anything`)).status).toBe(401)
    expect((await stack.quiet()).deadLetters).toBe(0)
    expect(processesOf(process.pid)).toContainEqual(expect.stringContaining('DynamoDBLocal'))
  } finally {
    await stack.stop()
  }
  expect(processesOf(process.pid)).toEqual([])
  await expect(fetch(`${stack.url}/health`)).rejects.toThrow()
}, 120_000)

test('a stack that is killed outright takes Java and its functions with it', async () => {
  const stack = spawn(process.execPath, ['local/start.ts', '--in-memory', '--port', '0'])
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /runs at (\S+)/.exec(output)?.[1]
      if (ready) resolve(ready)
    }
    stack.stdout.on('data', read)
    stack.stderr.on('data', read)
    stack.once('exit', () => reject(new Error(output)))
  })
  expect((await fetch(`${url}/health`)).status).toBe(200)
  const parts = processesOf(stack.pid ?? 0)
  expect(parts).toContainEqual(expect.stringContaining('DynamoDBLocal'))
  expect(parts).toContainEqual(expect.stringContaining('runtime.mjs'))
  const [runtime = ''] = parts.flatMap((command) =>
    command.split(' ').filter((word) => word.endsWith('runtime.mjs')),
  )

  stack.kill('SIGKILL')
  await expect.poll(() => processesNaming(runtime), { timeout: 5000 }).toEqual([])
}, 120_000)
