import type { Change, Outgoing } from '#shared/edge/events/publish.ts'
import { toBenefitEvents } from './benefit/benefit-events.ts'
import { toSettledEvents } from './claim/settled-events.ts'
import { toPremiumEvents } from './family-premium/premium-events.ts'
import { toRegisteredEvents } from './institution/registered-events.ts'
import { toPricedEvents } from './pricing/priced-events.ts'
import { toRecoveryEvents } from './supervision/recovery-events.ts'

/** What is told of recorded changes: claims settled, reversed and corrected in groups; recoveries, prices and benefits one by one. */
export const toEvents = (changes: readonly Change[]): Outgoing[] => [
  ...toSettledEvents(changes),
  ...toRecoveryEvents(changes),
  ...toPricedEvents(changes),
  ...toBenefitEvents(changes),
  ...toPremiumEvents(changes),
  ...toRegisteredEvents(changes),
]
