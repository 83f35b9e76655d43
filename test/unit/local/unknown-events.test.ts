import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { incomeSwept } from '#shared/contracts/contribution.ts'
import { deploymentNamed } from '../../../infra/config/deployment.ts'
import { createApp } from '../../../infra/create-app.ts'
import { defineProvince } from '../../../infra/province.ts'
import { services } from '../../../infra/services.ts'
import { deadLetterQueues } from '../../../local/activity.ts'
import { objectCreated } from '../../../local/buckets/object-created.ts'
import { createBus } from '../../../local/bus/create-bus.ts'
import { localClient, localPlace } from '../../../local/local-clients.ts'
import { readAssembly } from '../../../local/template/assembly.ts'
import type { Model } from '../../../local/template/model.ts'
import { readModel } from '../../../local/template/read-model.ts'
import { certain } from './chance.ts'
import { serve } from './serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'tongchou-unknown-events-'))
let model: Model

beforeAll(() => {
  const app = createApp(join(folder, 'out'), { builtinCloudFormationValidation: false })
  const bundle = mkdtempSync(join(folder, 'bundle-'))
  writeFileSync(join(bundle, 'index.mjs'), 'export const handler = async () => {}')
  defineProvince(app, deploymentNamed('standard'), services, () => bundle)
  app.synth()
  const place = { ...localPlace, queueUrl: (name: string) => name, apiUrl: 'http://127.0.0.1' }
  model = readModel(readAssembly(join(folder, 'out')), place)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The queues that the local bus, with the rules of the synthesized app, brings an event to. */
const queuesOf = async (source: string, detailType: string): Promise<string[]> => {
  const reached: string[] = []
  const [busName = ''] = model.busNames
  const { handleRequest } = createBus({
    busNames: [...model.busNames, 'default'],
    rules: model.rules,
    sendToQueue: (queue) => {
      reached.push(queue)
    },
    chaos: certain(),
  })
  await using server = await serve(handleRequest)
  const client = new EventBridgeClient(localClient(server.url))
  const entry = { EventBusName: busName, Source: source, DetailType: detailType, Detail: '{}' }
  const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries: [entry] }))
  client.destroy()
  expect(FailedEntryCount).toBe(0)
  return reached
}

/** The queues that word of a new object in the bucket reaches. */
const queuesOfFile = (key: string): string[] => {
  const reached: string[] = []
  const { announce } = createBus({
    busNames: [...model.busNames, 'default'],
    rules: model.rules,
    sendToQueue: (queue) => {
      reached.push(queue)
    },
    chaos: certain(),
  })
  const [{ name: bucket } = { name: '' }] = model.buckets
  announce('default', objectCreated({ bucket, key, size: 10, etag: 'e', reason: 'PutObject' }))
  return reached
}

const unknownQueue = 'tongchou-foundation-UnknownEventsUnknownQueue'

test.each([
  ['of an unknown type', 'tongchou.settlement', 'claims-forgotten.v1'],
  ['of an unknown version', incomeSwept.source, 'income-swept.v2'],
  ['of an unknown type from an outside source', 'tongchou.tax', 'payment-mad.v1'],
  ['from a source of ours that nobody knows', 'tongchou.unheard-of', 'anything.v1'],
])('an event %s lands with the unknown events and nowhere else', async (_, source, detailType) => {
  expect(await queuesOf(source, detailType)).toEqual([unknownQueue])
})

test('an event that a contract describes goes to whoever consumes it', async () => {
  expect(await queuesOf(incomeSwept.source, incomeSwept.detailType)).toEqual([
    'tongchou-budget-InboxEventsQueue',
  ])
})

test('a file of a kind that no service reads lands there too; one of a known kind goes to its service alone', async () => {
  expect(queuesOfFile('imports/holidays/340100/may.csv')).toEqual([unknownQueue])
  expect(queuesOfFile('imports/wages/340100/may.csv')).toEqual(['tongchou-contribution-RunsUnitsQueue'])
  expect(queuesOfFile('imports/persons/340100/may.csv')).toEqual(['tongchou-enrollment-RunsUnitsQueue'])
})

test('an unknown event is at rest for the local stack, which counts it with the dead letters', () => {
  expect(deadLetterQueues(model)).toContain(unknownQueue)
})
