import { monthOf, yearOf } from '#shared/calendar/day.ts'
import type { BenefitKind } from '#shared/contracts/benefit.ts'
import {
  accountInterestCredited,
  accountMoved,
  benefitGranted,
  retireeAccountsCredited,
} from '#shared/contracts/benefit.ts'
import { familyPremiumAnswered } from '#shared/contracts/contribution.ts'
import { on } from '#shared/edge/events/consume.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import type { ExpenditureLine } from '../ledger/rules/chart.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { bookWithOrders } from '../payment/place-order.ts'
import { releaseWaiting } from '../payment/release-waiting.ts'
import type { OrderDraft, PaymentOrder } from '../payment/rules/payment-order.ts'
import { givenToTreasury, waitingForFunds } from '../payment/rules/payment-order.ts'
import { postInterest, postRetireeCredits } from './post-credits.ts'
import { postAccountMove } from './post-moves.ts'
import { postPremium } from './post-premiums.ts'

/** The line that a benefit is an expenditure of. */
const lineOf: Readonly<Record<BenefitKind, ExpenditureLine>> = {
  'maternity-allowance': 'maternity-allowance',
  'account-inheritance': 'account-paid-out',
  'account-transfer-out': 'account-paid-out',
}

/** A benefit is owed when it is granted, and ordered as soon as there is money: an order for each who is paid. */
const applyBenefit = ({ store }: Effects) =>
  on(benefitGranted, async ({ id, data }) => {
    const { benefitId, city, scheme, kind, amount, payments, grantedOn } = data
    const fund = { city, scheme }
    const year = yearOf(grantedOn)
    const drafts = payments.map(
      ({ payee, amount: paid }, index): OrderDraft => ({
        orderId: stableId('PO-', 'benefit', benefitId, String(index)),
        ...{ fund, year, payee: payee.id, amount: paid, orderedOn: grantedOn },
        cause: { purpose: 'benefit', benefitId, payeeKind: payee.kind },
      }),
    )
    const entry = {
      ...{ entryId: stableId('E-', id), reason: 'benefit-granted' as const, on: grantedOn, source: id },
      movements: transfer(lineOf[kind], 'payment-orders', amount),
    }
    const attempt = (place: (draft: OrderDraft) => PaymentOrder) =>
      bookWithOrders(store, monthOf(grantedOn), { fund, year, orders: drafts.map(place) }, entry)
    const funded = await attempt(givenToTreasury)
    if (funded.status === 'booked') return
    if (funded.status === 'short') await attempt(waitingForFunds)
    // What is too little for all payees may do for one. A repeat does it again: whoever booked may have been killed.
    await releaseWaiting(store, fund, grantedOn)
  })

/** What settlement grants persons, and credits to their accounts. */
export const benefitSubscriptions = (effects: Effects) => [
  applyBenefit(effects),
  on(accountInterestCredited, ({ id, data }) => postInterest(effects.store, id, data)),
  on(retireeAccountsCredited, ({ id, data }) => postRetireeCredits(effects.store, id, data)),
  on(familyPremiumAnswered, ({ id, data }) => postPremium(effects.store, id, data)),
  on(accountMoved, ({ id, data }) => postAccountMove(effects.store, id, data)),
]
