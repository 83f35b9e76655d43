import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { warningRaised } from '#shared/contracts/budget.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { raisedPrefix, warningLevelKey, warningsPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Indicator, Signal } from './rules/evaluate.ts'
import { indicators } from './rules/evaluate.ts'
import type { WarningLevel } from './rules/thresholds.ts'

type Warning = z.output<typeof warningRaised.data>

/** Figures may be fractions, which the table does not hold as numbers: they are kept as text. */
export const toWarning = (item: Stored): Warning => {
  const { pk, sk, kind, figures, ...warning } = item
  const numbers = Object.entries(figures as Record<string, string>).map(([name, text]) => [
    name,
    Number(text),
  ])
  return { ...warning, figures: Object.fromEntries(numbers) } as unknown as Warning
}

type RaisedLevels = Readonly<
  Partial<Record<Indicator, { readonly level: WarningLevel; readonly version: number }>>
>

/** The level last raised for each indicator of a fund. */
export const readLevels = async (store: Store, fund: Fund): Promise<RaisedLevels> => {
  const items = await store.getMany(indicators.map((indicator) => warningLevelKey(fund, indicator)))
  return Object.fromEntries(
    items.flatMap((item) =>
      item ? [[String(item.indicator), { level: item.level, version: Number(item.version) }]] : [],
    ),
  )
}

const raiseWrites = (fund: Fund, on: Day, signal: Signal, version: number): Write[] => {
  const warningId = stableId('W-', fund.city, fund.scheme, signal.indicator, version)
  const figures = Object.fromEntries(
    Object.entries(signal.figures).map(([name, figure]) => [name, String(figure)]),
  )
  const key = { pk: warningsPartition(fund.city), sk: `${raisedPrefix}${on}#${warningId}` }
  return [
    {
      kind: 'replace',
      item: {
        ...warningLevelKey(fund, signal.indicator),
        kind: 'warning-level',
        ...fund,
        indicator: signal.indicator,
        level: signal.level,
      },
      version,
    },
    {
      kind: 'create',
      item: { ...key, kind: 'warning-raised', warningId, ...fund, ...signal, on, figures },
    },
  ]
}

/** Raises changed signals; answers false when another evaluation raised one of them meanwhile. */
export const raise = async (
  store: Store,
  fund: Fund,
  on: Day,
  changed: readonly Signal[],
  levels: RaisedLevels,
): Promise<boolean> => {
  if (changed.length === 0) return true
  const writes = changed.flatMap((signal) =>
    raiseWrites(fund, on, signal, levels[signal.indicator]?.version ?? 0),
  )
  return (await store.write(writes)).status === 'written'
}

/** The latest warnings of a city. */
export const pageWarnings = async (store: Store, city: string, page: { limit: number; cursor?: string }) => {
  const found = await store.page({
    pk: warningsPartition(city),
    prefix: raisedPrefix,
    newestFirst: true,
    ...page,
  })
  return { warnings: found.items.map(toWarning), cursor: found.cursor }
}
