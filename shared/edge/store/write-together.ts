import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  AttributeValue,
  CancellationReason,
  DynamoDBClient,
  TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import type { Stored } from '#shared/edge/store/item.ts'
import { carriesMark } from '#shared/edge/store/write-marks.ts'
import type { WriteResult } from '#shared/edge/store/write-outcome.ts'
import { clashed, failedConditions, reasonsOf, wasRefused } from '#shared/edge/store/write-outcome.ts'

/** What is to be written whole or not at all, the names of the items, and the mark they bear. */
type Transaction = {
  readonly items: readonly TransactWriteItem[]
  readonly names: readonly string[]
  readonly mark: Uint8Array
}
type See = (attributes: Record<string, AttributeValue>) => Stored
type Means = {
  /** Sends a request as often as it takes. */
  readonly retrying: (send: () => Promise<unknown>, mark: Uint8Array) => Promise<WriteResult>
  /** Takes an item as the database answers it. */
  readonly see: See
}

type PendingWrite = Transaction & {
  readonly resolve: (outcome: WriteResult | Promise<WriteResult>) => void
  readonly reject: (cause: unknown) => void
  /** Runs something in the context of the caller that asked: the cost of a group is counted with its first member. */
  readonly onBehalf: <Result>(act: () => Result) => Result
}

/** DynamoDB takes a hundred. With fewer, less has to be sent again when one of them fails. */
const mostItems = 40

/** Puts transactions together that name no item twice; each stays whole. */
const inGroups = (queue: readonly PendingWrite[]): readonly (readonly PendingWrite[])[] => {
  const groups: { readonly names: Set<string>; readonly members: PendingWrite[] }[] = []
  for (const wanted of queue) {
    const hasRoom = ({ names }: { readonly names: ReadonlySet<string> }) =>
      names.size + wanted.names.length <= mostItems && !wanted.names.some((name) => names.has(name))
    const group = groups.find(hasRoom)
    if (group) {
      group.members.push(wanted)
      for (const name of wanted.names) group.names.add(name)
    } else groups.push({ names: new Set(wanted.names), members: [wanted] })
  }
  return groups.map(({ members }) => members)
}

/** The members of a refused group, each with the reasons for its own writes. */
const reasonsOfEach = (group: readonly PendingWrite[], reasons: readonly CancellationReason[], see: See) => {
  let start = 0
  return group.map((wanted) => {
    const own = reasons.slice(start, start + wanted.items.length)
    start += wanted.items.length
    return { wanted, failed: failedConditions(own, see), isClean: !clashed(own) }
  })
}

const atOnce: PendingWrite['onBehalf'] = (act) => act()

/**
 * Concurrent work that asks for transactions at the same moment sends them as one, if they name no item in common. So
 * the claims of a batch, or the persons of a file, share round trips at the same price. Each is answered for itself:
 * one whose condition fails is rejected alone, and the others are sent again without it. Where it is not certain that
 * nothing was written, all are told of the error, as each would be that was sent alone.
 */
export const writeTogether = (
  client: DynamoDBClient,
  { retrying, see }: Means,
): ((transaction: Transaction) => Promise<WriteResult>) => {
  let queue: PendingWrite[] = []

  const write = (members: readonly Transaction[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: members.flatMap(({ items }) => items) }))
  const writeAlone = (wanted: PendingWrite): void =>
    wanted.resolve(wanted.onBehalf(() => retrying(() => write([wanted]), wanted.mark)))

  const settle = (group: readonly PendingWrite[]): void => {
    for (const { resolve } of group) resolve({ status: 'written' })
  }

  const send = async (group: readonly PendingWrite[]): Promise<void> => {
    const [first, ...others] = group
    if (!first || others.length === 0) return group.forEach(writeAlone)
    try {
      await first.onBehalf(() => write(group))
      settle(group)
    } catch (error) {
      const reasons = reasonsOf(error)
      // The group was carried out before, and as a whole: its first answer was lost.
      if (group.some(({ mark }) => carriesMark(reasons, mark))) return settle(group)
      if (wasRefused(error)) return part(group, reasons)
      for (const { reject } of group) reject(error)
    }
  }

  const part = (group: readonly PendingWrite[], reasons: readonly CancellationReason[]): void => {
    const each = reasonsOfEach(group, reasons, see)
    for (const { wanted, failed } of each)
      if (failed.length > 0) wanted.resolve({ status: 'rejected', failed })
    const open = each.filter(({ failed }) => failed.length === 0)
    const clean = open.filter(({ isClean }) => isClean)
    // Whoever is in nobody's way goes together again, unless the refusal did not say who was.
    const together = clean.length < group.length ? clean : []
    for (const own of open) if (!together.includes(own)) writeAlone(own.wanted)
    void send(together.map(({ wanted }) => wanted))
  }

  const flush = () => {
    const asked = queue
    queue = []
    for (const group of inGroups(asked)) void send(group)
  }

  return (transaction) =>
    new Promise((resolve, reject) => {
      // The first to ask has everyone wait for whoever asks in the same turn of the event loop, which is then its own.
      const isFirst = queue.length === 0
      if (isFirst) setImmediate(flush)
      const onBehalf = isFirst ? atOnce : AsyncLocalStorage.snapshot()
      queue.push({ ...transaction, resolve, reject, onBehalf })
    })
}
