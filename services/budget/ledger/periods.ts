import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { closingKey, fundPartition, periodPrefix } from '../keys.ts'
import { periodAddition } from './book.ts'
import type { Books } from './rules/fund.ts'
import { movementsIn, mustBalance } from './rules/movements.ts'
import type { Period } from './rules/period.ts'
import type { FundPeriod } from './rules/year-periods.ts'
import { volumePrefix } from './rules/year-periods.ts'

type Closing = Books & Pick<FundPeriod, 'period' | 'closedOn' | 'closedBy' | 'movements' | 'counts'>

const closings = defineRecord<Closing, Pick<Closing, 'city' | 'scheme' | 'period'>>({
  kind: 'period-closing',
  key: ({ city, scheme, period }) => closingKey({ city, scheme }, period),
})

const count = (item: Stored, name: string): number => Number(item[name] ?? 0)
const textOrNull = (item: Stored, name: string): string | null =>
  item[name] === undefined ? null : String(item[name])

/** The counters of care by kind and level, which stand beside the movements under names of their own. */
const volumesIn = (item: Stored): Readonly<Record<string, number>> => {
  const volumes: Record<string, number> = {}
  for (const name in item) {
    const value = item[name]
    if (typeof value === 'number' && name.startsWith(volumePrefix)) volumes[name] = value
  }
  return volumes
}

/** Reads a period's counters; a period that does not balance is an error, not a figure. */
const toPeriod = (item: Stored): FundPeriod => {
  const movements = movementsIn(item)
  mustBalance(movements, `period ${item.pk} ${item.sk}`)
  return {
    period: item.sk.slice(periodPrefix.length) as Period,
    movements,
    counts: {
      claims: count(item, 'claims'),
      reversals: count(item, 'reversals'),
      cost: count(item, 'cost'),
      inScope: count(item, 'inScope'),
    },
    visits: count(item, 'visits'),
    volumes: volumesIn(item),
    epidemic: { claims: count(item, 'epidemicClaims'), cost: count(item, 'epidemicCost') },
    entries: count(item, 'entries'),
    closedOn: textOrNull(item, 'closedOn'),
    closedBy: textOrNull(item, 'closedBy'),
  }
}

/** Whether an item is the mark of a month before the books, and nothing else. */
const isMark = (item: Stored): boolean => item.booksFrom !== undefined && item.entries === undefined

/** A fund's periods from the first to one, in order. */
export const readPeriods = async (store: Store, fund: Books, through: string): Promise<FundPeriod[]> => {
  const periods: FundPeriod[] = []
  const range = [periodPrefix, `${periodPrefix}${through}`] as const
  for await (const item of store.list({ pk: fundPartition(fund), between: range }))
    if (!isMark(item)) periods.push(toPeriod(item))
  return periods
}

/** Some of a fund's periods, in order. */
export const readPeriodsAmong = async (
  store: Store,
  fund: Books,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<FundPeriod[]> => {
  const range = [`${periodPrefix}${from}`, `${periodPrefix}${to}`] as const
  const items = await Array.fromAsync(store.list({ pk: fundPartition(fund), between: range }))
  return items.filter((item) => !isMark(item)).map(toPeriod)
}

/** Whether a settlement closed a month as its own, or along with its own since there was no care in it. */
export type ClosedAs = 'own' | 'along'

/** Closes a period: from then on no transaction can book into it. */
export const closePeriod = (
  fund: Books,
  period: string,
  {
    closedOn,
    closedBy,
    closedAs,
  }: { readonly closedOn: Day; readonly closedBy: string; readonly closedAs: ClosedAs },
): Write => periodAddition(fund, period, {}, { closedOn, closedBy, closedAs })

/** Writes down what periods that were closed together held, once. */
export const recordClosings = async (
  store: Store,
  fund: Books,
  periods: readonly FundPeriod[],
): Promise<void> => {
  await store.write(
    periods.map(({ period, closedOn, closedBy, movements, counts }) =>
      closings.create({ ...fund, period, closedOn, closedBy, movements, counts }),
    ),
  )
}
