import type { Store, Stored } from '#shared/edge/store/store.ts'
import { importRecords, isJudged } from '../../catalogue/import-store.ts'
import { cataloguePartition, headRecords, versionRecords } from '../../catalogue/store.ts'

const importIn = (record: Stored): readonly string[] => {
  if (versionRecords.is(record)) return [versionRecords.from(record).importId]
  if (!importRecords.is(record)) return []
  const found = importRecords.from(record)
  return isJudged(found) && found.status === 'in-force' ? [found.importId] : []
}

/** Where records tell of what is in force of the catalogue: its head, all its versions and the imports behind them. */
export const wholeCatalogue = async (
  records: readonly Stored[],
  store: Store,
): Promise<readonly Stored[]> => {
  const own = records.flatMap(importIn)
  if (own.length === 0 && !records.some(headRecords.is)) return []
  const listed = await Array.fromAsync(store.list({ pk: cataloguePartition }))
  const importIds = new Set([...own, ...listed.flatMap(importIn)])
  const imports = await store.getMany([...importIds].map((importId) => importRecords.key({ importId })))
  return [...listed, ...imports.flatMap((item) => item ?? [])]
}
