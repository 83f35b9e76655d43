import type { Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../../../services/settlement/insured-year/records/insured-year-item.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.accounts-in-ledger'

/** The ledger's accounts that hold what belongs to personal accounts. */
export const accountLines = [
  ...['account-premium', 'account-interest', 'account-allocation', 'account-benefit', 'account-paid-out'],
  ...['account-transferred-in', 'account-transferred-out', 'account-premiums-paid'],
  'personal-accounts',
]

type PaidFor = { readonly persons: readonly { readonly account: number }[] }
export type Receipt = {
  readonly city: string
  readonly account: number
  readonly completes?: PaidFor
  readonly withdraws?: PaidFor
}
type Credit = {
  readonly city: string
  readonly cause: string
  readonly amount: number
  readonly move?: object
}

/** The line that credits of accounts are booked on, by the reason of the entry, which is also their cause's. */
const creditLines: Readonly<Record<string, { readonly cause: string; readonly line: string }>> = {
  'account-interest': { cause: 'interest', line: 'account-interest' },
  'retiree-accounts': { cause: 'retiree-credit', line: 'account-allocation' },
}

export const creditedBy = ({ completes, withdraws }: Receipt): number =>
  [...(completes?.persons ?? [])].reduce((sum, { account }) => sum + account, 0) -
  [...(withdraws?.persons ?? [])].reduce((sum, { account }) => sum + account, 0)

/**
 * All personal accounts together are what the ledgers owe for them, but for what was paid on bills that are not complete yet
 * and what books were opened with. A person has one account in the province, whoever books its parts.
 */
export const accountsInLedger: CrossCheck = {
  id,
  number: 4,
  rule: 'the sum of all personal accounts, with what is paid on bills not complete yet = what the ledgers hold for personal accounts since they were opened',
  start: () => {
    let accounts = 0
    let incomplete = 0
    let ledger = 0
    let checked = 0
    const credits = new Map<string, number>()
    const addCredit = (of: string, amount: number) => credits.set(of, (credits.get(of) ?? 0) + amount)
    return {
      see: (service, item) => {
        if (service === 'settlement') {
          const year = yearIn(item)
          if (year) {
            checked += 1
            accounts += year.state.account
          }
          const entry = item as unknown as Credit
          if (item.kind === 'account-entry' && item.benefitId === undefined && item.family === undefined)
            addCredit(`${entry.city} ${entry.move ? 'moved' : entry.cause}`, entry.amount)
        }
        if (service === 'contribution' && item.kind === 'payment') {
          const receipt = item.receipt as Receipt
          incomplete += receipt.account - creditedBy(receipt)
        }
        if (service !== 'budget' || item.kind !== 'journal-entry' || item.reason === 'opening') return
        const movements = item.movements as Readonly<Record<string, number>>
        for (const line of accountLines) ledger -= movements[line] ?? 0
        const credit = creditLines[String(item.reason)]
        if (item.reason === 'account-moved')
          addCredit(
            `${item.city} moved`,
            (movements['account-transferred-in'] ?? 0) + (movements['account-transferred-out'] ?? 0),
          )
        if (item.reason === 'family-premium')
          addCredit(`${item.city} family-premium`, movements['account-premiums-paid'] ?? 0)
        if (credit) addCredit(`${item.city} ${credit.cause}`, movements[credit.line] ?? 0)
      },
      finish: () => {
        const figures = { accounts, incomplete, ledger }
        const violations: Violation[] = [
          ...(accounts + incomplete === ledger
            ? []
            : [
                {
                  ...{ invariant: id, where: 'province', figures },
                  what: 'all accounts are not what the ledgers hold for them',
                },
              ]),
          ...[...credits]
            .filter(([, amount]) => amount !== 0)
            .map(([where, amount]) => ({
              ...{ invariant: id, where, figures: { amount } },
              what: 'what accounts were credited is not what the ledger booked',
            })),
        ]
        return { checked, violations }
      },
    }
  },
}
