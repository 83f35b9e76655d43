import { daysBetween } from '#shared/calendar/day.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'

/** An order to pay an institution that is not paid in time, and for how many days. */
export type LateOrder = {
  readonly orderId: string
  readonly payee: string
  readonly amount: number
  readonly dueOn: string
  readonly daysLate: number
}

type Unpaid = Omit<LateOrder, 'daysLate'> & { readonly city: string }

/**
 * Finds orders that are late by the last day that their city's journal books: a stack that replays a year is not late
 * by today's calendar.
 */
export const latePayments = () => {
  const lastDays = new Map<string, string>()
  const unpaid: Unpaid[] = []
  return {
    see: (item: RecordedItem): void => {
      if (item.kind === 'journal-entry') {
        const [city, on] = [String(item.city), String(item.on)]
        if (on > (lastDays.get(city) ?? '')) lastDays.set(city, on)
      }
      if (item.kind !== 'payment-order' || item.state === 'paid' || item.dueOn === undefined) return
      const { city } = item.fund as { city: string }
      const [orderId, payee] = [String(item.orderId), String(item.payee)]
      unpaid.push({ city, orderId, payee, amount: Number(item.amount), dueOn: String(item.dueOn) })
    },
    finish: (): LateOrder[] =>
      unpaid
        .flatMap(({ city, ...order }) => {
          const lastDay = lastDays.get(city) ?? ''
          return lastDay > order.dueOn ? [{ ...order, daysLate: daysBetween(order.dueOn, lastDay) }] : []
        })
        .sort((a, b) => b.daysLate - a.daysLate),
  }
}
