import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { BusEvent, EventContract, EventOf } from '#shared/contracts/define-event.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { wasSentAnew } from '#shared/edge/events/inbox.ts'
import type { Failure, Pause } from '#shared/edge/events/pause.ts'
import { isOfTheMessage, openPause } from '#shared/edge/events/pause.ts'
import { isSystemic } from '#shared/edge/events/systemic.ts'
import { log } from '#shared/edge/function/log.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import { must } from '#shared/kernel/errors.ts'

/** Applies one event, exactly once by its own means: the effect's transaction claims the event's id. */
export type Subscription = {
  /** Those of every version of the event. */
  readonly detailTypes: readonly string[]
  readonly apply: (event: BusEvent) => Promise<void>
}

/** Binds a contract to what a service does with its events. */
export const on = <Contract extends Pick<EventContract, 'detailTypes' | 'parse'>>(
  contract: Contract,
  apply: (event: ReturnType<Contract['parse']> & EventOf<unknown>) => Promise<void>,
): Subscription => ({
  detailTypes: contract.detailTypes,
  apply: (event) => apply(contract.parse(event) as ReturnType<Contract['parse']> & EventOf<unknown>),
})

/**
 * Takes earlier versions of an event from the archive only. Sent anew, one fails and ends in the dead letters with their
 * alarm: for an event whose earlier versions do not say what they mean to those who still send them.
 */
export const earlierFromHistory = (
  { detailType }: Pick<EventContract, 'detailType'>,
  subscription: Subscription,
): Subscription => ({
  ...subscription,
  apply: async (event) => {
    const type = event['detail-type']
    const isHistory = event['replay-name'] !== undefined
    must(
      type === detailType || isHistory,
      'event.earlier-version',
      `${type} is sent no more: ${detailType} is`,
    )
    await subscription.apply(event)
  },
})

const applyRecord = async (record: SQSRecord, subscriptions: readonly Subscription[]): Promise<void> => {
  const event = JSON.parse(record.body) as BusEvent
  const subscription = subscriptions.find(({ detailTypes }) => detailTypes.includes(event['detail-type']))
  must(subscription !== undefined, 'event.not-subscribed', `no subscription to ${event['detail-type']}`)
  await subscription.apply(event)
}

/** A message that was tried so often, and fails by itself, is set aside. */
const mostTries = 5

/** From the hundredth time on a message comes every quarter of an hour: so SQS carries it through ten days. */
export const often = { receives: 100, hiddenSeconds: 900 }

const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes?.ApproximateReceiveCount ?? 1)

/** Tries messages side by side, and answers those that failed. */
const tryAll = async (
  records: readonly SQSRecord[],
  subscriptions: readonly Subscription[],
): Promise<Failure[]> => {
  const outcomes = await Promise.allSettled(records.map((record) => applyRecord(record, subscriptions)))
  return outcomes.flatMap((outcome, index) => {
    const record = records[index]
    if (outcome.status === 'fulfilled' || !record) return []
    const { messageId, body } = record
    const operation = /"detail-type":"([^"]+)"/.exec(body)?.[1]
    log.error('event not applied', { operation, messageId, error: outcome.reason as Error })
    return [{ record, error: outcome.reason }]
  })
}

/**
 * Deals with a message that failed by itself, and answers whether it is dealt with. One that an outage brought often counts
 * its tries from the start again: it may only need another that came later.
 */
const endTries = async ({ record, error }: Failure, inbox: Inbox): Promise<boolean> => {
  const receives = receivesOf(record)
  if (isSystemic(error) || receives < mostTries) return false
  try {
    if (receives > mostTries && !wasSentAnew(record)) await inbox.sendAnew(record)
    else await inbox.setAside(record, error)
    return true
  } catch (refused) {
    log.error('event not set aside', { messageId: record.messageId, error: refused as Error })
    return false
  }
}

/** Has what came very often come later. It would come sooner if this failed. */
const hideOften = async (records: readonly SQSRecord[], inbox: Inbox): Promise<void> => {
  const many = records.filter((record) => receivesOf(record) > often.receives)
  try {
    await inbox.hide(many, often.hiddenSeconds)
  } catch (error) {
    log.warn('events not hidden', { error: error as Error })
  }
}

/** Waits, and tries messages one by one until one tells whether it goes again; answers the failures and what is untried. */
const probeAfterHold = async (
  records: readonly SQSRecord[],
  subscriptions: readonly Subscription[],
  pause: Pause,
): Promise<{ readonly failures: readonly Failure[]; readonly rest: readonly SQSRecord[] }> => {
  emitMetrics('consume', { Paused: 1 })
  await pause.hold()
  const failures: Failure[] = []
  for (const [index, record] of records.entries()) {
    const failed = await tryAll([record], subscriptions)
    pause.hear({ succeeded: 1 - failed.length, failures: failed })
    failures.push(...failed)
    if (failed.every(({ error }) => !isOfTheMessage(error)))
      return { failures, rest: records.slice(index + 1) }
  }
  return { failures, rest: [] }
}

/**
 * Makes a queue handler of subscriptions. A record that fails by itself is logged with its cause and reported alone. It comes
 * again, is set aside after its tries, and does not delay the others. When what all records need fails, the inbox
 * pauses: nothing is set aside, and after each hold one record is tried until one succeeds.
 */
export const consume = (
  subscriptions: readonly Subscription[],
  inbox: Inbox,
  after: (records: number) => void = () => {},
) => {
  const pause = openPause()

  /** Deals with failures where it can; answers what has to come again. */
  const again = async (failures: readonly Failure[]): Promise<readonly SQSRecord[]> => {
    // As long as nothing goes, only what says so itself is at fault by itself.
    const mayEnd = ({ error }: Failure) => !pause.isOn() || isOfTheMessage(error)
    const ended = await Promise.all(
      failures.map(async (failure) => mayEnd(failure) && (await endTries(failure, inbox))),
    )
    return failures.flatMap(({ record }, index) => (ended[index] ? [] : [record]))
  }

  const take = async (records: readonly SQSRecord[]): Promise<readonly SQSRecord[]> => {
    const { failures, rest } = pause.isOn()
      ? await probeAfterHold(records, subscriptions, pause)
      : { failures: [], rest: records }
    if (pause.isOn()) return [...(await again(failures)), ...rest]
    const failed = await tryAll(rest, subscriptions)
    if (rest.length > 0) pause.hear({ succeeded: rest.length - failed.length, failures: failed })
    return again([...failures, ...failed])
  }

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await take(Records)
    if (failed.length > 0) await hideOften(failed, inbox)
    after(Records.length)
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  }
}
