import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, lastDayOf, lastDayOfYear, monthsOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { isCoveredWithin, spellsOf } from '../../coverage/rules/coverage.ts'
import type { IssuedBill } from './resident-bill.ts'

/** What each month of large-sum cover (大额医疗) costs a retired person. */
export type LargeSumPremium = (month: Month) => Fen

/** The id of a retired person's bill of a year: there is one. */
const largeSumBillId = (personId: string, year: FundYear): string => `G-${personId}-${year}`

/**
 * A retired person's premium of large-sum cover for a year: each month in which they are retired and covered in the city.
 * It is beside their contributions, which are over: it gives no month and nothing to the account.
 */
export const largeSumBill = (
  person: CoveredPerson,
  year: FundYear,
  premium: LargeSumPremium,
  issuedOn: Day,
): IssuedBill | undefined => {
  const { personId, city } = person
  const spells = spellsOf(person).filter((spell) => spell.employment === 'retired' && spell.city === city)
  const months = monthsOf(year).filter((month) =>
    spells.some((spell) => isCoveredWithin(spell, firstDayOf(month), lastDayOf(month))),
  )
  const [from] = months
  const amount = sum(months.map(premium))
  if (from === undefined || amount === 0) return undefined
  return {
    bill: {
      billId: largeSumBillId(personId, year),
      kind: 'large-sum',
      scheme: 'employee',
      ...{ city, fundYear: year, from, to: months.at(-1) ?? from },
      ...{ issuedOn, dueOn: lastDayOfYear(year) },
      dues: [{ payer: 'individual', pooled: amount, account: 0 }],
      persons: [{ personId, account: 0, pooled: amount }],
      status: 'issued',
      paid: {},
    },
  }
}
