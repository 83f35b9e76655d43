import type { Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../../../services/settlement/insured-year/records/insured-year-item.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.account-credits'

type PaidFor = { readonly persons: readonly { readonly personId: string; readonly account: number }[] }
type Receipt = { readonly fundYear: number; readonly completes?: PaidFor; readonly withdraws?: PaidFor }

/** What paid bills put into personal accounts is what settlement credited to them. */
export const accountCredits: CrossCheck = {
  id,
  number: 4,
  rule: "personal accounts' parts of completed bills, less those refunded = what settlement credited to each person's account",
  start: () => {
    const paid = new Map<string, number>()
    const credited = new Map<string, number>()
    const add = (sums: Map<string, number>, name: string, amount: number) =>
      sums.set(name, (sums.get(name) ?? 0) + amount)
    return {
      see: (service, item) => {
        if (service === 'contribution' && item.kind === 'payment') {
          const { fundYear, completes, withdraws } = item.receipt as Receipt
          const sign = completes ? 1 : -1
          for (const { personId, account } of (completes ?? withdraws)?.persons ?? [])
            if (account !== 0) add(paid, `${personId} ${fundYear}`, sign * account)
        }
        if (service !== 'settlement') return
        const recorded = yearIn(item)
        if (recorded && recorded.credited !== 0)
          add(credited, `${recorded.state.personId} ${recorded.state.year}`, recorded.credited)
      },
      finish: () => {
        const names = new Set([...paid.keys(), ...credited.keys()])
        const violations = [...names].flatMap((where): Violation[] => {
          const figures = { paid: paid.get(where) ?? 0, credited: credited.get(where) ?? 0 }
          return figures.paid === figures.credited
            ? []
            : [{ invariant: id, where, what: 'paid for the account and credited to it differ', figures }]
        })
        return { checked: names.size, violations }
      },
    }
  },
}
