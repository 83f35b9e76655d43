import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { contributedKey, contributedPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Movements } from '../ledger/rules/movements.ts'
import { movementsIn } from '../ledger/rules/movements.ts'

/** The month in which money was paid, or moved, and the month it is booked in. */
type ContributedName = Fund & { readonly factMonth: Month; readonly bookedIn: Month }

/** What is booked of the facts of a month that contribution told of: how many facts, and what they moved. */
export type Contributed = ContributedName & { readonly facts: number; readonly movements: Movements }

const counters = defineRecord<ContributedName & { readonly facts: number }, ContributedName>({
  kind: 'contributed',
  key: ({ factMonth, bookedIn, ...fund }) => contributedKey(fund, factMonth, bookedIn),
})

/** Adds facts of a month to what is booked of it: part of the transaction of their entry. */
export const contributedAddition = (
  { city, scheme }: Fund,
  { on, bookedIn, facts }: { readonly on: Day; readonly bookedIn: Month; readonly facts: number },
  movements: Movements,
): Write => {
  const of = { city, scheme, factMonth: monthOf(on), bookedIn }
  return {
    kind: 'add',
    key: counters.key(of),
    amounts: { ...movements, facts },
    set: { kind: counters.kind, ...of },
  }
}

/** What is booked of the facts of some months. */
export const readContributed = async (
  store: Store,
  fund: Fund,
  { from, to }: { readonly from: Month; readonly to: Month },
): Promise<Contributed[]> => {
  const between = [from, `${to}~`] as const
  const rows = await Array.fromAsync(counters.list(store, contributedPartition(fund), { between }))
  return rows.map((row) => {
    const { city, scheme, factMonth, bookedIn, facts } = row
    return { city, scheme, factMonth, bookedIn, facts, movements: movementsIn({ ...row }) }
  })
}
