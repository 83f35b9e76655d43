import type { FundYear } from '#shared/calendar/day.ts'
import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { clearingKey, clearingPartition, clearingPoolKey, clearingPoolPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Pool } from './rules/pools.ts'
import type { ClearingStatement } from './rules/statement.ts'

/** A statement and the version it stands at. */
export type StoredStatement = { readonly statement: ClearingStatement; readonly version: number }

const toStatement = (item: Stored): StoredStatement => {
  const { pk, sk, kind, version, city, scheme, ...statement } = item
  return { statement: statement as unknown as ClearingStatement, version: Number(version) }
}

/** Writes a statement at its next version; 0 creates it. */
export const clearingWrite = (fund: Fund, statement: ClearingStatement, version: number): Write => ({
  kind: 'replace',
  item: {
    ...clearingKey(fund, statement.year, statement.institution),
    kind: 'clearing-statement',
    ...fund,
    ...(statement as unknown as Item),
  },
  version,
})

export const readClearing = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institution: string,
): Promise<StoredStatement | undefined> => {
  const item = await store.get(clearingKey(fund, year, institution))
  return item && toStatement(item)
}

/** Statements of some institutions, in one round trip. */
export const readClearings = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institutions: readonly string[],
): Promise<StoredStatement[]> => {
  const items = await store.getMany(institutions.map((institution) => clearingKey(fund, year, institution)))
  return items.flatMap((item) => (item ? [toStatement(item)] : []))
}

/** All statements of a fund year, one by one in order of institutions. */
export async function* listClearings(
  store: Store,
  fund: Fund,
  year: FundYear,
): AsyncGenerator<ClearingStatement> {
  for await (const item of store.list({ pk: clearingPartition(fund, year) }))
    yield toStatement(item).statement
}

/** A fund year's statements, page by page in order of institutions. */
export const pageClearings = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: clearingPartition(fund, year), ...page })
  return { statements: found.items.map((item) => toStatement(item).statement), cursor: found.cursor }
}

/** Writes down what institutions are paid out of together, once each. */
export const recordPools = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  pools: readonly Pool[],
): Promise<void> => {
  for (const { shares, ...pool } of pools) {
    const key = clearingPoolKey(fund, year, pool.pool)
    const item = { ...key, kind: 'clearing-pool', ...fund, year, ...pool, institutions: shares.size }
    await store.write([{ kind: 'create', item }])
  }
}

/** The pools of a fund year as they were divided. */
export const readPools = (store: Store, fund: Fund, year: FundYear) =>
  Array.fromAsync(
    store.list({ pk: clearingPoolPartition(fund, year) }),
    ({ pk, sk, kind, city, scheme, year: _, ...pool }) => pool,
  )
