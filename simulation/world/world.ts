import { openAsk } from '#shared/edge/function/ask.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import { meterRequests } from '#shared/edge/store/request-meter.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { asStored } from '#shared/edge/store/write-marks.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { seededRandom } from '../../cli/generate/random.ts'
import type { Units } from '../../local/contracts.ts'
import type { StreamRecord } from '../../local/dynamodb/read-records.ts'
import { createScheduler } from '../../local/scheduler/create-scheduler.ts'
import type { LambdaFunction, Model } from '../../local/template/model.ts'
import type { Database } from '../database/database.ts'
import type { Surroundings } from '../services/parts.ts'
import { handlerOf } from '../services/parts.ts'
import { openBucketStandIn } from './bucket.ts'
import type { Bus } from './bus.ts'
import { openBus } from './bus.ts'
import type { Caller } from './caller.ts'
import { openCaller } from './caller.ts'
import { busClient, functionClient, queueClient } from './clients.ts'
import { watchDatabase } from './database-faults.ts'
import type { FaultKind, Faults } from './faults.ts'
import { openFaults } from './faults.ts'
import { openMeters } from './meters.ts'
import type { Queues } from './queues.ts'
import { openQueues } from './queues.ts'
import type { Invoke, Life } from './sandbox.ts'
import { openFunction } from './sandbox.ts'
import { seedCrypto } from './secret-chance.ts'
import type { Shard } from './sources.ts'
import { feedFromQueue, feedFromStream } from './sources.ts'
import type { Time } from './time.ts'
import { openTime } from './time.ts'
import { wrappingStandIn } from './wrapping.ts'

/** The five services as they are deployed, in one process and one seed. */
export type World = {
  readonly time: Time
  readonly faults: Faults
  readonly queues: Queues
  readonly bus: Bus
  readonly database: Database
  readonly call: Caller
  readonly busName: string
  /** The table of each service. */
  readonly tables: ReadonlyMap<string, string>
  /** Whether nothing moves: no record to publish, no message, no function at work. */
  readonly isQuiet: () => boolean
  /** Waits until nothing moves. @throws TongchouError `simulation.never-quiet` past so many hours of virtual time */
  readonly quiet: (mostHours?: number) => Promise<void>
  /** A service neither takes messages nor publishes, until it is up again. */
  readonly setDown: (service: string, isDown: boolean) => void
  /** How many messages lie in each dead-letter queue that holds any. */
  readonly deadLetters: () => ReadonlyMap<string, number>
  readonly records: () => Generator<{ readonly service: string; readonly item: RecordedItem }>
  /** What operations cost, by service and name, where it is metered. */
  readonly units: () => Units
  readonly counts: () => {
    readonly steps: number
    readonly invocations: number
    readonly requests: number
    readonly events: number
  }
  readonly end: () => void
}

export type WorldOptions = {
  readonly model: Model
  readonly policy: Policy
  readonly seed: number | string
  readonly start: Date
  readonly faults: readonly FaultKind[]
  /** What the tables hold at the start. */
  readonly database: (
    watch: ReturnType<typeof watchDatabase> & { readonly now: () => number; readonly shards: number },
  ) => Database
  /** Whether the schedules of the template run. */
  readonly schedules: boolean
  /** Whether request units are counted. */
  readonly metered?: boolean
}

const shards = 2
const hour = 3_600_000

const partOf = ({ name, environment: { SERVICE_NAME = '' } }: LambdaFunction) => {
  const part = /-(\w+?)Function$/.exec(name)?.[1] ?? ''
  return { service: SERVICE_NAME, part: part.toLowerCase() }
}

/** Opens a world; it has the process's clock until it ends. */
export const openWorld = (options: WorldOptions): World => {
  const { model, policy, seed } = options
  const random = seededRandom(`${seed}/world`)
  const time = openTime(options.start, random.next)
  const endCrypto = seedCrypto(seededRandom(`${seed}/crypto`).next)
  const faults = openFaults(seededRandom(`${seed}/faults`), options.faults)
  const by = { time, random, faults }
  const lives = new Map<string, Life>()
  const rings: (() => void)[] = []
  const ringStreams = (): void => {
    for (const ring of rings) ring()
  }
  const watch = watchDatabase(lives, by)
  const meters = openMeters()
  const database = options.database({ ...watch, now: time.now, shards })
  const queues = openQueues(model.queues, by)
  const bus = openBus(model, { queues, faults })
  const files = openBucketStandIn()

  let invocations = 0
  const functions = new Map<string, ReturnType<typeof openFunction>>()
  let running = 0
  const invoke: Invoke = async (name, event) => {
    const run = functions.get(name)
    if (!run) throw new Error(`there is no function ${name}`)
    invocations += 1
    running += 1
    const outcome = await run(event)
    running -= 1
    ringStreams()
    return outcome
  }

  const answerOf = (service: string): string =>
    model.functions.map(({ name }) => name).find((name) => name.includes(`-${service}-Answer`)) ?? ''

  const surroundings = (fn: LambdaFunction, life: Life, client: string): Surroundings => {
    const means = { ...by, life }
    const dynamo = database.connect(client)
    const requests = options.metered ? meterRequests(dynamo) : undefined
    lives.set(client, life)
    const { TABLE_NAME = '', JOURNAL_TABLE_NAME = '', BUS_NAME = '', WORK_QUEUE_URL = '' } = fn.environment
    const store = openStore(dynamo, () => TABLE_NAME)
    const journalStore = openStore(dynamo, () => JOURNAL_TABLE_NAME)
    const queue = queueClient(queues, means)
    const ask = openAsk(functionClient(invoke, means))
    return {
      ...{ store, journalStore, journal: openJournal(journalStore), policy: () => policy },
      meter: (operation, cases) =>
        requests && meters.add(`${fn.environment.SERVICE_NAME}/${operation}`, requests.drain(), cases),
      runs: () => ({ store, queue, queueUrl: WORK_QUEUE_URL }),
      bus: () => ({ client: busClient(bus, means), busName: BUS_NAME }),
      ...{ wrapping: wrappingStandIn, files },
      ask: (_, question) => ask(answerOf('enrollment'), question),
    }
  }

  let sandboxes = 0
  for (const fn of model.functions) {
    const { service, part } = partOf(fn)
    if (service === '' || part === '') continue
    functions.set(
      fn.name,
      openFunction(
        {
          name: fn.name,
          timeoutMillis: fn.timeoutMillis,
          open: (life) => {
            sandboxes += 1
            return handlerOf(service, part, surroundings(fn, life, `${fn.name}-${sandboxes}`))
          },
        },
        by,
      ),
    )
  }

  const sourceParts = { ...by, queues, invoke }
  const serviceOf = (functionName: string): string =>
    model.functions.find(({ name }) => name === functionName)?.environment.SERVICE_NAME ?? ''
  const shardsOf = (tableName: string): Shard[] => {
    const stream = database.stream(tableName)
    return Array.from({ length: stream ? shards : 0 }, (_, shard) => {
      const from = stream?.latest() ?? 0
      return {
        id: String(shard),
        after: (sequence, most) =>
          (stream?.read(shard, sequence === undefined ? from : Number(sequence), most).records ??
            []) as readonly StreamRecord[],
      }
    })
  }
  const sources = [
    ...model.queueSources.map((source) => ({
      service: serviceOf(source.functionName),
      ...feedFromQueue(source, sourceParts),
    })),
    ...model.streamSources.map((source) => {
      const fed = feedFromStream(source, shardsOf(source.tableName), sourceParts)
      rings.push(fed.ring)
      return { service: serviceOf(source.functionName), ...fed }
    }),
  ]
  const dead = new Set(
    [
      ...model.queues.map(({ redrive }) => redrive?.deadLetterQueueName),
      ...model.streamSources.map(({ failureQueueName }) => failureQueueName),
    ].filter((name) => name !== undefined),
  )
  const live = model.queues
    .map(({ name }) => name)
    .filter((name) => !dead.has(name) && !name.includes('Unknown'))
  const isQuiet = (): boolean =>
    running === 0 &&
    sources.every(({ busy }) => busy() === 0) &&
    live.every((name) => queues.depth(name) === 0)
  const scheduler = options.schedules
    ? createScheduler({ schedules: model.schedules, sendToQueue: queues.send, clock: () => new Date() })
    : undefined
  const tables = new Map(
    model.functions.flatMap(({ environment: { SERVICE_NAME, TABLE_NAME } }) =>
      SERVICE_NAME && TABLE_NAME ? [[SERVICE_NAME, TABLE_NAME] as const] : [],
    ),
  )

  return {
    ...{ time, faults, queues, bus, database, tables, isQuiet },
    busName: model.busNames[0] ?? '',
    call: openCaller(invoke, (service) => `tongchou-${service}-ApiFunction`, by),
    quiet: async (mostHours = 48) => {
      const until = time.now() + mostHours * hour
      while (!isQuiet()) {
        if (time.now() > until)
          throw new Error(
            `never quiet: ${JSON.stringify(live.map((name) => [name, queues.depth(name)]).filter(([, depth]) => depth !== 0))}`,
          )
        ringStreams()
        await time.sleep(500)
      }
    },
    setDown: (service, isDown) => {
      for (const source of sources) if (source.service === service) source.pause(isDown)
    },
    deadLetters: () =>
      new Map([...dead].map((name) => [name, queues.depth(name)] as const).filter(([, depth]) => depth > 0)),
    *records() {
      for (const [service, table] of tables)
        for (const item of database.items(table)) yield { service, item: asStored(item) }
    },
    units: meters.units,
    counts: () => ({ steps: time.steps(), invocations, requests: watch.requests(), events: bus.events() }),
    end: () => {
      scheduler?.stop()
      endCrypto()
      time.end()
    },
  }
}
