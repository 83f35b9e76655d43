import type { Violation } from '#shared/kernel/invariant.ts'
import type { AccountPremium } from '../../../services/contribution/account-premium/rules/account-premium.ts'
import { accountPremiums } from '../../../services/contribution/account-premium/store.ts'
import { receipts } from '../../../services/contribution/payment/store.ts'
import { takenFor } from '../../../services/settlement/family-premium/rules/premium.ts'
import { familyPremiums } from '../../../services/settlement/family-premium/store.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.premiums-from-accounts'

type Sides = { readonly account: number; readonly bill: number; readonly owners: ReadonlySet<string> }

/** What left an account for a relative's premium is on a bill, and what a bill has of an account left one. */
export const premiumsFromAccounts: CrossCheck = {
  id,
  number: 6,
  rule: 'what left a personal account for a relative’s premium stands on the bill, to the fen and whatever was refunded, and no bill has money of an account that did not leave it',
  start: () => {
    const sides = new Map<string, Sides>()
    const waiting: AccountPremium[] = []
    const add = (
      premiumId: string,
      { account = 0, bill = 0, owner }: { account?: number; bill?: number; owner: string },
    ) => {
      const held = sides.get(premiumId) ?? { account: 0, bill: 0, owners: new Set<string>() }
      sides.set(premiumId, {
        account: held.account + account,
        bill: held.bill + bill,
        owners: new Set([...held.owners, owner]),
      })
    }
    const paidOrders = new Set<string>()
    return {
      see: (service, item) => {
        if (service === 'settlement' && familyPremiums.is(item)) {
          const { premium } = familyPremiums.from(item)
          add(premium.premiumId, { account: takenFor(premium), owner: premium.owner })
        }
        if (service === 'contribution' && receipts.is(item)) {
          const { fromAccount, pooled, account } = receipts.from(item).receipt
          if (fromAccount) add(fromAccount.premiumId, { bill: pooled + account, owner: fromAccount.owner })
        }
        if (service === 'contribution' && accountPremiums.is(item)) {
          const { premium } = accountPremiums.from(item)
          if (premium.state === 'paid' && premium.remittedOn === undefined) waiting.push(premium)
        }
        const cause = item.cause as { readonly purpose?: string; readonly premiumId?: string } | undefined
        if (service === 'budget' && item.kind === 'payment-order' && item.state === 'paid')
          if (cause?.purpose === 'family-premium') paidOrders.add(cause.premiumId ?? '')
      },
      finish: () => {
        const lost = [...sides].flatMap(([where, { account, bill, owners }]): Violation[] =>
          account === bill && owners.size === 1
            ? []
            : [
                {
                  ...{ invariant: id, where, figures: { account, bill } },
                  what: 'what an account paid of a premium is not what the bill has of it',
                },
              ],
        )
        const held = waiting
          .filter(({ premiumId }) => paidOrders.has(premiumId))
          .map(({ premiumId: where, amount }): Violation => {
            const what = 'the treasury paid it in, and the income account still waits for it'
            return { invariant: id, where, what, figures: { amount } }
          })
        return { checked: sides.size, violations: [...lost, ...held] }
      },
    }
  },
}
