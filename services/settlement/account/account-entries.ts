import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { accountEntryKey } from '../keys.ts'

/** What the fund credits to accounts by runs, each account once a year. */
export const creditCauses = ['interest', 'retiree-credit'] as const
export type CreditCause = (typeof creditCauses)[number]
export const entryCauses = [
  ...creditCauses,
  'account-inheritance',
  'account-transfer-out',
  'account-parted',
  'number-joined',
  'account-moved',
  'family-use',
  'family-premium',
] as const

/** What a claim of a member of the family took from an account: it is owed to the institution by the account's city. */
export type FamilyUse = {
  readonly claimId: string
  readonly member: string
  readonly consentId: string
  readonly institution: string
  readonly care: 'inpatient' | 'outpatient'
  /** Where the care was given, where that is not the account's city. */
  readonly at?: string
  /** The fund year of the care. */
  readonly ofYear: FundYear
}

/** What a relative's bill took of an account, or gave back. */
export type PremiumPart = {
  readonly premiumId: string
  readonly member: string
  readonly consentId: string
  readonly billId: string
}

/** What an account was given or gave beside credits of bills and claims: less than nothing where it was paid out. */
export type AccountEntry = {
  readonly entryId: string
  readonly personId: string
  /** The year of the account that it stands in. */
  readonly year: FundYear
  /** Whose employees' fund books it. */
  readonly city: CityCode
  readonly cause: (typeof entryCauses)[number]
  readonly amount: Fen
  readonly on: Day
  readonly benefitId?: string
  /** Of money that went from one account to another, or from one city's books to another's: by what, and whose the other side is. */
  readonly move?: { readonly moveId: string; readonly with: string; readonly city: CityCode }
  /** Of what went from a number to the one that it turned out to be: the other of the two, whose entry has the same id. */
  readonly other?: string
  /** Of what a claim of family took, or gave back: whose, by which consent, and where the care was. */
  readonly family?: FamilyUse
  /** Of what was to pay a relative's premium, or came back of it. */
  readonly premium?: PremiumPart
  /** Of a retired person's credit: how many months they were retired, and by which version of the year's entitlement. */
  readonly retired?: { readonly months: number; readonly entitlementVersion: number }
  /** Of what of such a credit is taken back: the day of the death. Without one: the death was taken back, and it is theirs again. */
  readonly afterDeath?: { readonly diedOn?: Day }
}

export const accountEntries = defineRecord<AccountEntry, Pick<AccountEntry, 'personId' | 'entryId'>>({
  kind: 'account-entry',
  key: accountEntryKey,
})

/** A year with an entry on its account, in a city's books, one version on. */
export const withEntry = (year: RecordedYear, amount: Fen, city: CityCode): RecordedYear => ({
  ...year,
  state: evolve(year.state, { kind: 'account-credited', amount, in: { [city]: amount } }),
  moved: fen((year.moved ?? 0) + amount),
})

/** A year with several entries on its account, each in its city's books: all of them are one version. */
export const withEntries = (
  before: RecordedYear,
  entries: readonly Pick<AccountEntry, 'amount' | 'city'>[],
): RecordedYear => {
  const after = entries.reduce((year, { amount, city }) => withEntry(year, amount, city), before)
  return { ...after, state: { ...after.state, version: before.state.version + 1 } }
}
