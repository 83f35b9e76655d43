import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { budgetKey, exemptionKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Budget, Exemption } from './rules/budget.ts'

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

/** Writes a budget at its next version; 0 creates it. */
export const budgetWrite = (budget: Budget, version: number): Write => ({
  kind: 'replace',
  item: { ...budgetKey(budget.fund, budget.year), kind: 'budget', ...budget },
  version,
})

/** Saves a budget at its next version; false when someone else changed it meanwhile. */
export const saveBudget = async (store: Store, budget: Budget, version: number): Promise<boolean> =>
  (await store.write([budgetWrite(budget, version)])).status === 'written'

/** The province's consent to a deficit of a fund year; undefined when there is none. */
export const readExemption = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Exemption | undefined> => {
  const item = await store.get(exemptionKey(fund, year))
  if (!item) return undefined
  const { reason, grantedBy, grantedOn } = item as unknown as Exemption
  return { reason, grantedBy, grantedOn }
}

/** Records the province's consent, once a year; false when there is one already. */
export const recordExemption = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  exemption: Exemption,
): Promise<boolean> => {
  const item = { ...exemptionKey(fund, year), kind: 'budget-exemption', ...fund, year, ...exemption }
  return (await store.write([{ kind: 'create', item }])).status === 'written'
}
