import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { eachOf, figure, fundOf, text } from '../ledger/rules/recorded.ts'

const id = 'budget.nothing-waits-that-could-be-paid'

type Waiting = { readonly orderId: string; readonly orderedOn: string; readonly amount: number }

const isOlder = (one: Waiting, other: Waiting | undefined): boolean =>
  other === undefined ||
  one.orderedOn < other.orderedOn ||
  (one.orderedOn === other.orderedOn && one.orderId < other.orderId)

/** The oldest order of each fund that waits for money, against what the special account holds. */
export const nothingWaits: Invariant = {
  id,
  number: 11,
  rule: 'The oldest order that waits for funds is larger than what the special account holds.',
  start: () => {
    const cash = new Map<string, number>()
    const oldest = new Map<string, Waiting>()
    const wait = (item: RecordedItem) => {
      const fund = fundOf((item.fund ?? {}) as RecordedItem)
      const waiting = {
        ...{ orderId: text(item, 'orderId'), orderedOn: text(item, 'orderedOn') },
        amount: figure(item, 'amount'),
      }
      if (isOlder(waiting, oldest.get(fund))) oldest.set(fund, waiting)
    }
    return {
      see: (item) => {
        if (item.kind === 'cash') cash.set(fundOf(item), figure(item, 'special-account'))
        if (item.kind === 'payment-order' && item.state === 'awaiting-funds') wait(item)
      },
      finish: () => {
        const violations = [...oldest].flatMap(([where, { orderId, amount }]): Violation[] => {
          const held = cash.get(where) ?? 0
          return held < amount
            ? []
            : [
                {
                  invariant: id,
                  where: `${where} ${orderId}`,
                  what: 'it could be paid',
                  figures: { held, amount },
                },
              ]
        })
        return { checked: cash.size, violations }
      },
    }
  },
}

/** What waits for funds, failed or was given again is still due when it was. */
export const ordersSayWhenTheyAreDue = eachOf(
  'payment-order',
  {
    id: 'budget.orders-say-when-they-are-due',
    number: 7,
    rule: 'Every order that a monthly settlement or a clearing gave says by when the institution is to be paid.',
  },
  (order) => {
    const { purpose } = order.cause as { purpose: string }
    const settlements = ['monthly-settlement', 'visitors-settlement', 'year-end-clearing']
    return settlements.includes(purpose) && order.dueOn === undefined
      ? { what: 'nobody can tell whether it is paid in time' }
      : undefined
  },
)
