import type { SQSClient } from '@aws-sdk/client-sqs'
import type { BusEvent } from '#shared/contracts/define-event.ts'
import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import { openDoor } from '#shared/edge/http/door.ts'
import type { Fingerprint } from '#shared/edge/http/once.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { RunUnit, Tasks } from '#shared/edge/runs/run.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { RefusalTable } from '#shared/kernel/refusals.ts'
import { anyDay } from '#test/support/any-day.ts'
import type { Cuts } from '#test/support/cuts.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { openFieldsRead } from '#test/support/fields-read.ts'
import type { Call } from '#test/support/tour.ts'
import { pathOf } from '#test/support/tour.ts'
import { watchedQueues } from '#test/support/watched-queues.ts'

/** A service as its handlers put it together. */
export type Parts<Effects> = {
  readonly service: ServiceDeclaration
  readonly refusals: RefusalTable
  readonly effects: (given: ServiceEffects) => Effects
  readonly operations: (effects: Effects) => readonly Operation[]
  readonly tasks: (effects: Effects) => Tasks
  readonly subscriptions: (effects: Effects) => readonly Subscription[]
  readonly fingerprint?: (effects: Effects) => Fingerprint
}

const policy = readPolicy('shared/policy/anhui')

type Answer = { readonly statusCode: number; readonly body: string; readonly isBase64Encoded?: boolean }
type Handler = (event: object, context: object) => Promise<Answer>

const bodyOf = ({ body, isBase64Encoded }: Answer): Record<string, unknown> =>
  isBase64Encoded ? { file: body } : (JSON.parse(body) as Record<string, unknown>)

type Watch = { readonly ran: Map<string, number>; readonly narrowed: Set<string> }

/** An operation that is watched: how often its handler runs, and whether it asks what its caller reaches. */
const watched = (operation: Operation, { ran, narrowed }: Watch): Operation => {
  const name = nameOf(operation)
  return {
    ...operation,
    handle: (request) => {
      ran.set(name, (ran.get(name) ?? 0) + 1)
      const reaches: typeof request.reaches = (parties) => {
        narrowed.add(name)
        return request.reaches(parties)
      }
      return operation.handle({ ...request, reaches })
    },
  }
}

/** A service over an empty database, called through its door; units of its runs are worked on when the test says so. */
export const openDoorService = async <Effects>(parts: Parts<Effects>, cuts?: Cuts) => {
  process.env.TONGCHOU_STRICT = '1'
  const { service } = parts
  const dynamo = await startDynamo()
  await dynamo.createTable(service.name, service.indexes, service.keysOnly)
  await dynamo.createTable('journal', ['gsi1'])
  const tables = (name: string) => openStore(dynamo.client, () => name)
  const store = cuts ? cuts.over(tables(service.name), 'write') : tables(service.name)
  const remembering = openJournal(tables('journal'))
  const journal = cuts ? cuts.forgetful(remembering) : remembering
  const queued: RunUnit[] = []
  const watchedBeside = watchedQueues()
  const send = async (command: { input: { Entries: { MessageBody: string }[] } }) => {
    const seen = watchedBeside.send(command)
    if (seen !== undefined) return seen
    const { input } = command
    queued.push(...input.Entries.map(({ MessageBody }) => JSON.parse(MessageBody) as RunUnit))
    return {}
  }
  const queue = (cuts ? cuts.over({ send }, 'send') : { send }) as unknown as SQSClient
  const effects = parts.effects({
    store,
    journal,
    runs: () => ({ store, queue, queueUrl: 'queue' }),
    watched: watchedBeside.watched,
    outboxUrl: () => 'outbox',
    policy: () => policy,
    meter: () => {},
  })
  const ran = new Map<string, number>()
  const narrowed = new Set<string>()
  const fields = openFieldsRead()
  const operations = parts
    .operations(effects)
    .map((operation) => fields.watched(watched(operation, { ran, narrowed })))
  const fingerprint = parts.fingerprint?.(effects)
  const door = {
    operations,
    refusals: parts.refusals,
    journal,
    days: anyDay,
    ...(fingerprint ? { fingerprint } : {}),
  }
  const handler = openDoor(door) as unknown as Handler
  const tasks = parts.tasks(effects)
  const subscriptions = parts.subscriptions(effects)

  /** Sends a request as API Gateway hands it on. */
  const request = async (
    token: Readonly<Record<string, string>>,
    method: string,
    rawPath: string,
    {
      headers = {},
      query,
      body,
    }: {
      readonly headers?: Readonly<Record<string, string>>
      readonly query?: Readonly<Record<string, string>> | undefined
      readonly body?: string | undefined
    },
  ) => {
    const answer = await handler(
      {
        version: '2.0',
        rawPath,
        // As the gateway tells it for a route `/v1/service/{proxy+}`.
        pathParameters: { proxy: rawPath.split('/').slice(3).join('/') },
        headers,
        ...(query === undefined ? {} : { queryStringParameters: query }),
        requestContext: {
          requestId: `request-${rawPath}`,
          http: { method, path: rawPath },
          authorizer: { jwt: { claims: token, scopes: [] } },
        },
        ...(body === undefined ? {} : { body }),
        isBase64Encoded: false,
      },
      {},
    )
    return { status: answer.statusCode, body: bodyOf(answer) }
  }
  const call: Call = async (step) => {
    const [method = ''] = step.does.split(' ')
    return request(
      { sub: `clerk-${step.as.scope}-${step.as.division}`, ...step.as },
      method,
      decodeURIComponent(pathOf(step)),
      {
        headers: { 'idempotency-key': step.key, ...step.headers?.() },
        query: step.query,
        body: step.body === undefined ? undefined : JSON.stringify(step.body),
      },
    )
  }
  return {
    effects,
    operations,
    /** How often the handler of an operation ran. */
    runsOf: (operation: Operation): number => ran.get(nameOf(operation)) ?? 0,
    /** Whether the handler of an operation ever asked what its caller reaches. */
    isNarrowed: (operation: Operation): boolean => narrowed.has(nameOf(operation)),
    /** Fields that requests carried and that nothing of their operations read. */
    ignored: fields.ignored,
    call,
    request,
    /** Gives an event of another service to whoever subscribed to it. */
    deliver: async (event: BusEvent): Promise<void> => {
      const subscription = subscriptions.find(({ detailTypes }) => detailTypes.includes(event['detail-type']))
      if (!subscription) throw new Error(`nobody subscribed to ${event['detail-type']}`)
      await subscription.apply(event)
    },
    /** Works on everything that runs have queued, and on what that queues in its turn. */
    work: async (): Promise<void> => {
      for (let unit = queued.shift(); unit; unit = queued.shift()) await tasks[unit.task]?.(unit)
    },
    stop: dynamo.stop,
  }
}

export type DoorService = Awaited<ReturnType<typeof openDoorService>>
