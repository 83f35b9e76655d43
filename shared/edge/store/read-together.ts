import { AsyncLocalStorage } from 'node:async_hooks'
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Key, Stored } from '#shared/edge/store/item.ts'
import { nameOf } from '#shared/edge/store/item.ts'
import { must } from '#shared/kernel/errors.ts'

/** Reads items, in the order of their keys; up to 100 in one round trip. */
export type ReadItems = (keys: readonly Key[], consistent: boolean) => Promise<(Stored | undefined)[]>

/** The limit of DynamoDB's batch of reads. */
const largestBatch = 100

const readOne = async (client: DynamoDBClient, TableName: string, key: Key, ConsistentRead: boolean) => {
  const { Item: found } = await client.send(
    new GetItemCommand({ TableName, Key: toAttributes(key), ConsistentRead }),
  )
  return found ? [found] : []
}

const readBatch = async (
  client: DynamoDBClient,
  table: string,
  keys: readonly Key[],
  options: { readonly consistent: boolean; readonly pause: (attempt: number) => Promise<void> },
): Promise<Record<string, AttributeValue>[]> => {
  const found: Record<string, AttributeValue>[] = []
  let pending: Record<string, AttributeValue>[] = keys.map(toAttributes)
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    must(attempt < mostAttempts, 'store.busy', 'some items could not be read', { items: pending.length })
    if (attempt > 0) await options.pause(attempt)
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { [table]: { Keys: pending, ConsistentRead: options.consistent } },
      }),
    )
    found.push(...(Responses?.[table] ?? []))
    pending = UnprocessedKeys?.[table]?.Keys ?? []
  }
  return found
}

const mostAttempts = 12

const atOnce: PendingRead['onBehalf'] = (act) => act()

type PendingRead = {
  readonly keys: readonly Key[]
  readonly resolve: (items: (Stored | undefined)[]) => void
  readonly reject: (cause: unknown) => void
  /** Runs something in the context of the caller that asked: the cost of a batch is counted with its first member. */
  readonly onBehalf: <Result>(act: () => Result) => Result
}

/** Takes from the front what fits into one batch: whole requests, whose keys may be the same as others'. */
const takeBatch = (queue: PendingRead[]): { readonly taken: PendingRead[]; readonly keys: Key[] } => {
  const keys = new Map<string, Key>()
  const taken: PendingRead[] = []
  for (let next = queue[0]; next; next = queue[0]) {
    const added = next.keys.filter((key) => !keys.has(nameOf(key)))
    if (taken.length > 0 && keys.size + added.length > largestBatch) break
    for (const key of added) keys.set(nameOf(key), key)
    taken.push(next)
    queue.shift()
  }
  return { taken, keys: [...keys.values()] }
}

/**
 * Concurrent work that asks for reads at the same moment shares one request to the database. The messages of a batch,
 * or the rows of a file, each say what they need. They share round trips without knowing of each other. Consistent and
 * eventual reads are kept apart.
 */
export const readTogether = (
  client: DynamoDBClient,
  tableName: () => string,
  {
    pause,
    see,
  }: {
    readonly pause: (attempt: number) => Promise<void>
    /** Takes an item as the database answers it. */
    readonly see: (attributes: Record<string, AttributeValue>) => Stored
  },
): ReadItems => {
  const queues: Record<'consistent' | 'eventual', PendingRead[]> = { consistent: [], eventual: [] }

  const answer = async ({ taken, keys }: ReturnType<typeof takeBatch>, consistent: boolean) => {
    try {
      const [only] = keys
      const items =
        only && keys.length === 1
          ? await readOne(client, tableName(), only, consistent)
          : await readBatch(client, tableName(), keys, { consistent, pause })
      const found = new Map(items.map(see).map((item) => [nameOf(item), item]))
      for (const { keys: own, resolve } of taken) resolve(own.map((key) => found.get(nameOf(key))))
    } catch (cause) {
      for (const { reject } of taken) reject(cause)
    }
  }

  const flush = (kind: 'consistent' | 'eventual') => {
    const queue = queues[kind]
    while (queue[0]) {
      const { onBehalf } = queue[0]
      const batch = takeBatch(queue)
      void onBehalf(() => answer(batch, kind === 'consistent'))
    }
  }

  return (keys, consistent) => {
    if (keys.length === 0) return Promise.resolve([])
    const kind = consistent ? 'consistent' : 'eventual'
    return new Promise((resolve, reject) => {
      // The first to ask has everyone wait for whoever asks in the same turn of the event loop, which is then its own.
      const isFirst = queues[kind].length === 0
      if (isFirst) setImmediate(flush, kind)
      const onBehalf = isFirst ? atOnce : AsyncLocalStorage.snapshot()
      queues[kind].push({ keys, resolve, reject, onBehalf })
    })
  }
}
