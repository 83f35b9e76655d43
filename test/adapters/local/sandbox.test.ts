import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFunctions, type Functions } from '../../../local/functions/functions.ts'
import { processesOf } from '../../support/processes.ts'

const directory = mkdtempSync(join(tmpdir(), 'tongchou-sandbox-'))
const lines: string[] = []
let functions: Functions

const bundle = `
let calls = 0
export const handler = async (event, context) => {
  calls += 1
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep))
  if (event.fail) throw new TypeError(event.fail)
  if (event.exit) process.exit(3)
  if (event.print) console.log(event.print)
  return { calls, name: context.functionName, left: context.getRemainingTimeInMillis(), nothing: undefined }
}`

beforeAll(() => {
  writeFileSync(join(directory, 'index.mjs'), bundle)
  functions = createFunctions({
    functions: [
      {
        name: 'note',
        directory,
        handler: 'index.handler',
        environment: {},
        timeoutMillis: 300,
        memoryMegabytes: 128,
        reservedConcurrency: 1,
      },
      {
        name: 'broken',
        directory: join(directory, 'missing'),
        handler: 'index.handler',
        environment: {},
        timeoutMillis: 300,
        memoryMegabytes: 128,
      },
    ],
    endpoints: () => ({
      dynamodb: 'http://d',
      sqs: 'http://s',
      eventbridge: 'http://e',
      kms: 'http://k',
      s3: 'http://b',
      lambda: 'http://l',
    }),
    runDirectory: join(directory, 'run'),
    logDirectory: join(directory, 'logs'),
    readLine: (line) => lines.push(line),
  })
})

afterAll(async () => {
  await functions.stop()
  expect(processesOf(process.pid)).toEqual([])
  rmSync(directory, { recursive: true, force: true })
})

test('a handler gets its context, and its answer arrives as JSON', async () => {
  const result = await functions.invoke('note', {})
  expect(result).toEqual({
    status: 'succeeded',
    payload: { calls: 1, name: 'note', left: expect.any(Number) },
  })
  const { left } = (result as { payload: { left: number } }).payload
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(300)
})

test('a handler that throws fails the invocation and keeps its sandbox', async () => {
  expect(await functions.invoke('note', { fail: 'no such claim' })).toEqual({
    status: 'failed',
    errorType: 'TypeError',
    errorMessage: 'no such claim',
  })
  expect(await functions.invoke('note', {})).toMatchObject({ payload: { calls: 3 } })
})

test('what it prints is seen line by line', async () => {
  await functions.invoke('note', { print: 'one\ntwo' })
  await expect.poll(() => lines).toEqual(expect.arrayContaining(['one', 'two']))
})

test('an invocation that takes too long is ended, and the next one starts afresh', async () => {
  expect(await functions.invoke('note', { sleep: 5000 })).toMatchObject({
    status: 'failed',
    errorType: 'Sandbox.Timedout',
  })
  expect(await functions.invoke('note', {})).toMatchObject({ payload: { calls: 1 } })
})

test('a sandbox that ends itself fails the invocation', async () => {
  expect(await functions.invoke('note', { exit: true })).toMatchObject({
    status: 'failed',
    errorType: 'Runtime.ExitError',
  })
})

test('a bundle that is not there fails each invocation', async () => {
  expect(await functions.invoke('broken', {})).toMatchObject({ status: 'failed' })
  expect(await functions.invoke('broken', {})).toMatchObject({ status: 'failed' })
})
