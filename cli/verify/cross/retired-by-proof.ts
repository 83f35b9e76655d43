import { addMonths, monthOf } from '#shared/calendar/day.ts'
import type { RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { numberAt } from '#shared/policy/policy.ts'
import { provincePolicy } from '../../province-policy.ts'
import type { CrossCheck } from '../check.ts'

const id = 'cross.retired-by-proof'
const policy = provincePolicy()

type Spell = {
  readonly employment: string
  readonly city: string
  readonly from: string
  readonly to: string | null
  readonly moveReport?: number
  readonly proven?: readonly { readonly months: number; readonly report: number }[]
}
type PaidBill = {
  readonly scheme: string
  readonly from: string
  readonly to: string
  readonly paidOn: string
  readonly bought?: number
}
type Coverage = {
  readonly twoHanded?: true
  readonly insured: {
    readonly personId: string
    readonly sex: 'male' | 'female'
    readonly spells: readonly Spell[]
    readonly paidBills: readonly PaidBill[]
  }
  readonly entitlements: readonly {
    readonly spells: readonly { readonly employment: string; readonly from: string }[]
  }[]
}
type Hand = { readonly subject: string }
type Report = { readonly personId: string; readonly number: number } & (
  | { readonly status: 'reported' | 'refused' }
  | { readonly status: 'approved'; readonly reported: Hand; readonly decided: Hand }
)

/** The months of contributions paid here before a day, each once: `2025-01` to `2025-03` are three. */
const paidBefore = ({ insured: { paidBills } }: Coverage, day: string): number => {
  const months = new Set<string>()
  for (const { scheme, from, to, bought } of paidBills) {
    if (scheme !== 'employee' || bought !== undefined) continue
    for (let each = from; each <= to && each < monthOf(day); each = addMonths(each, 1)) months.add(each)
  }
  return months.size
}

/** The months since a day that somebody retired went on paying for by another: `2025-01` to `2025-03` are three. */
const paidSince = ({ insured: { paidBills } }: Coverage, from: string, day: string): number => {
  const months = new Set<string>()
  for (const { scheme, from: first, to, bought, paidOn } of paidBills) {
    if (scheme !== 'employee' || bought !== undefined || paidOn > day) continue
    for (let each = first; each <= to && each <= monthOf(day); each = addMonths(each, 1))
      if (each >= monthOf(from)) months.add(each)
  }
  return months.size
}

/** The months that lump sums bought which were paid by a day: they lie on no calendar. */
const boughtBy = ({ insured: { paidBills } }: Coverage, day: string): number =>
  paidBills.reduce((months, { paidOn, bought = 0 }) => months + (paidOn <= day ? bought : 0), 0)

/** Told anew from coverages, bills and reports: by whose hands a retired person need not pay. */
export const retiredByProof: CrossCheck = {
  id,
  number: 5,
  rule: 'nobody is entitled as retired but by years that they paid here, before or since they retired, bought in one sum that is paid, or that two hands proved with evidence',
  start: () => {
    const retired = new Map<string, Coverage>()
    const byTwo = new Set<string>()
    const see = (service: string, item: RecordedItem) => {
      if (service !== 'enrollment') return
      if (item.kind === 'person-report') {
        const report = item as unknown as Report
        if (report.status === 'approved' && !isSamePerson(report.reported.subject, report.decided.subject))
          byTwo.add(`${report.personId} ${report.number}`)
      }
      if (item.kind !== 'coverage') return
      const coverage = item as unknown as Coverage
      const isRetired = coverage.entitlements.some(({ spells }) =>
        spells.some(({ employment }) => employment === 'retired'),
      )
      // What clerks typed in the first releases waits to be proven, and is told with what waits.
      if (isRetired && coverage.twoHanded) retired.set(coverage.insured.personId, coverage)
    }
    const isProven = (coverage: Coverage, day: string): boolean => {
      const { personId, sex, spells } = coverage.insured
      const spell = spells.find(({ from, to }) => from <= day && day <= (to ?? day))
      if (!spell) return false
      if (spell.moveReport !== undefined && byTwo.has(`${personId} ${spell.moveReport}`)) return true
      const proven = spells.flatMap((each) => each.proven?.at(-1) ?? [])
      const brought = proven.filter(({ report }) => byTwo.has(`${personId} ${report}`))
      const months =
        Math.max(0, ...brought.map(({ months }) => months)) +
        paidBefore(coverage, spell.from) +
        paidSince(coverage, spell.from, day) +
        boughtBy(coverage, day)
      const years = numberAt(policy, `enrollment.employee.retirement_years.${sex}`, {
        on: spell.from,
        city: spell.city,
      })
      return months >= 12 * years
    }
    return {
      see,
      finish: () => {
        const violations: Violation[] = []
        for (const [where, coverage] of retired)
          for (const { employment, from } of coverage.entitlements.flatMap(({ spells }) => spells))
            if (employment === 'retired' && !isProven(coverage, from))
              violations.push({ invariant: id, where, what: `retired from ${from} by no proof of two hands` })
        return { checked: retired.size, violations }
      },
    }
  },
}
