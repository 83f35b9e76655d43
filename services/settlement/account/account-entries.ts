import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { evolve } from '../insured-year/rules/evolve.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import { accountEntryKey } from '../keys.ts'

export const entryCauses = ['interest', 'account-inheritance', 'account-transfer-out'] as const

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
}

export const accountEntries = defineRecord<AccountEntry, Pick<AccountEntry, 'personId' | 'entryId'>>({
  kind: 'account-entry',
  key: accountEntryKey,
})

/** A year with an entry on its account, one version on. */
export const withEntry = (year: RecordedYear, amount: Fen): RecordedYear => ({
  ...year,
  state: evolve(year.state, { kind: 'account-credited', amount }),
  moved: fen((year.moved ?? 0) + amount),
})
