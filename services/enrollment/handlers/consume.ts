import { consume } from '#shared/edge/events/consume.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import { effects } from '../effects.ts'
import { subscriptions } from '../subscriptions.ts'

/** The inbox: bills that were paid in full. */
export const handler = consume(subscriptions(effects), openInbox(), (records) =>
  effects.meter('consume', records),
)
