import { chinaDay } from '#shared/calendar/day.ts'
import { familyPremiumAsked } from '#shared/contracts/benefit.ts'
import { familyPremiumRemitted } from '#shared/contracts/budget.ts'
import { duesAnswered, duesChanged, interestPaid, paymentMade } from '#shared/contracts/contribution.ts'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import type { Subscription } from '#shared/edge/events/consume.ts'
import { earlierFromHistory, on } from '#shared/edge/events/consume.ts'
import { applyPremium, arrivePremium } from './account-premium/apply-premium.ts'
import { saveCoverages } from './coverage/save-coverages.ts'
import type { Effects } from './effects.ts'
import { applyAnswers, tellDues } from './exchange/exchange-dues.ts'
import { applyInterest } from './income/apply-interest.ts'
import { applyPayment } from './payment/apply-payment.ts'
import { strikeTwice } from './subsidy/strike-twice.ts'

/** What the contribution service does with the events of others. */
export const subscriptions = (effects: Effects): Subscription[] => [
  on(coveragesChanged, async ({ data, occurredOn }) => {
    await saveCoverages(data.persons, effects)
    await strikeTwice(data.persons, occurredOn, effects)
  }),
  on(duesChanged, ({ data }) => tellDues(data.billIds, chinaDay(new Date()), effects)),
  on(duesAnswered, ({ data }) => applyAnswers(data.answers, chinaDay(new Date()), effects)),
  on(familyPremiumAsked, ({ data }) => applyPremium(data, chinaDay(new Date()), effects)),
  on(familyPremiumRemitted, ({ data }) => arrivePremium(data, effects)),
  on(interestPaid, ({ data }) => applyInterest(data, effects)),
  // The amount of version 1 has no unit: yuan were sent where fen were meant.
  earlierFromHistory(
    paymentMade,
    on(paymentMade, (event) => applyPayment(event, chinaDay(new Date()), effects)),
  ),
]
