import type { FundYear } from '#shared/calendar/day.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { advanceKey, advancePartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** Working capital lent to an institution for a year, until its clearing takes it back. */
export type Advance = {
  readonly institution: string
  readonly year: FundYear
  readonly quota: Fen
  readonly share: string
  readonly amount: Fen
  readonly entryId: string
  readonly orderId: string
}

export const advanceWrite = (fund: Fund, advance: Advance): Write => ({
  kind: 'create',
  item: {
    ...advanceKey(fund, advance.year, advance.institution),
    kind: 'working-capital',
    ...fund,
    ...advance,
  },
})

/** Which of some institutions have an advance for a year. */
export const advancedAmong = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institutions: readonly string[],
): Promise<ReadonlySet<string>> => {
  const items = await store.getMany(institutions.map((institution) => advanceKey(fund, year, institution)))
  return new Set(items.flatMap((item) => item?.sk ?? []))
}

/** What was advanced in a fund year, by institution. */
export const readAdvances = async (store: Store, fund: Fund, year: FundYear): Promise<Map<string, Fen>> => {
  const found = store.list({ pk: advancePartition(fund, year) })
  return new Map(await Array.fromAsync(found, ({ sk, amount }) => [sk, Number(amount)] as const))
}

/** A fund year's advances, page by page in order of institutions. */
export const pageAdvances = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: advancePartition(fund, year), ...page })
  const advances = found.items.map(({ pk, sk, kind, city, scheme, ...advance }) => advance)
  return { advances, cursor: found.cursor }
}
