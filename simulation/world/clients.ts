import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Random } from '../../cli/generate/random.ts'
import type { Bus } from './bus.ts'
import type { Faults } from './faults.ts'
import type { MessageAttributes, Queues } from './queues.ts'
import type { Invoke, Life } from './sandbox.ts'
import type { Time } from './time.ts'

export type Means = {
  readonly time: Time
  readonly random: Random
  readonly faults: Faults
  readonly life: Life
}

/** What answers a request at once, or throws as AWS would. */
type Answering = (input: object) => object

/** As often as the SDK sends a request, where nothing else was asked. */
const attempts = 3

/** Settles a promise with what an answer is, now or later. */
type Settle = (resolve: (output: object) => void, reject: (error: unknown) => void) => void

const attempt = (answer: Answering, input: object): Settle => {
  try {
    const output = answer(input)
    return (resolve) => resolve(output)
  } catch (error) {
    return (_, reject) => reject(error)
  }
}

/**
 * Sends requests as the SDK does. Each takes some milliseconds there and back. It is sent again when its answer was
 * lost, and is never answered once the caller is dead.
 */
const sending =
  (answer: Answering, { time, random, faults, life }: Means) =>
  async ({ input }: { readonly input: object }): Promise<object> => {
    const never = () => new Promise<never>(() => {})
    for (let nth = 1; ; nth += 1) {
      await time.sleep(random.between(1, 6))
      if (faults.happens('killedBefore')) life.kill('killed before a request')
      if (!life.isAlive()) return never()
      const settle = attempt(answer, input)
      if (faults.happens('killedAfter')) life.kill('killed after a request')
      await time.sleep(random.between(1, 6))
      if (!life.isAlive()) return never()
      if (nth === attempts || !faults.happens('lostAnswer')) return new Promise(settle)
    }
  }

const unavailable = (): Error =>
  Object.assign(new Error('the bus does not answer'), { name: 'ServiceUnavailableException' })

/** A client of the bus. */
export const busClient = (bus: Bus, means: Means): EventBridgeClient =>
  ({
    send: sending((input) => {
      if (means.faults.happens('refusedCall')) throw unavailable()
      return bus.put(input)
    }, means),
  }) as unknown as EventBridgeClient

type Sent = { readonly MessageBody: string; readonly MessageAttributes?: MessageAttributes }
type Hidden = { readonly ReceiptHandle: string; readonly VisibilityTimeout: number }
type Removed = { readonly ReceiptHandle: string }
type Batch = { readonly QueueUrl: string; readonly Entries: readonly (Sent | Hidden | Removed)[] }

/** A client of the queues; a queue's URL ends with its name. */
export const queueClient = (queues: Queues, means: Means): SQSClient => {
  const answer: Answering = (input) => {
    const { QueueUrl, Entries: entries } = input as Batch
    const Failed = entries.filter(() => means.faults.happens('refusedMessage'))
    const name = QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)
    for (const entry of entries)
      if (Failed.includes(entry)) continue
      else if ('MessageBody' in entry) queues.send(name, entry.MessageBody, entry.MessageAttributes)
      else if ('VisibilityTimeout' in entry) queues.hide(name, [entry.ReceiptHandle], entry.VisibilityTimeout)
      else queues.drop(name, [entry.ReceiptHandle])
    return { Failed }
  }
  return { send: sending(answer, means) } as unknown as SQSClient
}

type Question = { readonly input: { readonly FunctionName: string; readonly Payload: Uint8Array } }

/** A client that asks functions and waits for their answer. */
export const functionClient = (invoke: Invoke, { life }: Means): LambdaClient => {
  const send = async ({ input: { FunctionName, Payload } }: Question) => {
    const outcome = await invoke(FunctionName, JSON.parse(Buffer.from(Payload).toString('utf8')))
    if (!life.isAlive()) return new Promise(() => {})
    return outcome.status === 'succeeded'
      ? { Payload: Buffer.from(JSON.stringify(outcome.payload)) }
      : { FunctionError: outcome.errorType, Payload: Buffer.from('{}') }
  }
  return { send, middlewareStack: { remove: () => false } } as unknown as LambdaClient
}
