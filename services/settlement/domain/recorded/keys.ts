import type { FundYear } from '#shared/calendar/day.ts'

/** Where an item stands in the service's table. */
export type Key = { readonly pk: string; readonly sk: string }

const claimPrefix = 'CLAIM#'
const personPrefix = 'PERSON#'
const yearPrefix = 'YEAR#'

/** A settled claim, or a reversal, by its own id: both take their ids from one namespace. */
export const claimKey = (claimId: string): Key => ({ pk: `${claimPrefix}${claimId}`, sk: 'CLAIM' })

/** The one place that says by what a claim was reversed; it can be written only once. */
export const reversedByKey = (claimId: string): Key => ({ pk: `${claimPrefix}${claimId}`, sk: 'REVERSED' })

export const insuredYearKey = (personId: string, year: FundYear): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: `${yearPrefix}${year}`,
})

/** A change of entitlement that reached back over days on which claims may have been settled. */
export const retroactiveKey = (personId: string, year: FundYear, entitlementVersion: number): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: `RETROACTIVE#${year}#${String(entitlementVersion).padStart(6, '0')}`,
})

export const claimIdOf = ({ pk }: Key): string => pk.slice(claimPrefix.length)
export const personIdOf = ({ pk }: Key): string => pk.slice(personPrefix.length)
export const yearOfKey = ({ sk }: Key): FundYear => Number(sk.slice(yearPrefix.length))

/** Whose entitlement, and of which year, a retroactive change was of. */
export const retroactiveYearOf = (key: Key): { readonly personId: string; readonly year: FundYear } => ({
  personId: personIdOf(key),
  year: Number(key.sk.split('#')[1]),
})
