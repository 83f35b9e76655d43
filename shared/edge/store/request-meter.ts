import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  BatchGetItemCommandInput,
  ConsumedCapacity,
  DynamoDBClient,
  PutItemCommandInput,
  TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb'
import { itemSize } from '#shared/edge/store/item-size.ts'

/** What a piece of work cost at DynamoDB. */
export type Usage = { roundTrips: number; readUnits: number; writeUnits: number }

/** Tells the metrics what an operation cost since the last one, and for how many cases. */
export type Meter = (operation: string, cases: number) => void

/** Counts what passes through a client; `drain` returns the figures since the last call. */
export type RequestMeter = { readonly drain: () => Usage }

const nothing = (): Usage => ({ roundTrips: 0, readUnits: 0, writeUnits: 0 })

/** What each meter counted of a piece of work that is measured apart. */
type UsageByTask = WeakMap<object, Usage>
const pieces = new AsyncLocalStorage<UsageByTask>()

/** Does a piece of work whose requests are counted apart from those of others that go on beside it. */
export const measuredApart = <Result>(work: () => Promise<Result>): Promise<Result> =>
  pieces.run(new WeakMap(), work)
const reads = new Set([
  'GetItemCommand',
  'BatchGetItemCommand',
  'QueryCommand',
  'ScanCommand',
  'TransactGetItemsCommand',
])

/** What absent items of a batch cost too: half a unit a key, a whole one where consistent, like the smallest item. */
const leastBatchUnits = ({ RequestItems = {} }: BatchGetItemCommandInput): number =>
  Object.values(RequestItems).reduce(
    (units, { Keys = [], ConsistentRead }) => units + Keys.length * (ConsistentRead ? 1 : 0.5),
    0,
  )

const reported = (capacity: ConsumedCapacity | ConsumedCapacity[] | undefined): number =>
  [capacity ?? []].flat().reduce((units, each) => units + (each.CapacityUnits ?? 0), 0)

/**
 * Write units of a transaction by AWS's rule, from its own request: two for every started kilobyte of each item.
 * The size of an updated item is not in the request; it counts with what the request says of it.
 */
export const transactionUnits = ({ TransactItems = [] }: TransactWriteItemsCommandInput): number =>
  TransactItems.reduce((units, { Put, Update, Delete, ConditionCheck }) => {
    const size = Put?.Item
      ? itemSize(Put.Item)
      : itemSize({
          ...(Update ?? Delete ?? ConditionCheck)?.Key,
          ...Update?.ExpressionAttributeValues,
        })
    return units + 2 * Math.max(1, Math.ceil(size / 1024))
  }, 0)

/** What a request writes by its own account, so that one that fails is billed as AWS bills it. */
const ownWriteUnits = (command: string, input: object): number => {
  if (command === 'TransactWriteItemsCommand')
    return transactionUnits(input as TransactWriteItemsCommandInput)
  if (command !== 'PutItemCommand') return 0
  return Math.ceil(itemSize((input as PutItemCommandInput).Item ?? {}) / 1024)
}

/**
 * Puts a meter into a client's middleware. Figures follow AWS's billing rules: a failed transaction is billed too. A
 * transaction counts with the larger of our own figure and the service's, since the local database has no bill.
 */
export const meterRequests = (client: DynamoDBClient): RequestMeter => {
  const whole: UsageByTask = new WeakMap()
  const meter: RequestMeter = {
    drain: () => {
      const counted = pieces.getStore() ?? whole
      const drained = counted.get(meter) ?? nothing()
      counted.delete(meter)
      return drained
    },
  }
  const usageNow = (): Usage => {
    const counted = pieces.getStore() ?? whole
    const known = counted.get(meter)
    if (known) return known
    const usage = nothing()
    counted.set(meter, usage)
    return usage
  }
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? ''
      const input = { ReturnConsumedCapacity: 'TOTAL', ...(args.input as object) }
      usageNow().roundTrips += 1
      const own = () => ownWriteUnits(command, input)
      try {
        const result = await next({ ...args, input } as typeof args)
        const { ConsumedCapacity } = result.output as {
          ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[]
        }
        const least =
          command === 'BatchGetItemCommand' ? leastBatchUnits(input as BatchGetItemCommandInput) : 0
        if (reads.has(command)) usageNow().readUnits += Math.max(least, reported(ConsumedCapacity))
        else usageNow().writeUnits += Math.max(own(), reported(ConsumedCapacity))
        return result
      } catch (error) {
        usageNow().writeUnits += own()
        throw error
      }
    },
    { step: 'initialize', name: 'requestMeter', tags: ['METER'] },
  )
  return meter
}
