import { contributionReceived } from '#shared/contracts/contribution.ts'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { consume, on } from '#shared/edge/consume.ts'
import { creditAccounts } from '../commands/credit-accounts.ts'
import { replaceEntitlements } from '../commands/replace-entitlements.ts'
import { effects } from '../effects.ts'

/** The inbox: who is entitled, and what personal accounts are credited. */
export const handler = consume(
  [
    on(entitlementsChanged, (event) => replaceEntitlements(event, effects)),
    on(contributionReceived, (event) => creditAccounts(event, effects)),
  ],
  (records) => effects.meter('apply-event', records),
)
