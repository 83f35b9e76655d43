import { asStored } from '#shared/edge/store/write-marks.ts'
import { must } from '#shared/kernel/errors.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { seededRandom } from '../../cli/generate/random.ts'
import type { Units } from '../../local/contracts.ts'
import { createScheduler } from '../../local/scheduler/create-scheduler.ts'
import type { Model } from '../../local/template/model.ts'
import type { Attributes } from '../database/attributes.ts'
import type { Database } from '../database/database.ts'
import type { Call } from '../database/faults.ts'
import type { Bus } from './bus.ts'
import { openBus } from './bus.ts'
import type { Caller } from './caller.ts'
import { openCaller } from './caller.ts'
import { watchDatabase } from './database-faults.ts'
import type { FaultKind, Faults } from './faults.ts'
import { openFaults } from './faults.ts'
import { openFeeding, shards } from './feeding.ts'
import { openFunctions } from './functions.ts'
import type { Queues } from './queues.ts'
import { openQueues } from './queues.ts'
import type { Invoke, Life } from './sandbox.ts'
import { seedCrypto } from './secret-chance.ts'
import type { Time } from './time.ts'
import { openTime } from './time.ts'

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
  /** Waits until nothing moves: no record to publish, no message, no function at work. @throws TongchouError `simulation.never-quiet` past so many hours of virtual time */
  readonly quiet: (mostHours?: number) => Promise<void>
  /** A service neither takes messages nor publishes, until it is up again. */
  readonly setDown: (service: string, isDown: boolean) => void
  /** Whether queues are delivered to their functions; streams are. */
  readonly setDelivery: (isOn: boolean) => void
  /** From now on functions with such names have no right to any table. */
  readonly deny: (functions: (name: string) => boolean) => void
  /** From now on such requests end whoever makes them. */
  readonly endAt: (calls: (call: Call) => boolean) => void
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

const hour = 3_600_000

/** What was read of an item: items are never changed, and are looked at again and again when a story is over. */
const readItems = new WeakMap<Attributes, RecordedItem>()

const read = (item: Attributes): RecordedItem => {
  const known = readItems.get(item) ?? asStored(item)
  readItems.set(item, known)
  return known
}

/** The table of each service, as its functions know it. */
const tablesOf = ({ functions }: Model): ReadonlyMap<string, string> =>
  new Map(
    functions.flatMap(({ environment: { SERVICE_NAME, TABLE_NAME } }) =>
      SERVICE_NAME && TABLE_NAME ? [[SERVICE_NAME, TABLE_NAME] as const] : [],
    ),
  )

/** Opens a world; it has the process's clock until it ends. */
export const openWorld = (options: WorldOptions): World => {
  const { model, policy, seed, metered = false } = options
  const random = seededRandom(`${seed}/world`)
  const time = openTime(options.start, random.next)
  const endCrypto = seedCrypto(seededRandom(`${seed}/crypto`).next)
  const faults = openFaults(seededRandom(`${seed}/faults`), options.faults)
  const by = { time, random, faults }
  const lives = new Map<string, Life>()
  const watch = watchDatabase(lives, by)
  const database = options.database({ ...watch, now: time.now, shards })
  const queues = openQueues(model.queues, by)
  const bus = openBus(model, { queues, faults })
  const functions = openFunctions(model, { ...by, database, queues, bus, policy, lives, metered })
  let ring = (): void => {}
  const invoke: Invoke = async (name, event) => {
    const outcome = await functions.invoke(name, event)
    ring()
    return outcome
  }
  const feeding = openFeeding(model, { ...by, queues, invoke, database })
  ring = feeding.ring
  const scheduler = options.schedules
    ? createScheduler({ schedules: model.schedules, sendToQueue: queues.send, clock: () => new Date() })
    : undefined
  const tables = tablesOf(model)
  const isQuiet = (): boolean => functions.counts().running === 0 && feeding.isQuiet()

  return {
    ...{ time, faults, queues, bus, database, tables },
    busName: model.busNames[0] ?? '',
    call: openCaller(invoke, (service) => `tongchou-${service}-ApiFunction`, by),
    quiet: async (mostHours = 48) => {
      const until = time.now() + mostHours * hour
      while (!isQuiet()) {
        // The words of a fault are only made where there is one: it is asked again and again.
        if (time.now() > until)
          must(
            false,
            'simulation.never-quiet',
            `work goes on for ever: ${JSON.stringify([...feeding.waiting()])}`,
          )
        ring()
        await time.sleep(500)
      }
    },
    setDown: feeding.setDown,
    deny: watch.deny,
    endAt: watch.endAt,
    setDelivery: feeding.setDelivery,
    deadLetters: feeding.deadLetters,
    *records() {
      for (const [service, table] of tables)
        for (const item of database.items(table)) yield { service, item: read(item) }
    },
    units: functions.units,
    counts: () => {
      const { invocations } = functions.counts()
      return { steps: time.steps(), invocations, requests: watch.requests(), events: bus.events() }
    },
    end: () => {
      scheduler?.stop()
      endCrypto()
      time.end()
    },
  }
}
