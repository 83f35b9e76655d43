import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { besideTheBooks } from '../cleared-cost/store.ts'
import { yearFinalKey } from '../keys.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { finalPeriod } from '../ledger/rules/period.ts'
import type { Budget } from '../planning/rules/budget.ts'
import { readBudget } from '../planning/store.ts'
import { finalAccounts } from './rules/final-accounts.ts'

/** A cleared year whose final accounts are approved, with the pooled figures by the year that they belong to. */
export type FinalYear = {
  readonly fund: Fund
  readonly year: FundYear
  readonly finalisedOn: Day
  readonly income: Fen
  readonly expenditure: Fen
}

export const finalYears = defineRecord<FinalYear, Pick<FinalYear, 'fund' | 'year'>>({
  kind: 'fund-year-finalised',
  key: ({ fund, year }) => yearFinalKey(fund, year),
})

/** The final accounts of a year, and what stands beside its books. */
export const readFinalAccounts = async (
  store: Store,
  budget: Budget | undefined,
  { fund, year }: Pick<FinalYear, 'fund' | 'year'>,
) => {
  const [periods, beside] = await Promise.all([
    readPeriods(store, fund, finalPeriod(year)),
    besideTheBooks(store, fund, year),
  ])
  return { accounts: finalAccounts(budget, periods, beside), beside }
}

/** What is written with the approval of final accounts; nothing while the year is not cleared. */
export const finalYearWrites = async (store: Store, budget: Budget, finalisedOn: Day): Promise<Write[]> => {
  const { fund, year } = budget
  const { accounts } = await readFinalAccounts(store, budget, budget)
  if (accounts.status === 'refused' || !accounts.value.cleared) return []
  const { income, expenditure } = accounts.value.cleared.pooled
  return [finalYears.create({ fund, year, finalisedOn, income, expenditure })]
}

/** Tells of a year that was final before it was cleared, once. */
export const tellFinalYear = async (store: Store, fund: Fund, year: FundYear): Promise<void> => {
  const { budget } = await readBudget(store, fund, year)
  if (budget?.status !== 'final') return
  const writes = await finalYearWrites(store, budget, budget.finalised.on)
  if (writes.length > 0) await store.write(writes)
}
