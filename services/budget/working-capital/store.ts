import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
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

type AdvanceName = Fund & { readonly year: FundYear; readonly institution: string }

const advances = defineRecord<Fund & Advance, AdvanceName>({
  kind: 'working-capital',
  key: (of) => advanceKey(of, of.year, of.institution),
})

export const advanceWrite = (fund: Fund, advance: Advance): Write => advances.create({ ...fund, ...advance })

/** Which of some institutions have an advance for a year. */
export const advancedAmong = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institutions: readonly string[],
): Promise<ReadonlySet<string>> => {
  const found = await advances.readMany(
    store,
    institutions.map((institution) => ({ ...fund, year, institution })),
  )
  return new Set(found.flatMap((advance) => advance?.institution ?? []))
}

/** What was advanced in a fund year, by institution. */
export const readAdvances = async (store: Store, fund: Fund, year: FundYear): Promise<Map<string, Fen>> => {
  const found = advances.list(store, advancePartition(fund, year))
  return new Map(await Array.fromAsync(found, ({ institution, amount }) => [institution, amount] as const))
}

/** A fund year's advances, page by page in order of institutions. */
export const pageAdvances = (
  store: Store,
  fund: Fund,
  year: FundYear,
  page: { limit: number; cursor?: string },
) => advances.page(store, advancePartition(fund, year), page)
