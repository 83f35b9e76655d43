import type { Violation } from '#shared/kernel/invariant.ts'
import { yearIn } from '../../../services/settlement/insured-year/records/insured-year-item.ts'
import { booksOf } from '../../../services/settlement/insured-year/rules/account-books.ts'
import type { CrossCheck } from '../check.ts'
import type { Receipt } from './accounts-in-ledger.ts'
import { accountLines, creditedBy } from './accounts-in-ledger.ts'

const id = 'cross.accounts-in-city-ledgers'

/**
 * What lies of personal accounts in each city's books, with what is paid on bills that are not complete yet, is what its
 * ledger owes for them. Whoever moves takes the money along, so no city keeps what another has to pay out.
 */
export const accountsInCityLedgers: CrossCheck = {
  id,
  number: 4,
  rule: 'what lies of all personal accounts in a city’s books, with what is paid on bills not complete yet = what its ledger holds for personal accounts since it was opened',
  start: () => {
    const held = new Map<string, number>()
    const ledger = new Map<string, number>()
    const add = (to: Map<string, number>, city: string, amount: number) =>
      to.set(city, (to.get(city) ?? 0) + amount)
    return {
      see: (service, item) => {
        const year = service === 'settlement' ? yearIn(item) : undefined
        if (year) for (const [city, amount] of Object.entries(booksOf(year.state))) add(held, city, amount)
        if (service === 'contribution' && item.kind === 'payment') {
          const receipt = item.receipt as Receipt
          add(held, receipt.city, receipt.account - creditedBy(receipt))
        }
        if (service !== 'budget' || item.kind !== 'journal-entry' || item.reason === 'opening') return
        const movements = item.movements as Readonly<Record<string, number>>
        for (const line of accountLines) add(ledger, String(item.city), 0 - (movements[line] ?? 0))
      },
      finish: () => {
        const cities = [...new Set([...held.keys(), ...ledger.keys()])]
        const violations = cities.flatMap((where): Violation[] => {
          const figures = { accounts: held.get(where) ?? 0, ledger: ledger.get(where) ?? 0 }
          return figures.accounts === figures.ledger
            ? []
            : [
                {
                  invariant: id,
                  where,
                  what: 'its books hold other than what lies in them of accounts',
                  figures,
                },
              ]
        })
        return { checked: cities.length, violations }
      },
    }
  },
}
