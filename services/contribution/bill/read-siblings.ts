import type { Store } from '#shared/edge/store/store.ts'
import type { Bill } from './rules/bill.ts'
import { areOfTheSame, monthBesideOf, siblingId } from './rules/siblings.ts'
import type { StoredBill } from './store.ts'
import { readBills } from './store.ts'

/** Few months have more bills than this. */
const atOnce = 4

/** Whether there are no more bills after some: of premiums that is told by the months' bills, which have no gap. */
const isLast = async (bill: Bill, ids: readonly string[], found: number, store: Store): Promise<boolean> => {
  if (monthBesideOf(bill) === undefined) return found < atOnce
  const months = await readBills(
    store,
    ids.map((billId) => monthBesideOf({ billId, kind: bill.kind }) ?? ''),
  )
  return months.includes(undefined)
}

/** The other bills of the same month of somebody on a bill, or the other late fees of what it is a late fee on. */
export const readSiblings = async (bill: Bill, store: Store): Promise<readonly StoredBill[]> => {
  const siblings: StoredBill[] = []
  for (let from = 0; ; from += atOnce) {
    const ids = Array.from({ length: atOnce }, (_, index) => siblingId(bill, from + index) ?? '')
    if (ids.includes('')) return []
    const found = (await readBills(store, ids)).flatMap((each) => each ?? [])
    siblings.push(...found)
    if (await isLast(bill, ids, found.length, store)) break
  }
  return siblings.filter((each) => each.bill.billId !== bill.billId && areOfTheSame(bill, each.bill))
}
