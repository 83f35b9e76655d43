import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { AccountPremium } from '../../account-premium/rules/account-premium.ts'
import { accountPremiums } from '../../account-premium/store.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { bills } from '../../bill/store.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import { receipts } from '../../payment/store.ts'

const id = 'contribution.paid-from-accounts'

const moneyOf = ({ pooled, account }: Receipt): number => pooled + account

type Seen = {
  readonly premiums: Map<string, AccountPremium>
  readonly bills: Map<string, Bill>
  readonly receipts: Receipt[]
}

const premiumFaults = ({ premiums, receipts: seen }: Seen): Violation[] => {
  const byPremium = Map.groupBy(seen, ({ fromAccount }) => fromAccount?.premiumId ?? '')
  return [...new Set([...premiums.keys(), ...byPremium.keys()])].flatMap((where): Violation[] => {
    const [premium, own] = [premiums.get(where), byPremium.get(where) ?? []]
    const paid = own.filter((each) => moneyOf(each) > 0).reduce((sum, each) => sum + moneyOf(each), 0)
    const left = own.reduce((sum, each) => sum + moneyOf(each), 0)
    const taken = premium?.state === 'paid' ? premium.amount : 0
    const figures = { paid, taken, left }
    return [
      ...(paid === taken
        ? []
        : [{ invariant: id, where, what: 'a bill was not paid what an account paid for it', figures }]),
      ...(left >= 0
        ? []
        : [{ invariant: id, where, what: 'more went back to an account than it paid', figures }]),
    ]
  })
}

const billFaults = ({ bills: known, receipts: seen }: Seen): Violation[] => {
  const byBill = Map.groupBy(seen, ({ billId }) => billId)
  return [...known.values()].flatMap(({ billId: where, fromAccounts = 0, paid }): Violation[] => {
    const came = (byBill.get(where) ?? []).reduce((sum, each) => sum + moneyOf(each), 0)
    const figures = { bill: fromAccounts, receipts: came, paid: paid.individual ?? 0 }
    // A bill of a difference gives back: less than nothing came from accounts then.
    const isWithin = came <= 0 ? came >= Math.min(0, figures.paid) : came <= figures.paid
    return came === fromAccounts && isWithin
      ? []
      : [{ invariant: id, where, what: 'what a bill says came from accounts is not what did', figures }]
  })
}

/** Judged from the money of accounts with the bills and receipts that it stands on. */
export const paidFromAccounts: Invariant = {
  id,
  number: 6,
  rule: 'what a relative’s account paid stands on one bill by one receipt, what was refused on none; no more went back to the account than it paid',
  start: () => {
    const seen: Seen = { premiums: new Map(), bills: new Map(), receipts: [] }
    return {
      see: (item: RecordedItem) => {
        if (accountPremiums.is(item)) {
          const { premium } = accountPremiums.from(item)
          seen.premiums.set(premium.premiumId, premium)
        }
        if (receipts.is(item)) {
          const { receipt } = receipts.from(item)
          if (receipt.fromAccount) seen.receipts.push(receipt)
        }
        if (bills.is(item)) seen.bills.set(bills.from(item).bill.billId, bills.from(item).bill)
      },
      finish: () => ({
        checked: seen.premiums.size,
        violations: [...premiumFaults(seen), ...billFaults(seen)],
      }),
    }
  },
}
