import { consume } from '#shared/edge/events/consume.ts'
import type { BaseEffects } from '../effects.ts'
import { effects as deployed } from '../effects.ts'
import { subscriptions } from '../subscriptions.ts'

/** The inbox: bills that were paid in full. */
export const compose = ({ effects }: { readonly effects: BaseEffects }) =>
  consume(subscriptions(effects), (records) => effects.meter('consume', records))

export const handler = compose({ effects: deployed })
