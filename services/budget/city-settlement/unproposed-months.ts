import type { Day } from '#shared/calendar/day.ts'
import { isMonth, lastDayOf } from '#shared/calendar/day.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Overdue } from '#shared/kernel/wait.ts'
import { waitingFor } from '#shared/kernel/wait.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { owedToPlaces } from '../claims/rules/care-elsewhere.ts'
import { text } from '../ledger/rules/recorded.ts'
import type { StoredSettlement } from './store.ts'
import { citySettlements } from './store.ts'

/** A closed month of which a city owes others something, and that no settlement between cities took. */
export type UnproposedMonth = {
  readonly city: string
  readonly scheme: string
  readonly month: string
  readonly amount: Fen
  readonly since: Day
}

/**
 * Gathers the months that nobody proposed to settle between cities. No single record shows them: the months are the
 * cities', and the settlements are the province's.
 */
export const startUnproposedMonths = () => {
  const months: UnproposedMonth[] = []
  const latest = new Map<string, StoredSettlement>()
  const seePeriod = (item: RecordedItem): void => {
    const month = text(item, 'period')
    if (!isMonth(month) || item.closedOn === undefined) return
    const due = Object.entries(owedToPlaces(item)).filter(([to]) => isCity(to))
    const amount = sum(due.map(([, owed]) => owed))
    if (amount > 0)
      months.push({
        ...{ city: text(item, 'city'), scheme: text(item, 'scheme') },
        ...{ month, amount, since: lastDayOf(month) },
      })
  }
  return {
    see: (item: RecordedItem): void => {
      if (item.kind === 'fund-period') seePeriod(item)
      if (!citySettlements.is(item)) return
      const settlement = citySettlements.from(item)
      if (settlement.status === 'rejected') return
      const before = latest.get(settlement.scheme)
      if (before === undefined || before.number < settlement.number) latest.set(settlement.scheme, settlement)
    },
    finish: (): UnproposedMonth[] =>
      months.filter(({ city, scheme, month }) => {
        const through = latest.get(scheme)?.through.find((each) => each.city === city)?.month
        return through === undefined || month > through
      }),
  }
}

/** The months that wait longer than the policy takes it. */
export const monthsProposedLate = (months: readonly UnproposedMonth[], policy: Policy, on: Day): Overdue[] =>
  months
    .map(({ city, scheme, month, amount, since }) => ({
      wait: 'budget.city-months-are-proposed',
      where: `${city} ${scheme} ${month}`,
      ...waitingFor(policy, 'general.wait.city_settlement_days', since, amount),
    }))
    .filter(({ until }) => until < on)
