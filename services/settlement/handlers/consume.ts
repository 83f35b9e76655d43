import { contributionReceived } from '#shared/contracts/contribution.ts'
import { entitlementChanged } from '#shared/contracts/enrollment.ts'
import { consume, on } from '#shared/edge/consume.ts'
import { creditAccounts } from '../commands/credit-accounts.ts'
import { replaceEntitlement } from '../commands/replace-entitlement.ts'
import { effects } from '../effects.ts'

/** The inbox: who is entitled, and what personal accounts are credited. */
export const handler = consume(
  [
    on(entitlementChanged, (event) => replaceEntitlement(event, effects)),
    on(contributionReceived, (event) => creditAccounts(event, effects)),
  ],
  (records) => effects.meter('apply-event', records),
)
