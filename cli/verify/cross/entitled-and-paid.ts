import type { Violation } from '#shared/kernel/invariant.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.entitled-and-paid'

type Bill = {
  readonly billId: string
  readonly status: string
  readonly kind?: string
  readonly charge?: string
  readonly bought?: { readonly months: number }
  readonly persons: readonly { readonly personId: string }[]
}
type Insured = {
  readonly personId: string
  readonly paidBills: readonly { readonly billId: string }[]
  readonly parted?: readonly { readonly personId: string; readonly gave: readonly string[] }[]
}

/** Differences correct what months cost, and large-sum cover is beside them: neither gives any. */
const givesMonths = ({ kind, charge = 'normal', bought }: Bill): boolean =>
  (bought?.months ?? 0) > 0 || (kind !== 'large-sum' && (charge === 'normal' || charge === 'back-pay'))

/** Whoever is entitled by a bill paid for it, and the money is held; whoever is on a bill that is paid is told so. */
export const entitledAndPaid: CrossCheck = {
  id,
  number: 11,
  rule: 'entitled by a bill = the bill is paid in full and its money is held',
  start: () => {
    const paid = new Map<string, boolean>()
    const due = new Set<string>()
    const noted = new Set<string>()
    const persons = new Set<string>()
    /** With whom a bill is noted that stands on somebody with whom they were one record. */
    const given = new Map<string, string>()
    return {
      see: (service, item) => {
        if (service === 'contribution' && item.kind === 'bill') {
          const bill = item.bill as Bill
          const { billId, status, persons: on } = bill
          paid.set(billId, status === 'paid')
          if (status === 'paid' && givesMonths(bill))
            for (const { personId } of on) due.add(`${personId} ${billId}`)
        }
        if (service !== 'enrollment' || item.kind !== 'coverage') return
        const { personId, paidBills, parted = [] } = item.insured as Insured
        for (const { personId: other, gave } of parted)
          for (const billId of gave) given.set(`${personId} ${billId}`, `${other} ${billId}`)
        persons.add(personId)
        for (const { billId } of paidBills) noted.add(`${personId} ${billId}`)
      },
      finish: () => {
        const violations: Violation[] = []
        for (const where of noted) {
          const [, billId = ''] = where.split(' ')
          if (paid.get(billId) !== true)
            violations.push({ invariant: id, where, what: 'entitled by a bill whose money is not held' })
        }
        for (const where of due) {
          const [personId = ''] = where.split(' ')
          if (persons.has(personId) && !noted.has(given.get(where) ?? where))
            violations.push({ invariant: id, where, what: 'the bill is paid and does not entitle' })
        }
        return { checked: noted.size + due.size, violations }
      },
    }
  },
}
