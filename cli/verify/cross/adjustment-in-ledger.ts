import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.adjustment-fund-in-ledger'

/** Levies assessed and remitted, and shares approved and paid, stand in the cities' ledgers with their amounts. */
export const adjustmentInLedger: CrossCheck = {
  id,
  number: 8,
  rule: "levies due and remitted, and shares of gaps approved and paid = entries and orders of the cities' ledgers",
  start: () => {
    const matching = startMatching(id, { here: 'adjustment-fund', there: 'budget' })
    const fundOf = ({ city, scheme }: Readonly<Record<string, unknown>>) => [String(city), String(scheme)]
    return {
      see: (service, item) => {
        if (service === 'adjustment-fund') {
          const figures = [...fundOf(item), Number(item.amount)]
          if (item.kind === 'levy' && item.status === 'due') matching.here(`assessed ${item.levyId}`, figures)
          if (item.kind === 'levy-late-fee') matching.here(`assessed ${item.feeId}`, figures)
          if (item.kind === 'levy-receipt') matching.here(`remitted ${item.levyId}`, figures)
          if (item.kind === 'allocation')
            matching.here(`allocated ${item.allocationId}`, [
              ...figures,
              Number(item.approved) - Number(item.carried ?? 0),
            ])
          if (item.kind === 'clawback') matching.here(`clawed back ${item.clawbackId}`, figures)
          if (item.kind === 'further-share') matching.here(`approved ${item.furtherId}`, figures)
          if (item.kind === 'allocation-lapse') matching.here(`lapsed ${item.lapseId}`, figures)
          const approved = Number((item.share as { readonly fund?: number } | undefined)?.fund ?? 0)
          if (item.kind === 'gap-application' && approved > 0)
            matching.here(`approved ${item.applicationId}`, [...fundOf(item), approved])
        }
        if (service !== 'budget') return
        if (item.kind === 'journal-entry') {
          const movements = item.movements as Readonly<Record<string, number>>
          if (item.reason === 'levy-assessed') {
            const clawedBack = movements['upper-level-subsidy']
            matching.there(`${clawedBack === undefined ? 'assessed' : 'clawed back'} ${item.source}`, [
              ...fundOf(item),
              clawedBack ?? movements['upper-level-remittance'] ?? 0,
            ])
          }
          if (item.reason === 'allocation-lapsed')
            matching.there(`lapsed ${item.source}`, [...fundOf(item), movements['upper-level-subsidy'] ?? 0])
          if (item.reason === 'allocation-received')
            matching.there(`allocated ${item.source}`, [
              ...fundOf(item),
              movements['special-account'] ?? 0,
              -(movements['adjustment-fund-receivable'] ?? 0),
            ])
          if (item.reason === 'allocation-approved')
            matching.there(`approved ${item.source}`, [
              ...fundOf(item),
              movements['adjustment-fund-receivable'] ?? 0,
            ])
        }
        const cause = item.cause as { readonly levyId?: string } | undefined
        if (item.kind === 'payment-order' && item.state === 'paid' && cause?.levyId !== undefined)
          matching.there(`remitted ${cause.levyId}`, [
            ...fundOf(item.fund as Readonly<Record<string, unknown>>),
            Number(item.amount),
          ])
      },
      finish: matching.finish,
    }
  },
}
