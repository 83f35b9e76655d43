import type { Violation } from '#shared/kernel/invariant.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.entitled-and-paid'

type Bill = {
  readonly billId: string
  readonly status: string
  readonly kind?: string
  readonly charge?: string
  readonly bought?: { readonly months: number }
  readonly dueOn: string
  readonly persons: readonly { readonly personId: string; readonly of?: string }[]
}
type Insured = {
  readonly personId: string
  readonly paidBills: readonly { readonly billId: string; readonly scheme: string; readonly from: string }[]
  readonly parted?: readonly { readonly personId: string; readonly gave: readonly string[] }[]
}

/** Differences correct what months cost, and large-sum cover is beside them: neither gives any. */
const givesMonths = ({ kind, charge = 'normal', bought }: Bill): boolean =>
  (bought?.months ?? 0) > 0 || (kind !== 'large-sum' && ['normal', 'back-pay', 'repair'].includes(charge))

type Coverage = {
  readonly insured: Insured
  readonly entitlements: readonly {
    readonly year: number
    readonly spells: readonly { readonly scheme: string; readonly to: string }[]
  }[]
}
/** A resident's bill that entitles somebody, as far as it is their only one of its year, and the last day that it gives. */
type Given = { readonly billId: string; readonly personId: string; readonly last: string }

const givenBy = ({ insured: { personId, paidBills }, entitlements }: Coverage): Given[] =>
  entitlements.flatMap(({ year, spells }) => {
    const bills = paidBills.filter(({ scheme, from }) => scheme === 'resident' && from.startsWith(`${year}-`))
    const last = spells.findLast(({ scheme }) => scheme === 'resident')?.to
    const [bill, another] = bills
    return bill && !another && last !== undefined ? [{ billId: bill.billId, personId, last }] : []
  })

/** Whoever is entitled by a bill paid for it, and the money is held; whoever is on a bill that is paid is told so. */
export const entitledAndPaid: CrossCheck = {
  id,
  number: 11,
  rule: 'entitled by a bill = the bill is paid in full and its money is held, with its difference once that is due',
  start: () => {
    const paid = new Map<string, boolean>()
    const due = new Set<string>()
    const noted = new Set<string>()
    const persons = new Set<string>()
    const given: Given[] = []
    /** Until when a corrected bill gives what it gave: the day its difference is due, while that is unpaid. */
    const until = new Map<string, string>()
    /** With whom a bill is noted that stands on somebody with whom they were one record. */
    const givenTo = new Map<string, string>()
    return {
      see: (service, item) => {
        if (service === 'contribution' && item.kind === 'bill') {
          const bill = item.bill as Bill
          const { billId, status, persons: on, dueOn } = bill
          paid.set(billId, status === 'paid')
          const corrects = bill.kind === 'resident-difference' ? on[0]?.of : undefined
          if (corrects !== undefined && bill.charge !== 'refund' && status !== 'paid')
            until.set(corrects, dueOn)
          if (status === 'paid' && givesMonths(bill))
            for (const { personId } of on) due.add(`${personId} ${billId}`)
        }
        if (service !== 'enrollment' || item.kind !== 'coverage') return
        const coverage = item as unknown as Coverage
        const { personId, paidBills, parted = [] } = coverage.insured
        given.push(...givenBy(coverage))
        for (const { personId: other, gave } of parted)
          for (const billId of gave) givenTo.set(`${personId} ${billId}`, `${other} ${billId}`)
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
        for (const { billId, personId, last } of given) {
          const dueOn = until.get(billId)
          if (dueOn !== undefined && last > dueOn)
            violations.push({
              ...{ invariant: id, where: `${personId} ${billId}` },
              what: 'entitled after its difference was due and is not paid',
            })
        }
        for (const where of due) {
          const [personId = ''] = where.split(' ')
          if (persons.has(personId) && !noted.has(givenTo.get(where) ?? where))
            violations.push({ invariant: id, where, what: 'the bill is paid and does not entitle' })
        }
        return { checked: noted.size + due.size, violations }
      },
    }
  },
}
