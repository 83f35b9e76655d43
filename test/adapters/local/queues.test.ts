import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startQueues } from '../../../local/queues/queues.ts'

const directory = mkdtempSync(join(tmpdir(), 'tongchou-test-'))
const { signal } = new AbortController()
const inbox = { name: 'inbox', attributes: { VisibilityTimeout: '120' } }

afterAll(() => rmSync(directory, { recursive: true, force: true }))

const startInbox = async (dataDirectory: string) => {
  const queues = await startQueues({ port: 0, dataDirectory })
  await queues.ensure([inbox])
  return queues
}

test('a kept message that was received and not done with when the stack stopped is received again by the next one', async () => {
  const first = await startInbox(directory)
  first.send('inbox', 'claim settled')
  expect(await first.receive('inbox', { limit: 10, waitSeconds: 0, signal })).toHaveLength(1)
  await first.stop()

  const second = await startInbox(directory)
  expect(second.depth('inbox')).toEqual({ ready: 0, delayed: 0, inFlight: 1 })
  const again = await second.receive('inbox', { limit: 10, waitSeconds: 5, signal })
  expect(again.map(({ Body }) => Body)).toEqual(['claim settled'])
  await second.remove('inbox', again)
  expect(second.depth('inbox')).toEqual({ ready: 0, delayed: 0, inFlight: 0 })
  await second.stop()
})

test('a message that cannot be released is not passed over in silence', async () => {
  const queues = await startInbox(join(directory, 'unknown'))
  await expect(queues.release('inbox', [{ ReceiptHandle: 'unknown' }], 1)).rejects.toMatchObject({
    code: 'local.queue-refused',
  })
  await queues.stop()
})
