import { consume } from '#shared/edge/events/consume.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import { effects as deployed } from '../composed.ts'
import type { Effects } from '../effects.ts'
import { subscriptions } from '../subscriptions.ts'

/** The inbox: closed years and remitted levies. */
export const compose = ({ effects, inbox }: { readonly effects: Effects; readonly inbox: Inbox }) =>
  consume(subscriptions(effects), inbox, (records) => effects.meter('consume', records))

export const handler = compose({ effects: deployed, inbox: openInbox() })
