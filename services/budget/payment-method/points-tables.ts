import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import type { Method } from '../agreement/rules/payment-terms.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { readReviews } from './case-reviews.ts'
import { readGroupTable } from './group-tables.ts'
import type { Grouper, GroupTable } from './rules/group-table.ts'
import { grouperOf } from './rules/group-table.ts'
import type { PointsTables } from './rules/prepay.ts'

type LoadedTable = Pick<GroupTable, 'method' | 'prepaidPerPoint'> & { readonly grouper: Grouper }

/** Tables read from a store: they never change once published, so that each is read once. */
const loadedFrom = new WeakMap<Store, Map<string, Promise<LoadedTable>>>()

const load = async (store: Store, tableId: string): Promise<LoadedTable> => {
  const table = await readGroupTable(store, tableId)
  must(table !== undefined, 'payment.no-group-table', `table ${tableId} is not published`, { tableId })
  const { method, prepaidPerPoint } = table
  return { method, prepaidPerPoint, grouper: grouperOf(table) }
}

const loadOnce = (store: Store, tableId: string): Promise<LoadedTable> => {
  const tables = loadedFrom.get(store) ?? new Map<string, Promise<LoadedTable>>()
  loadedFrom.set(store, tables)
  const known = tables.get(tableId) ?? load(store, tableId)
  tables.set(tableId, known)
  // A failure is not remembered: the table may be published meanwhile.
  known.catch(() => tables.delete(tableId))
  return known
}

const share = z.string()
const outlierTable = z.strictObject({
  drg: z.strictObject({ low: share, high: share, review: share }),
  dip: z.strictObject({ low: share, high: share, review: share }),
})

/** The ids of the tables that methods count points by. */
export const tablesOf = (methods: readonly Method[]): string[] => [
  ...new Set(methods.flatMap((method) => ('groups' in method ? [method.groups] : []))),
]

const unknownTable = (tableId: string): never => {
  throw new TongchouError('payment.no-group-table', `table ${tableId} was not made ready`, { tableId })
}

/** Makes the tables of some methods ready: their groups, the limits of outliers of the day, and what experts decided. */
export const pointsTables = async (
  { store, policy }: { readonly store: Store; readonly policy: () => Policy },
  { fund, year, on }: { readonly fund: Fund; readonly year: FundYear; readonly on: Day },
  methods: readonly Method[],
): Promise<PointsTables> => {
  const ids = tablesOf(methods)
  if (ids.length === 0) return unknownTable
  const outliers = tableAt(policy(), 'payment.cost_outliers', { on, city: fund.city }, outlierTable)
  const reviews = await readReviews(store, fund, year)
  const decided = new Map(reviews.map(({ claimId, coefficient }) => [claimId, coefficient]))
  const ready = new Map(
    await Promise.all(ids.map(async (tableId) => [tableId, await loadOnce(store, tableId)] as const)),
  )
  return (tableId) => {
    const table = ready.get(tableId) ?? unknownTable(tableId)
    const limits = table.method === 'tcm' ? undefined : outliers[table.method]
    return { ...table, outliers: limits, decided }
  }
}
