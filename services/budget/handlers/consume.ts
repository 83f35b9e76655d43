import { consume } from '#shared/edge/events/consume.ts'
import { effects, meter, postings } from '../effects.ts'
import { subscriptions } from './apply/subscriptions.ts'

export const handler = consume(subscriptions(effects, postings), () => meter('consume', 0))
