import type { FundYear } from '#shared/calendar/day.ts'
import { plainId } from '#shared/kernel/plain-id.ts'

/** Where an item stands in the service's table. */
export type Key = { readonly pk: string; readonly sk: string }

/** The key of records whose keys alone say what they are of. */
export const ownKey = ({ pk, sk }: Key): Key => ({ pk, sk })

const claimPrefix = 'CLAIM#'
const personPrefix = 'PERSON#'
const yearPrefix = 'YEAR#'

/** All that is recorded under a claim's id: the claim, its corrections in their sequence, its reversal's mark. */
export const claimPartition = (claimId: string): string => `${claimPrefix}${claimId}`

/** A settled claim, or a reversal, by its own id: both take their ids from one namespace. */
export const claimKey = (claimId: string): Key => ({ pk: claimPartition(claimId), sk: 'CLAIM' })

/**
 * Where a claim says by what it was reversed: the first time, or by what that was taken back, and so on in turn. Each place
 * can be written only once.
 */
export const reversedByKey = (claimId: string, turn = 1): Key => ({
  pk: claimPartition(claimId),
  sk: turn === 1 ? 'REVERSED' : `REVERSED#${String(turn).padStart(3, '0')}`,
})

/** What an institution sent under a claim's id and a rule held, beside the claim that it may become. */
export const heldKey = (claimId: string): Key => ({ pk: claimPartition(claimId), sk: 'HELD' })

/** A correction of a claim, by its sequence; each can be written only once. */
export const correctedKey = (claimId: string, sequence: number): Key => ({
  pk: claimPartition(claimId),
  sk: `CORRECTED#${String(sequence).padStart(3, '0')}`,
})

export const insuredYearKey = (personId: string, year: FundYear): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: `${yearPrefix}${year}`,
})

/** What is registered of a person beside coverage, for all years. */
export const registrationsKey = (personId: string): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: 'REGISTRATIONS',
})

/** Where proposals of what is registered of persons wait, in the index: those of a city. */
export const registrationProposals = (city: string): string => `REGISTRATION-PROPOSALS#${city}`

/** Where proposals of what institutions are registered as wait, in the index: those of a city. */
export const institutionProposals = (city: string): string => `INSTITUTION-PROPOSALS#${city}`

/** Where imports of the catalogue wait for another person, in the index. */
export const catalogueImportsIn = { waiting: 'CATALOGUE-IMPORTS#waiting' } as const

/** What interest and payouts made of a person's account, entry by entry. */
export const accountEntryPrefix = 'ACCOUNT#'
export const accountEntryKey = ({
  personId,
  entryId,
}: {
  readonly personId: string
  readonly entryId: string
}): Key => ({ pk: `${personPrefix}${personId}`, sk: `${accountEntryPrefix}${entryId}` })
export const accountEntriesOf = (personId: string) => ({
  pk: `${personPrefix}${personId}`,
  prefix: accountEntryPrefix,
})

/** Whose accounts a person may use, and with whom they share their own. */
export const familyKey = ({ personId }: { readonly personId: string }): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: 'FAMILY',
})
export const sharedKey = ({ personId }: { readonly personId: string }): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: 'SHARED',
})

/** What an account is to pay of relatives' premiums. */
const familyPremiumPrefix = 'FAMILY-PREMIUM#'
export const familyPremiumKey = ({
  owner,
  premiumId,
}: {
  readonly owner: string
  readonly premiumId: string
}): Key => ({ pk: `${personPrefix}${owner}`, sk: `${familyPremiumPrefix}${premiumId}` })
export const familyPremiumsOf = (owner: string) => ({
  pk: `${personPrefix}${owner}`,
  prefix: familyPremiumPrefix,
})

/** What was tried of other figures of the law, in the index: all that a city ordered, or the province. */
export const whatIfsOf = (division: string): string => `WHAT-IFS#${division}`

/** Runs of corrections in the index: all of a city, or of the province. */
export const correctionRunsOf = (division: string): string => `CORRECTIONS#${division}`

/** A parting of persons as it is followed here. */
export const partingKey = ({ partingId }: { readonly partingId: string }): Key => ({
  pk: `PARTING#${partingId}`,
  sk: 'PARTING',
})
/** Where partings stand in the index: those of a division of which something waits, and the others. */
export const partingsIn = (division: string, state: 'open' | 'done'): string =>
  `PARTINGS-${state}#${division}`

/** The deliveries that a maternity allowance was asked for, all of a person together: so none is paid twice. */
export const deliveriesKey = ({ personId }: { readonly personId: string }): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: 'DELIVERIES',
})

/** What is granted beside claims, and in the index those of a city in a state. */
export const benefitKey = ({ benefitId }: { readonly benefitId: string }): Key => ({
  pk: `BENEFIT#${benefitId}`,
  sk: 'BENEFIT',
})
/** What becomes of an allowance that was paid for a delivery a second time: beside the allowance. */
export const takeBackKey = ({ benefitId }: { readonly benefitId: string }): Key => ({
  ...benefitKey({ benefitId }),
  sk: 'TAKE-BACK',
})
export const takeBacksIn = (city: string, state: string): string => `TAKE-BACKS#${city}#${state}`
export const benefitsIn = (city: string, state: string): string => `BENEFITS#${city}#${state}`

/** The years of a person, by the beginning of their sort keys. */
export const insuredYearsOf = (personId: string) => ({ pk: `${personPrefix}${personId}`, prefix: yearPrefix })

/** Years of a person that follow each other, whatever their order, by the range of their sort keys. */
export const insuredYearsAmong = (personId: string, years: readonly FundYear[]) => {
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const { pk, sk } = insuredYearKey(personId, first)
  return { pk, between: [sk, insuredYearKey(personId, last).sk] as const }
}

/** A change of entitlement that reached back over days on which claims may have been settled. */
export const retroactiveKey = (personId: string, year: FundYear, entitlementVersion: number): Key => ({
  pk: `${personPrefix}${personId}`,
  sk: `RETROACTIVE#${year}#${String(entitlementVersion).padStart(6, '0')}`,
})

/** Which claims settled a visit that the institution numbers itself, in whatever letters the number is written. */
export const visitSlotKey = (institution: string, visitId: string): Key => ({
  pk: `SLOT#${institution}#${plainId(visitId)}`,
  sk: 'SLOT',
})

export const sequenceOf = ({ sk }: Key): number => Number(sk.split('#')[1])
export const claimIdOf = ({ pk }: Key): string => pk.slice(claimPrefix.length)
export const personIdOf = ({ pk }: Key): string => pk.slice(personPrefix.length)
export const yearOfKey = ({ sk }: Key): FundYear => Number(sk.slice(yearPrefix.length))

/** Whose entitlement, and of which year, a retroactive change was of. */
export const retroactiveYearOf = (key: Key): { readonly personId: string; readonly year: FundYear } => ({
  personId: personIdOf(key),
  year: Number(key.sk.split('#')[1]),
})
