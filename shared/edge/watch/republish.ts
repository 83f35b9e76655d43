import { SendMessageCommand } from '@aws-sdk/client-sqs'
import type { Day } from '#shared/calendar/day.ts'
import { type AgainLetter, mostAgainBytes, type Recorded } from '#shared/edge/events/again.ts'
import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import type { ServiceEffects } from '#shared/edge/function/service-effects.ts'
import type { RunUnit, Tasks } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import { toAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { cutGreedily } from '#shared/kernel/cut-greedily.ts'
import { must } from '#shared/kernel/errors.ts'

/** The task of the units that publish once more what was recorded. */
export const republishTask = 'republish'

/** So many parts of a table are read at the same time. */
export const republishParts = 8

/** Pages of a megabyte that one call reads before it goes on in another, behind what waits meanwhile. */
const pagesAtOnce = 10

/** What a part came to: records that were sent, and those that no message holds or that tell nothing any more. */
export type Republished = { readonly sent: number; readonly tooLarge: number; readonly unfit: number }

type Days = { readonly from: Day; readonly to: Day }
type PartInput = Days & Republished & { readonly part: number; readonly cursor?: string }

type Outbox = {
  /** The kinds that the service publishes. */
  readonly kinds: readonly string[]
  readonly toEvents: (changes: readonly Change[]) => readonly Outgoing[]
}

/** A record as it now stands, as the stream would show it. */
const recordOf = (item: Stored): Recorded => ({
  dynamodb: {
    SequenceNumber: '0',
    NewImage: toAttributes(item) as NonNullable<Recorded['dynamodb']>['NewImage'],
  },
})

const isTold = (item: Stored, { toEvents, kinds }: Outbox, { from, to }: Days): boolean | undefined => {
  if (!kinds.includes(String(item.kind))) return false
  try {
    return toEvents([{ sequence: '0', item }]).some(
      ({ event }) => event.occurredOn >= from && event.occurredOn <= to,
    )
  } catch {
    return undefined
  }
}

const bytesOf = (record: Recorded): number => Buffer.byteLength(JSON.stringify(record)) + 30

const letterOf = (records: readonly Recorded[]): AgainLetter => ({
  // Within a message each record is told from the others by its place.
  again: records.map(({ dynamodb }, at) => ({ dynamodb: { ...dynamodb, SequenceNumber: String(at) } })),
})

const sendAll = async (
  { queue: sqs }: ReturnType<ServiceEffects['runs']>,
  url: string,
  records: readonly Recorded[],
): Promise<void> => {
  for (const group of cutGreedily(records, { weigh: bytesOf, limit: mostAgainBytes }))
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(letterOf(group)) }))
}

/** Gives what a part of the table tells of the days to the publisher's queue, page by page. */
const republishPart = async (
  unit: RunUnit,
  outbox: Outbox,
  { runs, outboxUrl, store }: Pick<ServiceEffects, 'runs' | 'outboxUrl' | 'store'>,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const given = runs()
  const url = outboxUrl?.()
  must(url !== undefined, 'republish.no-queue', 'no queue of the outbox is known here')
  const input = inputOf<PartInput>(unit)
  let { cursor, sent, tooLarge, unfit } = input
  let pages = 0
  do {
    const page = await store.scanPart({
      ...{ part: input.part, of: republishParts },
      ...(cursor === undefined ? {} : { cursor }),
    })
    const told = page.items.map((item) => ({ item, is: isTold(item, outbox, input) }))
    const records = told.filter(({ is }) => is === true).map(({ item }) => recordOf(item))
    const fitting = records.filter((record) => bytesOf(record) <= mostAgainBytes)
    await sendAll(given, url, fitting)
    sent += fitting.length
    tooLarge += records.length - fitting.length
    unfit += told.filter(({ is }) => is === undefined).length
    cursor = page.cursor
    pages += 1
  } while (cursor !== undefined && pages < pagesAtOnce)
  const counts = { sent, tooLarge, unfit }
  if (cursor === undefined) await store.write(completeUnit(unit, counts))
  else await queueUnits(given.queue, given.queueUrl, [{ ...unit, input: { ...input, ...counts, cursor } }])
}

/** What the units of a service's republications do. */
export const republishTasks = (
  outbox: Outbox,
  effects: Pick<ServiceEffects, 'runs' | 'outboxUrl' | 'store'>,
): Tasks => ({ [republishTask]: (unit) => republishPart(unit, outbox, effects) })
