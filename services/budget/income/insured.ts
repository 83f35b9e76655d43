import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { insuredKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { insuredBy } from './rules/person-months.ts'

type InsuredName = Fund & { readonly year: FundYear }

const counters = defineRecord<InsuredName & { readonly personMonths: number }, InsuredName>({
  kind: 'insured-months',
  key: ({ year, ...fund }) => insuredKey(fund, year),
})

/** Adds to the person-months of a fund's year. */
export const insuredAddition = ({ city, scheme }: Fund, year: FundYear, personMonths: number): Write => ({
  kind: 'add',
  key: insuredKey({ city, scheme }, year),
  amounts: { personMonths },
  set: { kind: counters.kind, city, scheme, year },
})

/** The insured of a fund's year on average, as contributions paid have it; undefined where none were. */
export const readInsured = async (store: Store, fund: Fund, year: FundYear): Promise<number | undefined> =>
  insuredBy((await counters.read(store, { ...fund, year }))?.personMonths ?? 0)

/** Those whom heads are held against: the insured of a year, or of the year before as long as nobody paid for it. */
export const countedInsured = async (store: Store, fund: Fund, year: FundYear): Promise<number | undefined> =>
  (await readInsured(store, fund, year)) ?? (await readInsured(store, fund, year - 1))
