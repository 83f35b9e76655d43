import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.closed-years'
const figures = ['pooledCollection', 'income', 'expenditure', 'plannedExpenditure', 'closingBalance'] as const

/** The adjustment fund works from the very figures that each fund's year was closed with. */
export const closedYears: CrossCheck = {
  id,
  number: 8,
  rule: 'closed years as the adjustment fund has them = as the budget service closed them',
  start: () => {
    const matching = startMatching(id, { here: 'adjustment-fund', there: 'budget' })
    const figuresOf = (item: Readonly<Record<string, unknown>>) => figures.map((name) => Number(item[name]))
    return {
      see: (service, item) => {
        if (service === 'adjustment-fund' && item.kind === 'closed-year')
          matching.here(`${item.city} ${item.scheme} ${item.year}`, figuresOf(item))
        if (service === 'budget' && item.kind === 'fund-year-closed') {
          const { city, scheme } = item.fund as { readonly city: string; readonly scheme: string }
          matching.there(`${city} ${scheme} ${item.year}`, figuresOf(item))
        }
      },
      finish: matching.finish,
    }
  },
}

const clearedId = 'cross.cleared-years'

/** The adjustment fund judges gaps by the very figures that each fund's year was cleared with. */
export const clearedYears: CrossCheck = {
  id: clearedId,
  number: 8,
  rule: 'cleared years as the adjustment fund has them = as the budget service cleared them',
  start: () => {
    const matching = startMatching(clearedId, { here: 'adjustment-fund', there: 'budget' })
    const figuresOf = ({ income, expenditure }: Readonly<Record<string, unknown>>) => [
      Number(income),
      Number(expenditure),
    ]
    return {
      see: (service, item) => {
        if (service === 'adjustment-fund' && item.kind === 'cleared-year')
          matching.here(`${item.city} ${item.scheme} ${item.year}`, figuresOf(item))
        if (service === 'budget' && item.kind === 'fund-year-cleared') {
          const { city, scheme } = item.fund as { readonly city: string; readonly scheme: string }
          matching.there(`${city} ${scheme} ${item.year}`, figuresOf(item))
        }
      },
      finish: matching.finish,
    }
  },
}
