import type { StreamRecord } from '../../local/dynamodb/read-records.ts'
import type { Model } from '../../local/template/model.ts'
import type { Database } from '../database/database.ts'
import type { Faults } from './faults.ts'
import type { Queues } from './queues.ts'
import type { Invoke } from './sandbox.ts'
import type { Shard } from './sources.ts'
import { feedFromQueue, feedFromStream } from './sources.ts'
import type { Time } from './time.ts'

/** In so many shards each stream is read. */
export const shards = 2

/** The shards of a table's stream, from what is written from now on. */
const shardsOf = (database: Database, tableName: string): Shard[] => {
  const stream = database.stream(tableName)
  const from = stream?.latest() ?? 0
  return Array.from({ length: stream ? shards : 0 }, (_, shard) => ({
    id: String(shard),
    from,
    after: (sequence, most, isChosen) => {
      const read = stream?.read(shard, sequence, most, (record) => isChosen(record as StreamRecord))
      return { records: (read?.records ?? []) as readonly StreamRecord[], next: read?.next ?? sequence }
    },
    skip: (sequence) => stream?.skip(shard, sequence) ?? { after: sequence, isBehind: false },
  }))
}

const isName = (name: string | undefined): name is string => name !== undefined

/** Feeds the functions from the template's queues and streams. */
export const openFeeding = (
  model: Model,
  parts: {
    readonly time: Time
    readonly faults: Faults
    readonly queues: Queues
    readonly invoke: Invoke
    readonly database: Database
  },
) => {
  const { queues, database } = parts
  const serviceOf = (functionName: string): string =>
    model.functions.find(({ name }) => name === functionName)?.environment.SERVICE_NAME ?? ''
  const streams = model.streamSources.map((source) => ({
    service: serviceOf(source.functionName),
    ...feedFromStream(source, shardsOf(database, source.tableName), parts),
  }))
  const queueSources = model.queueSources.map((source) => ({
    service: serviceOf(source.functionName),
    ...feedFromQueue(source, parts),
  }))
  const sources = [...queueSources, ...streams]
  const dead = new Set(
    [
      ...model.queues.map(({ redrive }) => redrive?.deadLetterQueueName),
      ...model.streamSources.map(({ failureQueueName }) => failureQueueName),
    ].filter(isName),
  )
  /** For how many reasons each service is down. */
  const down = new Map<string, number>()
  /** What no function reads is at rest: dead letters, and events that nobody knows. */
  const fed = model.queueSources.map(({ queueName }) => queueName)
  const waiting = () =>
    new Map(fed.map((name) => [name, queues.depth(name)] as const).filter(([, depth]) => depth > 0))
  return {
    /** Looks at the streams, where something may have been written. */
    ring: (): void => {
      for (const stream of streams) stream.ring()
    },
    waiting,
    isQuiet: (): boolean =>
      fed.every((name) => queues.depth(name) === 0) && sources.every(({ busy }) => busy() === 0),
    deadLetters: (): ReadonlyMap<string, number> =>
      new Map([...dead].map((name) => [name, queues.depth(name)] as const).filter(([, depth]) => depth > 0)),
    /** Whether the functions' queues are read. */
    setDelivery: (isOn: boolean): void => {
      for (const source of queueSources) source.pause(!isOn)
    },
    setDown: (service: string, isDown: boolean): void => {
      const reasons = (down.get(service) ?? 0) + (isDown ? 1 : -1)
      down.set(service, reasons)
      for (const source of sources) if (source.service === service) source.pause(reasons > 0)
    },
  }
}
