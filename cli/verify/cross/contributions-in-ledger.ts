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

type Suspense = Pick<Receipt, 'paymentId' | 'city' | 'scheme'> & {
  readonly amount: number
  readonly parts: readonly { readonly amount: number }[]
}

/** Every payment received stands in the ledger once with its fund and amount, and so does every sweep, what came back of it, interest, and all money in suspense. */
export const contributionsInLedger: CrossCheck = {
  id,
  number: 6,
  rule: 'payments received, income swept, interest and money in suspense = what stands of each in the ledger, with fund and amount',
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
        if (service === 'contribution' && item.kind === 'sweep-return')
          matching.here(`sweep-return:${item.returnId}`, [
            String(item.city),
            String(item.scheme),
            -Number(item.amount),
          ])
        if (service === 'contribution' && item.kind === 'interest')
          matching.here(`interest:${item.interestId}`, [
            String(item.city),
            String(item.scheme),
            Number(item.amount),
          ])
        if (service === 'contribution' && item.kind === 'suspense') {
          const { paymentId, city, scheme, amount, parts } = item.suspense as Suspense
          matching.here(`suspense:${paymentId}:0`, [city, scheme, amount])
          for (const [index, part] of parts.entries())
            matching.here(`suspense:${paymentId}:${index + 1}`, [city, scheme, -part.amount])
        }
        if (service !== 'budget') return
        if (item.kind === 'suspense-posted')
          matching.there(`suspense:${item.paymentId}:${item.part}`, [
            String(item.city),
            String(item.scheme),
            Number(item.amount),
          ])
        const fund = [String(item.city), String(item.scheme)]
        if (item.kind === 'receipt-posted')
          matching.there(`payment:${item.paymentId}`, [...fund, Number(item.pooled) + Number(item.account)])
        if (item.kind === 'journal-entry' && item.reason === 'interest-credited') {
          const movements = item.movements as Readonly<Record<string, number>>
          matching.there(String(item.source), [...fund, -(movements.interest ?? 0)])
        }
        if (
          item.kind === 'journal-entry' &&
          (item.reason === 'income-swept' || item.reason === 'income-returned')
        ) {
          const movements = item.movements as Readonly<Record<string, number>>
          matching.there(String(item.source), [...fund, movements['special-account'] ?? 0])
        }
      },
      finish: matching.finish,
    }
  },
}
