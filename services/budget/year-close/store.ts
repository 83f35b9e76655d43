import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { ItemFields } from '../keys.ts'
import { yearCloseKey } from '../keys.ts'
import { periodAddition } from '../ledger/book.ts'
import { createEntry } from '../ledger/journal.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { EntryReason } from '../ledger/rules/journal-entry.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import type { Period } from '../ledger/rules/period.ts'
import { carryingPeriod, finalPeriod } from '../ledger/rules/period.ts'
import type { Budget } from '../planning/rules/budget.ts'
import { budgetWrite } from '../planning/store.ts'
import type { YearClosed } from './rules/close-year.ts'

const yearCloses = defineRecord<YearClosed, Pick<YearClosed, 'fund' | 'year'>>({
  kind: 'fund-year-closed',
  key: ({ fund, year }) => yearCloseKey(fund, year),
})

export const toYearClosed = (item: Stored): YearClosed => {
  const { pk, sk, kind, ...closed }: YearClosed & ItemFields = yearCloses.from(item)
  return closed
}

export const readYearClose = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<YearClosed | undefined> => {
  const item = await store.get(yearCloseKey(fund, year))
  return item && toYearClosed(item)
}

/** An entry in a period of its own, which is closed with it; none when nothing moves. */
const closingEntry = (
  { fund, year, closedOn }: YearClosed,
  period: Period,
  reason: EntryReason,
  movements: Movements,
): Write[] => {
  if (Object.keys(movements).length === 0) return []
  const source = `year-close:${year}`
  const entryId = stableId('E-', source, fund.city, fund.scheme, reason)
  return [
    createEntry({ entryId, fund, month: period, reason, on: closedOn, source, movements }),
    periodAddition(fund, period, { ...movements, entries: 1 }, { closedOn, closedBy: source }),
  ]
}

/**
 * Records a year's close with the entries that end it and its budget as executed, once; answers whether this call did it.
 */
export const recordYearClose = async (
  store: Store,
  closed: YearClosed,
  { budget, version }: { readonly budget: Budget; readonly version: number },
): Promise<boolean> => {
  const { year, finalEntries, resultCarried } = closed
  const written = await store.write([
    yearCloses.create(closed),
    ...closingEntry(closed, finalPeriod(year), 'final-entries', finalEntries),
    ...closingEntry(closed, carryingPeriod(year), 'result-carried', resultCarried),
    budgetWrite(budget, version),
  ])
  return written.status === 'written'
}
