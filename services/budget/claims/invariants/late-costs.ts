import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { ClaimsRecovered } from '#shared/contracts/supervision.ts'
import type { Invariant, RecordedItem } from '#shared/kernel/invariant.ts'
import { costsOf } from '../../cleared-cost/rules/cost-parts.ts'
import { costs, figuresOf } from '../../cleared-cost/store.ts'
import { differences, figure, fundOf, tally, text } from '../../ledger/rules/recorded.ts'
import { claimMovements } from '../rules/claims-entry.ts'
import { recoveryMovements } from '../rules/recovery-entry.ts'

const id = 'budget.late-costs-are-the-claims'
const isOfClaims = (name: string): boolean => name.endsWith(':claims') || name.endsWith(':recovered')

const isLate = (item: RecordedItem, year: number | undefined): year is number =>
  year !== undefined && year < Number(text(item, 'bookedIn').slice(0, 4))

/** What is booked in a year for claims of an earlier one stands beside the books of that one. */
export const lateCostsAreTheClaims: Invariant = {
  id,
  number: 7,
  rule: 'Beside the books of a year: claims, corrections and recoveries booked later = the postings and recoveries that say so.',
  start: () => {
    const counted = tally()
    const claims = tally()
    let looked = 0
    const place = (item: RecordedItem, year: number) => `${fundOf(item)} ${year} ${text(item, 'bookedIn')}`
    return {
      see: (item) => {
        if (item.kind === 'claim-posted' || item.kind === 'recovery-posted') looked += 1
        if (costs.is(item)) {
          const own = Object.entries(item).filter(([name]) => isOfClaims(name))
          if (own.length > 0) counted.add(place(item, figure(item, 'year')), Object.fromEntries(own) as never)
        }
        if (item.kind === 'claim-posted') {
          const year = item.year as number | undefined
          const movements = () => claimMovements([item as RecordedItem & SettledClaim])
          if (isLate(item, year)) claims.add(place(item, year), figuresOf(costsOf('claims', movements())))
        }
        if (item.kind === 'recovery-posted')
          for (const part of (item as RecordedItem & ClaimsRecovered).parts ?? [])
            if (isLate(item, part.year))
              claims.add(
                place(item, part.year),
                figuresOf(costsOf('recovered', recoveryMovements({ parts: [part] }))),
              )
      },
      finish: () => ({ ...differences(id, 'claims and cost of the year', claims, counted), checked: looked }),
    }
  },
}
