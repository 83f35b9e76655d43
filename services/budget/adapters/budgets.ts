import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored } from '#shared/edge/store.ts'
import type { Budget } from '../domain/budget/budget.ts'
import type { Fund } from '../domain/fund.ts'
import { budgetKey } from './keys.ts'

type StoredBudget = { readonly budget: Budget | undefined; readonly version: number }

const toBudget = (item: Stored): Budget => {
  const { pk, sk, kind, version, ...budget } = item
  return budget as unknown as Budget
}

/** A year's budget and its version; version 0 when there is none yet. */
export const readBudget = async (store: Store, fund: Fund, year: FundYear): Promise<StoredBudget> => {
  const item = await store.get(budgetKey(fund, year))
  return item ? { budget: toBudget(item), version: Number(item.version) } : { budget: undefined, version: 0 }
}

/** Saves a budget at its next version; false when someone else changed it meanwhile. */
export const saveBudget = async (store: Store, budget: Budget, version: number): Promise<boolean> => {
  const item = { ...budgetKey(budget.fund, budget.year), kind: 'budget', ...budget }
  return (await store.write([{ kind: 'replace', item, version }])).status === 'written'
}
