import type { Subscription } from '#shared/edge/events/consume.ts'
import { consume } from '#shared/edge/events/consume.ts'
import type { Inbox } from '#shared/edge/events/inbox.ts'
import { openInbox } from '#shared/edge/events/inbox.ts'
import { adjustmentFundSubscriptions } from '../adjustment-fund/subscriptions.ts'
import { benefitSubscriptions } from '../benefit/subscriptions.ts'
import { citySettlementSubscriptions } from '../city-settlement/subscriptions.ts'
import { claimSubscriptions } from '../claims/subscriptions.ts'
import { effects as deployed } from '../composed.ts'
import { disclosureSubscriptions } from '../disclosure/subscriptions.ts'
import { draftingSubscriptions } from '../drafting/subscriptions.ts'
import type { Effects } from '../effects.ts'
import { incomeSubscriptions } from '../income/subscriptions.ts'
import { warningSubscriptions } from '../warning/subscriptions.ts'

/** What this service does with the events of others. */
export const subscriptions = (given: Effects): readonly Subscription[] => [
  ...claimSubscriptions(given),
  ...citySettlementSubscriptions(given),
  ...incomeSubscriptions(given),
  ...benefitSubscriptions(given),
  ...adjustmentFundSubscriptions(given),
  ...draftingSubscriptions(given),
  ...warningSubscriptions(given),
  ...disclosureSubscriptions(given),
]

export const compose = ({ effects, inbox }: { readonly effects: Effects; readonly inbox: Inbox }) =>
  consume(subscriptions(effects), inbox, () => effects.meter('consume', 0))

export const handler = compose({ effects: deployed, inbox: openInbox() })
