import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Stack } from 'aws-cdk-lib'
import { type CfnEventBus, Match, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { BusEvent } from '#shared/contracts/define-event.ts'
import { deploymentNamed } from '../../infra/config/deployment.ts'
import { createApp } from '../../infra/create-app.ts'
import { keptBundles } from '../../infra/kept-bundles.ts'
import { defineProvince } from '../../infra/province.ts'
import { services } from '../../infra/services.ts'
import type { FoundationStack } from '../../infra/stacks/foundation-stack.ts'
import { freePort } from '../../local/http/listen.ts'
import { localClient, localPlace } from '../../local/local-clients.ts'
import type { RunningStack } from '../../local/running-stack.ts'
import { startStack } from '../../local/stack.ts'

const tapQueue = 'tongchou-tap-Tap'

/** Synthesizes the app with one queue more, which gets every event of the services; answers the bus's name. */
const synthesizeTapped = async (folder: string, issuer: string): Promise<string> => {
  const app = createApp(folder, { builtinCloudFormationValidation: false })
  const bundleOf = await keptBundles(fileURLToPath(new URL('../..', import.meta.url)), services)
  defineProvince(app, deploymentNamed('standard', { issuer }), services, bundleOf)
  const { bus } = app.node.findChild('tongchou-foundation') as FoundationStack
  const tap = new Stack(app, 'tongchou-tap')
  new Rule(tap, 'Every', {
    eventBus: bus,
    eventPattern: { source: Match.prefix('tongchou.') },
    targets: [new SqsQueue(new Queue(tap, 'Tap'))],
  })
  app.synth()
  return tap.resolve((bus.node.defaultChild as CfnEventBus).name)
}

/** A stack in memory, and the events that its bus has carried. */
export type TappedStack = RunningStack & {
  readonly busName: string
  readonly events: () => Promise<BusEvent[]>
}

/** Starts the app in memory with a tap on its bus. */
export const startTappedStack = async (): Promise<TappedStack> => {
  const folder = mkdtempSync(join(tmpdir(), 'tongchou-tapped-'))
  try {
    const port = await freePort()
    const busName = await synthesizeTapped(folder, `http://127.0.0.1:${port}/_local/issuer`)
    const stack = await startStack({ inMemory: true, assembly: folder, port })
    return {
      ...stack,
      busName,
      events: () => readQueue(stack.endpoints.sqs),
      stop: async () => {
        await stack.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    throw cause
  }
}

/** Takes all messages out of the tap's queue. */
const readQueue = async (url: string): Promise<BusEvent[]> => {
  const client = new SQSClient(localClient(url))
  const QueueUrl = `${url}/${localPlace.account}/${tapQueue}`
  const events: BusEvent[] = []
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    )
    if (Messages.length === 0) return events
    events.push(...Messages.map(({ Body = '' }) => JSON.parse(Body) as BusEvent))
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
  }
}
