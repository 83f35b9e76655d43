import { consume } from '#shared/edge/events/consume.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import { effects } from '../effects.ts'
import { subscriptions } from '../subscriptions.ts'

/**
 * The inbox: who is entitled, what personal accounts are credited, which institutions' claims are admitted. It also
 * hears what institutions had settled, what supervision finds in it, and what it recovered.
 */
export const handler = consume(subscriptions(effects), openInbox(), (records) =>
  effects.meter('apply-event', records),
)
