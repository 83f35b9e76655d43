import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { Random } from '../../cli/generate/random.ts'
import type { Bus } from './bus.ts'
import type { Faults } from './faults.ts'
import type { Message, MessageAttributes, Queues } from './queues.ts'
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

const unavailable = (who: string): Error =>
  Object.assign(new Error(`${who} does not answer`), { name: 'ServiceUnavailableException' })

/** A client of the bus. */
export const busClient = (bus: Bus, means: Means): EventBridgeClient =>
  ({
    send: sending((input) => {
      if (means.faults.happens('refusedCall')) throw unavailable('the bus')
      return bus.put(input)
    }, means),
  }) as unknown as EventBridgeClient

type Sent = { readonly MessageBody: string; readonly MessageAttributes?: MessageAttributes }
type Hidden = { readonly ReceiptHandle: string; readonly VisibilityTimeout: number }
type Removed = { readonly ReceiptHandle: string }
/** Something that is done with a message; requests of one message and of several say it alike. */
type Entry = Sent | Hidden | Removed
type Batch = { readonly Entries: readonly Entry[] }
type Receive = {
  readonly MaxNumberOfMessages: number
  readonly VisibilityTimeout?: number
  readonly WaitTimeSeconds?: number
}
type Depth = { readonly AttributeNames: readonly string[] }
type ToQueue = { readonly QueueUrl: string } & (Batch | Entry | Receive | Depth)

const asReceived = ({ id, body, attributes, receives, sentAt }: Message) => ({
  ...{ MessageId: id, ReceiptHandle: id, Body: body, MessageAttributes: attributes },
  Attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: String(receives) },
})

const depthIn = (queues: Queues, name: string) => {
  const { visible, hidden, coming } = queues.parts(name)
  return {
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(coming),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
  }
}

/** A client of the queues; a queue's URL ends with its name. */
export const queueClient = (queues: Queues, means: Means): SQSClient => {
  const { faults, time } = means
  const apply = (name: string, entry: Entry): void => {
    if ('MessageBody' in entry) queues.send(name, entry.MessageBody, entry.MessageAttributes)
    else if ('VisibilityTimeout' in entry) queues.hide(name, [entry.ReceiptHandle], entry.VisibilityTimeout)
    else queues.drop(name, [entry.ReceiptHandle])
  }
  const answer: Answering = (input) => {
    const request = input as ToQueue
    const name = request.QueueUrl.slice(request.QueueUrl.lastIndexOf('/') + 1)
    if ('AttributeNames' in request) return { Attributes: depthIn(queues, name) }
    if ('MaxNumberOfMessages' in request) {
      const { MaxNumberOfMessages: most, VisibilityTimeout } = request
      return { Messages: queues.receive(name, most, VisibilityTimeout).map(asReceived) }
    }
    if ('Entries' in request) {
      const Failed = request.Entries.filter(() => faults.happens('refusedMessage'))
      for (const entry of request.Entries) if (!Failed.includes(entry)) apply(name, entry)
      return { Failed }
    }
    if (faults.happens('refusedMessage')) throw unavailable('the queue')
    apply(name, request)
    return {}
  }
  const send = sending(answer, means)
  /** Whoever asks a queue for messages waits for them as long as they say. */
  const waiting = async (command: { readonly input: object }): Promise<object> => {
    const answered = (await send(command)) as { readonly Messages?: readonly object[] }
    const { WaitTimeSeconds = 0 } = command.input as Partial<Receive>
    if (answered.Messages?.length !== 0 || WaitTimeSeconds === 0) return answered
    await time.sleep(WaitTimeSeconds * 1000)
    return send(command)
  }
  return { send: waiting } as unknown as SQSClient
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
