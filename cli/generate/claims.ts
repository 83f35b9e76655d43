import type { InventedItem } from './catalogue.ts'
import { inventCharges } from './charges.ts'
import type { Envelope } from './envelopes.ts'
import { settlementInput, toEnvelope, transactions } from './envelopes.ts'
import type { Random } from './random.ts'
import type { Visit } from './visits.ts'

const two = (number: number): string => String(number).padStart(2, '0')

/** Turns visits into settlement messages in the order in which they are settled. */
export const inventClaims = (
  random: Random,
  visits: readonly Visit[],
  catalogue: readonly InventedItem[],
): Envelope[] =>
  visits
    .map((visit) => ({
      visit,
      at: `${visit.on} ${two(random.between(8, 17))}:${two(random.between(0, 59))}:${two(random.between(0, 59))}`,
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ visit, at }, index) => {
      const charges = inventCharges(random, visit, catalogue)
      const usesAccount = visit.person.scheme === 'employee' && random.chance(0.8)
      const infno = transactions.settle[visit.care]
      return toEnvelope(
        visit,
        { infno, at, sequence: index % 1000 },
        settlementInput(visit, charges, { index, usesAccount }),
      )
    })
