import type { Day, Month } from '#shared/calendar/day.ts'
import { lastDayOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { refuse } from '../../refusals.ts'
import type { City, Debt } from './net-cities.ts'
import { addDebts, debtsLeft } from './net-cities.ts'

/** What cities owe each other for care elsewhere by a month, netted: proposed by one person, approved by another. */
export type CitySettlement = {
  readonly scheme: Scheme
  readonly number: number
  /** The latest month that is settled. */
  readonly month: Month
  readonly debts: readonly Debt[]
  /** What this settlement and all before it took. */
  readonly taken: readonly Debt[]
  /** The last closed month of each city: what it booked later comes with a later settlement. */
  readonly through: readonly { readonly city: City; readonly month: string }[]
  readonly proposed: Signature
} & (
  | { readonly status: 'proposed' }
  | { readonly status: 'approved'; readonly approved: Signature; readonly dueOn: Day }
  | { readonly status: 'rejected'; readonly rejected: Signature & { readonly reason: string } }
)

export const settlementIdOf = ({ scheme, month }: Pick<CitySettlement, 'scheme' | 'month'>): string =>
  `CS-${scheme}-${month}`

type Propose = {
  readonly scheme: Scheme
  readonly month: Month
  readonly proposed: Signature
  readonly owed: readonly Debt[]
  readonly through: CitySettlement['through']
}

/** Those that stand, in order: a rejected one took nothing. */
const standing = (before: readonly CitySettlement[]) => before.filter(({ status }) => status !== 'rejected')

/**
 * Proposes to settle what is owed by a month's end. What an earlier settlement did not take comes with it: months that
 * cities closed late, corrections and reversals. The same proposal again changes nothing.
 */
export const proposeSettlement = (
  { scheme, month, proposed, owed, through }: Propose,
  before: readonly CitySettlement[],
): Decision<CitySettlement> => {
  const last = standing(before).at(-1)
  if (
    last?.month === month &&
    last.proposed.on === proposed.on &&
    isSamePerson(last.proposed.by, proposed.by)
  )
    return accept(last)
  if (proposed.on <= lastDayOf(month))
    return refuse('city-settlement.month-not-over', { field: 'on', figures: { month, on: proposed.on } })
  if (last?.status === 'proposed')
    return refuse('city-settlement.earlier-open', { figures: { month: last.month } })
  if (last && last.month >= month)
    return refuse('city-settlement.later-settled', { field: 'month', figures: { month: last.month } })
  const taken = last?.taken ?? []
  const debts = debtsLeft(owed, taken)
  if (debts.length === 0) return refuse('city-settlement.nothing-owed', { figures: { month } })
  const number = (before.at(-1)?.number ?? 0) + 1
  return accept({
    ...{ scheme, number, month, debts, taken: addDebts(taken, debts), through, proposed },
    status: 'proposed',
  })
}

const otherHand = (settlement: CitySettlement, by: string): Decision<CitySettlement> | undefined =>
  isSamePerson(settlement.proposed.by, by) ? refuse('city-settlement.same-person') : undefined

/** Approves a proposal by another hand than proposed it; approved again by anybody it stays as it is. */
export const approveSettlement = (
  approved: Signature,
  dueOn: Day,
  settlement: CitySettlement,
): Decision<CitySettlement> => {
  if (settlement.status === 'approved') return accept(settlement)
  if (settlement.status === 'rejected') return refuse('city-settlement.rejected')
  if (approved.on < settlement.proposed.on)
    return refuse('city-settlement.before-proposed', {
      field: 'on',
      figures: { proposedOn: settlement.proposed.on },
    })
  return otherHand(settlement, approved.by) ?? accept({ ...settlement, status: 'approved', approved, dueOn })
}

/** Rejects a proposal, so that another can be made; by anybody of the province, with a reason. */
export const rejectSettlement = (
  rejected: Signature & { readonly reason: string },
  settlement: CitySettlement,
): Decision<CitySettlement> => {
  if (settlement.status === 'rejected') return accept(settlement)
  if (settlement.status === 'approved') return refuse('city-settlement.approved')
  return accept({ ...settlement, status: 'rejected', rejected })
}
