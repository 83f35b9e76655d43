import { agreementChanged } from '#shared/contracts/budget.ts'
import { contributionsReceived, familyPremiumAnswered } from '#shared/contracts/contribution.ts'
import { entitlementsChanged, personsParted } from '#shared/contracts/enrollment.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { recoveryBooked } from '#shared/contracts/supervision.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { on } from '#shared/edge/events/consume.ts'
import { creditAccounts } from './account/credit-accounts.ts'
import { takeCreditsBack } from './account/take-credit-back.ts'
import type { Effects } from './effects.ts'
import { replaceEntitlements } from './entitlement/replace-entitlements.ts'
import { takeAnswer } from './family-premium/pay-premium.ts'
import { takeOverAgreement } from './institution/take-over-agreement.ts'
import { takeOverParting } from './parting/follow.ts'
import { bookRecovery } from './supervision/book-recovery.ts'
import { superviseSettled } from './supervision/supervise-settled.ts'
import { startTakeBacks } from './take-back/start-take-backs.ts'

/** What settlement does with the events of others, and with its own of settled claims, which supervision looks at. */
export const subscriptions = (effects: Effects): Subscription[] => [
  on(entitlementsChanged, async (event) => {
    await replaceEntitlements(event, effects)
    await takeCreditsBack(event.data.persons, effects)
    await startTakeBacks(event, effects)
  }),
  on(personsParted, (event) => takeOverParting(event, effects)),
  on(contributionsReceived, (event) => creditAccounts(event, effects)),
  on(familyPremiumAnswered, ({ data }) => takeAnswer(data, effects)),
  on(claimsSettled, async (event) => {
    await superviseSettled(event, effects)
    effects.supervisionMeter('supervise-claims', event.data.claims.length)
  }),
  on(agreementChanged, (event) => takeOverAgreement(event, effects)),
  on(recoveryBooked, (event) => bookRecovery(event, effects)),
]
