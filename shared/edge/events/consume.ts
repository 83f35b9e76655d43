import type { SQSRecord } from 'aws-lambda'
import type { BusEvent, EventContract, EventOf } from '#shared/contracts/define-event.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { takeMessages } from '#shared/edge/events/take-messages.ts'
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

type Subscribed = ReadonlyMap<string, Subscription>

/** Subscriptions by what they are told of. An event has one effect: a second subscription to it would never be heard. */
const byType = (subscriptions: readonly Subscription[]): Subscribed => {
  const found = new Map<string, Subscription>()
  for (const subscription of subscriptions)
    for (const type of subscription.detailTypes) {
      must(!found.has(type), 'event.subscribed-twice', `${type} has two subscriptions`)
      found.set(type, subscription)
    }
  return found
}

const applyRecord = async (record: SQSRecord, subscriptions: Subscribed): Promise<void> => {
  const event = JSON.parse(record.body) as BusEvent
  const subscription = subscriptions.get(event['detail-type'])
  must(subscription !== undefined, 'event.not-subscribed', `no subscription to ${event['detail-type']}`)
  await subscription.apply(event)
}

/** From the hundredth time on a message comes every quarter of an hour: so SQS carries it through ten days. */
export const often = { receives: 100, hiddenSeconds: 900 }

const failed = {
  says: 'event not applied',
  operationOf: (body: string) => /"detail-type":"([^"]+)"/.exec(body)?.[1],
}

/** Makes a queue handler of subscriptions. Those who fail, and what all need and fails, `takeMessages` deals with. */
export const consume = (
  subscriptions: readonly Subscription[],
  inbox: Inbox,
  after: (records: number) => void = () => {},
) => {
  const subscribed = byType(subscriptions)
  return takeMessages(
    {
      ...{ operation: 'consume', inbox, failed, often },
      apply: (record) => applyRecord(record, subscribed),
    },
    after,
  )
}
