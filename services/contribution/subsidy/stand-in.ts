import type { Day } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { StoredBill } from '../bill/store.ts'
import { billWrite, readBill, readBills } from '../bill/store.ts'
import { mayStandIn, standsForNothing, struckFor, struckNoMore } from './rules/twice.ts'

/**
 * The bill that is subsidised for another in the end: with three and more numbers the bill for which it stands back may
 * itself stand back by now. Who takes another's place gives their own up in the same write, so the way never comes back.
 */
const inFrontOf = async (other: StoredBill | undefined, store: Store): Promise<StoredBill | undefined> => {
  let front = other
  while (front?.bill.struck) front = await readBill(store, front.bill.struck.for)
  return front
}

/**
 * Of the bills of one person and year one is subsidised. Where that was never paid or was paid back, another that is paid
 * stands in its place from now on, both in one write. What changed meanwhile is for the next statement.
 * @returns the bills as they then are
 */
export const standIn = async (
  records: readonly StoredBill[],
  on: Day,
  store: Store,
): Promise<readonly StoredBill[]> => {
  const back = records.filter(({ bill }) => mayStandIn(bill))
  if (back.length === 0) return records
  const others = await readBills(
    store,
    back.map(({ bill }) => bill.struck?.for ?? ''),
  )
  const moved = new Map<string, StoredBill>()
  for (const [index, read] of back.entries()) {
    const other = await inFrontOf(others[index], store)
    if (!other || !standsForNothing(other.bill)) continue
    const { billId } = read.bill
    const written = await store.write([
      billWrite(struckNoMore(read.bill), read),
      billWrite(struckFor(other.bill, { standing: billId, on }), other),
    ])
    const now = written.status === 'written' ? await readBill(store, billId) : undefined
    if (now) moved.set(billId, now)
  }
  return records.map((read) => moved.get(read.bill.billId) ?? read)
}
