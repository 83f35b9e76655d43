import { consume } from '#shared/edge/events/consume.ts'
import type { Effects } from '../effects.ts'
import { effects as deployed } from '../effects.ts'
import { subscriptions } from '../subscriptions.ts'

/** The inbox: changed coverage, and payments by event. */
export const compose = ({ effects }: { readonly effects: Effects }) =>
  consume(subscriptions(effects), (records) => effects.meter('consume', records))

export const handler = compose({ effects: deployed })
