import type { Finding, Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import type { Receipt } from '../../payment/rules/payment.ts'
import type { Suspense } from '../../payment/rules/suspense.ts'
import type { ReturnOrder } from '../../return-order/rules/return-order.ts'

export type Facts = { readonly [kind: string]: readonly RecordedItem[] }
type Report = (where: string, what: string, figures?: Violation['figures']) => void

/** An invariant over the items of some kinds, judged when all of them were seen; `judge` answers how many things it looked at. */
export const over = (
  { id, number, rule }: Pick<Invariant, 'id' | 'number' | 'rule'>,
  kinds: readonly string[],
  judge: (facts: Facts, say: Report) => number,
): Invariant => ({
  id,
  number,
  rule,
  start: () => {
    const facts: Record<string, RecordedItem[]> = {}
    return {
      see: (item) => {
        const kind = String(item.kind)
        if (!kinds.includes(kind)) return
        facts[kind] ??= []
        facts[kind].push(item)
      },
      finish: (): Finding => {
        const violations: Violation[] = []
        const checked = judge(facts, (where, what, figures) =>
          violations.push({ invariant: id, where, what, ...(figures ? { figures } : {}) }),
        )
        return { checked, violations }
      },
    }
  },
})

export const billsOf = (facts: Facts): Bill[] => (facts.bill ?? []).map((item) => item.bill as Bill)
export const receiptsOf = (facts: Facts): Receipt[] =>
  (facts.payment ?? []).map((item) => item.receipt as Receipt)
export const suspensesOf = (facts: Facts): Suspense[] =>
  (facts.suspense ?? []).map((item) => item.suspense as Suspense)
export const returnsOf = (facts: Facts): ReturnOrder[] =>
  (facts['return-order'] ?? []).map((item) => item.order as ReturnOrder)
export const money = ({ pooled, account }: Receipt) => pooled + account
