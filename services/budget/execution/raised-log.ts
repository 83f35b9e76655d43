import type * as z from 'zod'
import type { warningRaised } from '#shared/contracts/budget.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored } from '#shared/edge/store/store.ts'
import { raisedPrefix, warningKey, warningsPartition } from '../keys.ts'

export type RaisedWarning = z.output<typeof warningRaised.data>

/** Figures may be fractions, which the table does not hold as numbers: they are kept as text. */
export type FiguresAsText = { readonly figures: Readonly<Record<string, string>> }

type FiguresAsNumbers = { readonly figures: Readonly<Record<string, number>> }

export const asText = <Told extends FiguresAsNumbers>({ figures, ...told }: Told) => ({
  ...told,
  figures: Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, String(figure)])),
})
export const asNumbers = ({ figures }: FiguresAsText): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).map(([name, text]) => [name, Number(text)]))

/** What was raised of a city's funds, change by change. */
export const raisedWarnings = defineRecord<Omit<RaisedWarning, 'figures'> & FiguresAsText>({
  kind: 'warning-raised',
  key: warningKey,
})

export const toWarning = (item: Stored): RaisedWarning => {
  const kept = raisedWarnings.from(item)
  const { warningId, city, scheme, indicator, level, on, article } = kept
  return { warningId, city, scheme, indicator, level, on, article, figures: asNumbers(kept) }
}

/** The latest warnings of a city. */
export const pageWarnings = async (
  store: Store,
  city: string,
  page: { readonly limit: number; readonly cursor?: string },
) => {
  const { items, cursor } = await store.page({
    pk: warningsPartition(city),
    prefix: raisedPrefix,
    newestFirst: true,
    ...page,
  })
  return { warnings: items.map(toWarning), ...(cursor === undefined ? {} : { cursor }) }
}

/** What was raised of a city's funds up to a day, in order: the levels of any day before are read from it. */
export const listRaised = async (store: Store, city: string, through: string): Promise<RaisedWarning[]> => {
  const between = [raisedPrefix, `${raisedPrefix}${through}~`] as const
  const items = await Array.fromAsync(store.list({ pk: warningsPartition(city), between }))
  return items.map(toWarning)
}
