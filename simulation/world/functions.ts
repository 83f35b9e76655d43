import { inboxAt } from '#shared/edge/events/inbox.ts'
import { setAsideAt } from '#shared/edge/events/set-aside.ts'
import { openAsk } from '#shared/edge/function/ask.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { queuesIn } from '#shared/edge/watch/service-queue.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { Random } from '../../cli/generate/random.ts'
import type { LambdaFunction, Model } from '../../local/template/model.ts'
import type { Database } from '../database/database.ts'
import type { Around } from '../services/parts.ts'
import { handlerOf } from '../services/parts.ts'
import { memoryBucket } from './bucket.ts'
import type { Bus } from './bus.ts'
import { busClient, functionClient, queueClient } from './clients.ts'
import type { Faults } from './faults.ts'
import { openMeters } from './meters.ts'
import { memoryPublicFiles } from './public-files.ts'
import type { Queues } from './queues.ts'
import type { Invoke, Life } from './sandbox.ts'
import { openFunction } from './sandbox.ts'
import type { Time } from './time.ts'
import { wrappingStandIn } from './wrapping.ts'

export type Grounds = {
  readonly time: Time
  readonly random: Random
  readonly faults: Faults
  readonly database: Database
  readonly queues: Queues
  readonly bus: Bus
  readonly policy: Policy
  /** The sandboxes by the names of their database clients. */
  readonly lives: Map<string, Life>
  readonly metered: boolean
}

const partOf = ({ name, environment: { SERVICE_NAME = '' } }: LambdaFunction) => {
  const part = /-(\w+?)Function$/.exec(name)?.[1] ?? ''
  return { service: SERVICE_NAME, part: part.toLowerCase() }
}

/** The functions of the template, each with the handler that its service composes. */
export const openFunctions = ({ functions }: Pick<Model, 'functions'>, grounds: Grounds) => {
  const { database, queues, bus, policy, lives, metered } = grounds
  const meters = openMeters()
  const files = memoryBucket()
  const publicFiles = memoryPublicFiles()
  const runs = new Map<string, Invoke>()
  const counts = { invocations: 0, running: 0 }

  const invoke: Invoke = async (name, event) => {
    const run = runs.get(name)
    if (!run) throw new Error(`there is no function ${name}`)
    counts.invocations += 1
    counts.running += 1
    const outcome = await run(name, event)
    counts.running -= 1
    return outcome
  }
  const answering = functions.find((fn) => partOf(fn).part === 'answer')?.name ?? ''

  /** What a new sandbox of a function has in place of AWS. */
  const aroundOf = ({ environment }: LambdaFunction, life: Life, client: string): Around => {
    const means = { ...grounds, life }
    const ask = openAsk(functionClient(invoke, means))
    const queue = queueClient(queues, means)
    lives.set(client, life)
    return {
      openTable: (name = 'TABLE_NAME') => {
        const dynamo = database.connect(client)
        const requests = metered ? meterRequests(dynamo) : undefined
        return {
          store: openStore(dynamo, () => environment[name] ?? ''),
          meter: (operation, cases) =>
            requests && meters.add(`${environment.SERVICE_NAME}/${operation}`, requests.drain(), cases),
        }
      },
      openWorkQueue: () => ({
        queue,
        queueUrl: () => environment.WORK_QUEUE_URL ?? '',
        watched: () => queuesIn(environment.WATCHED_QUEUES ?? ''),
        outboxUrl: () => environment.OUTBOX_QUEUE_URL ?? '',
      }),
      openBus: () => {
        const toBus = {
          ...{ client: busClient(bus, means), busName: environment.BUS_NAME ?? '' },
          setAside: setAsideAt(queue, () => environment.OUTBOX_DEAD_LETTERS_URL ?? ''),
        }
        return () => toBus
      },
      inbox: inboxAt(queue, () => environment.INBOX_QUEUES ?? ''),
      ...{ policy: () => policy, wrapping: wrappingStandIn, files, publicFiles },
      ask: (_, question) => ask(answering, question),
    }
  }

  for (const fn of functions) {
    const { service, part } = partOf(fn)
    if (service === '' || part === '') continue
    let sandboxes = 0
    const open = (life: Life) => {
      sandboxes += 1
      return handlerOf(service, part, aroundOf(fn, life, `${fn.name}-${sandboxes}`))
    }
    const run = openFunction({ name: fn.name, timeoutMillis: fn.timeoutMillis, open }, grounds)
    runs.set(fn.name, (_, event) => run(event))
  }

  return { invoke, units: meters.units, counts: () => ({ ...counts }) }
}
