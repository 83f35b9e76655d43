import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { budgetKey, exemptionKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Budget, Exemption } from './rules/budget.ts'

/** A budget and the version its next state replaces (0: not compiled yet). */
export type VersionedBudget = { readonly budget: Budget | undefined; readonly version: number }

export const budgets = defineRecord<
  Budget & { readonly version: number },
  { readonly fund: Fund; readonly year: FundYear }
>({ kind: 'budget', key: ({ fund, year }) => budgetKey(fund, year) })

type FundYearName = Fund & { readonly year: FundYear }

const exemptions = defineRecord<FundYearName & Exemption, FundYearName>({
  kind: 'budget-exemption',
  key: (of) => exemptionKey(of, of.year),
})

/** A year's budget and its version. */
export const readBudget = async (store: Store, fund: Fund, year: FundYear): Promise<VersionedBudget> => {
  const budget = await budgets.read(store, { fund, year })
  return { budget, version: budget?.version ?? 0 }
}

/** Writes a budget at its next version; 0 creates it. */
export const budgetWrite = (budget: Budget, version: number): Write =>
  budgets.replace({ ...budget, version }, version)

/** Saves a budget at its next version, with what is told of it; false when someone else changed it meanwhile. */
export const saveBudget = async (
  store: Store,
  budget: Budget,
  version: number,
  told: readonly Write[] = [],
): Promise<boolean> => (await store.write([budgetWrite(budget, version), ...told])).status === 'written'

/** The province's consent to a deficit of a fund year; undefined when there is none. */
export const readExemption = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Exemption | undefined> => {
  const found = await exemptions.read(store, { ...fund, year })
  if (!found) return undefined
  const { reason, grantedBy, grantedOn } = found
  return { reason, grantedBy, grantedOn }
}

/** Records the province's consent, once a year; false when there is one already. */
export const recordExemption = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  exemption: Exemption,
): Promise<boolean> =>
  (await store.write([exemptions.create({ ...fund, year, ...exemption })])).status === 'written'
