import type { Month } from '#shared/calendar/day.ts'
import type { Payer } from '#shared/contracts/contribution.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { FactKind, MonthFact } from './bill/rules/month-fact.ts'
import { monthFactsPartition } from './keys.ts'

type Place = { readonly gsi3pk: string; readonly gsi3sk: string }

/** Where a fact stands in its month: no id holds a `#`, no payer a `=`. */
export const factPlace = (
  kind: FactKind,
  { city, month, scheme, of, id, amounts }: MonthFact & { readonly city: string; readonly month: Month },
): Place => ({
  gsi3pk: monthFactsPartition(city, month),
  gsi3sk: [
    ...[kind, scheme, of, id],
    ...amounts.map(({ payer = '', pooled, account }) => `${payer}=${pooled}=${account}`),
  ].join('#'),
})

/** The fact that a key of the index tells. */
export const factIn = (sortKey: string): MonthFact => {
  const [, scheme, of = '', id = '', ...amounts] = sortKey.split('#')
  return {
    ...{ scheme: scheme as Scheme, of, id },
    amounts: amounts.map((each) => {
      const [payer = '', pooled = '0', account = '0'] = each.split('=')
      return {
        ...(payer === '' ? {} : { payer: payer as Payer }),
        ...{ pooled: Number(pooled), account: Number(account) },
      }
    }),
  }
}

/** Where a payment stands that has to be read: one that nobody reported so, or the month in which suspense moved last. */
export const movedPlace = (
  kind: 'receipt' | 'suspense',
  { city, month, id }: { readonly city: string; readonly month: Month; readonly id: string },
): Place => ({ gsi3pk: monthFactsPartition(city, month), gsi3sk: `${kind}#${id}` })
