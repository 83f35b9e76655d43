import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.contributions-in-ledger'

type Receipt = {
  readonly paymentId: string
  readonly city: string
  readonly scheme: string
  readonly pooled: number
  readonly account: number
}

/** Every payment received, and every sweep, stands in the ledger once with its fund and amount. */
export const contributionsInLedger: CrossCheck = {
  id,
  number: 6,
  rule: 'payments received and income swept = their entries in the ledger, each with fund and amount',
  start: () => {
    const matching = startMatching(id, { here: 'contribution', there: 'budget' })
    return {
      see: (service, item) => {
        if (service === 'contribution' && item.kind === 'payment') {
          const { paymentId, city, scheme, pooled, account } = item.receipt as Receipt
          matching.here(`payment:${paymentId}`, [city, scheme, pooled + account])
        }
        if (service === 'contribution' && item.kind === 'sweep' && Number(item.amount) !== 0)
          matching.here(`sweep:${item.sweepId}`, [
            String(item.city),
            String(item.scheme),
            Number(item.amount),
          ])
        if (service !== 'budget' || item.kind !== 'journal-entry') return
        const movements = item.movements as Readonly<Record<string, number>>
        const fund = [String(item.city), String(item.scheme)]
        if (item.reason === 'contribution-received')
          matching.there(String(item.source), [...fund, movements['income-account'] ?? 0])
        if (item.reason === 'income-swept')
          matching.there(String(item.source), [...fund, movements['special-account'] ?? 0])
      },
      finish: matching.finish,
    }
  },
}
