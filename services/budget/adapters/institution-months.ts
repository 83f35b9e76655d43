import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Store, Stored, Write } from '#shared/edge/store.ts'
import { sum } from '#shared/money/fen.ts'
import type { Fund } from '../domain/fund.ts'
import type { Claimed, Statement } from '../domain/monthly-settlement/settle-institution.ts'
import type { Standing } from '../domain/monthly-settlement/standing.ts'
import {
  institutionMonthKey,
  institutionMonthPartition,
  standingKey,
  standingPartition,
  statementPartition,
} from './keys.ts'

/** What was booked for an institution in closed months. */
export const readClaimed = async (
  store: Store,
  fund: Fund,
  months: readonly Month[],
  institution: string,
): Promise<Claimed> => {
  const items = await store.getMany(months.map((month) => institutionMonthKey(fund, month, institution)))
  const total = (name: string) => sum(items.map((item) => Number(item?.[name] ?? 0)))
  return { controlled: total('controlled'), others: total('others') }
}

/** The institutions a settlement of these months has to look at: those with bookings, and those with a standing. */
export const institutionsToSettle = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  months: readonly Month[],
): Promise<string[]> => {
  const found = new Set<string>()
  const partitions = [
    ...months.map((month) => institutionMonthPartition(fund, month)),
    standingPartition(fund, year),
    standingPartition(fund, year - 1),
  ]
  for (const pk of partitions) for await (const item of store.list({ pk })) found.add(item.sk)
  return [...found].sort()
}

const toStanding = (item: Stored): Standing => {
  const { pk, sk, kind, version, city, scheme, ...standing } = item
  return standing as unknown as Standing
}

export const readStanding = async (
  store: Store,
  fund: Fund,
  year: FundYear,
  institution: string,
): Promise<{ standing: Standing; version: number } | undefined> => {
  const item = await store.get(standingKey(fund, year, institution))
  return item && { standing: toStanding(item), version: Number(item.version) }
}

export const standingWrite = (fund: Fund, standing: Standing, version: number): Write => ({
  kind: 'replace',
  item: {
    ...standingKey(fund, standing.year, standing.institution),
    kind: 'institution-standing',
    ...fund,
    ...standing,
  },
  version,
})

export const statementWrite = (fund: Fund, statement: Statement, orderId: string | undefined): Write => ({
  kind: 'create',
  item: {
    pk: statementPartition(fund, statement.month),
    sk: statement.institution,
    kind: 'settlement-statement',
    ...fund,
    ...statement,
    orderId,
  },
})

/** A month's statements in order of institutions. */
export const pageStatements = async (
  store: Store,
  fund: Fund,
  month: Month,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ pk: statementPartition(fund, month), ...page })
  const statements = found.items.map(({ pk, sk, kind, ...statement }) => statement)
  return { statements, cursor: found.cursor }
}
