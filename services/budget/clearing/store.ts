import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { clearingKey, clearingPartition, clearingPoolKey, clearingPoolPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Pool } from './rules/pools.ts'
import type { ClearingStatement } from './rules/statement.ts'

type ClearingRecord = Fund & ClearingStatement & { readonly version: number }
type StatementKey = Fund & { readonly year: FundYear; readonly institution: string }

export const clearings = defineRecord<ClearingRecord, StatementKey>({
  kind: 'clearing-statement',
  key: (of) => clearingKey(of, of.year, of.institution),
})

type RecordedPool = Fund & Omit<Pool, 'shares'> & { readonly year: FundYear; readonly institutions: number }

const clearingPools = defineRecord<RecordedPool>({
  kind: 'clearing-pool',
  key: (of) => clearingPoolKey(of, of.year, of.pool),
})

/** A statement and the version it stands at. */
export type StoredStatement = { readonly statement: ClearingStatement; readonly version: number }

const standing = (statement: ClearingRecord): StoredStatement => ({ statement, version: statement.version })

/** Writes a statement at its next version; 0 creates it. */
export const clearingWrite = (fund: Fund, statement: ClearingStatement, version: number): Write =>
  clearings.replace({ ...statement, ...fund, version }, version)

export const readClearing = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institution: string,
): Promise<StoredStatement | undefined> => {
  const found = await clearings.read(store, { ...fund, year, institution })
  return found && standing(found)
}

/** Statements of some institutions, in one round trip. */
export const readClearings = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institutions: readonly string[],
): Promise<StoredStatement[]> => {
  const ids = institutions.map((institution) => ({ ...fund, year, institution }))
  const found = await clearings.readMany(store, ids)
  return found.flatMap((statement) => (statement ? [standing(statement)] : []))
}

/** All statements of a fund year, one by one in order of institutions. */
export const listClearings = (store: Store, fund: Fund, year: FundYear): AsyncGenerator<ClearingStatement> =>
  clearings.list(store, clearingPartition(fund, year))

/** A fund year's statements, page by page in order of institutions. */
export const pageClearings = (
  store: Store,
  fund: Fund,
  year: FundYear,
  page: { limit: number; cursor?: string },
) => clearings.page(store, clearingPartition(fund, year), page)

/** Writes down what institutions are paid out of together, once each. */
export const recordPools = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  pools: readonly Pool[],
): Promise<void> => {
  for (const { shares, ...pool } of pools)
    await store.write([clearingPools.create({ ...fund, year, ...pool, institutions: shares.size })])
}

/** The pools of a fund year as they were divided. */
export const readPools = (store: Store, fund: Fund, year: FundYear): Promise<RecordedPool[]> =>
  Array.fromAsync(clearingPools.list(store, clearingPoolPartition(fund, year)))
