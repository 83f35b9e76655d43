import type { Store } from '#shared/edge/store/store.ts'
import type { Bill } from './rules/bill.ts'
import { isSettled } from './rules/bill.ts'
import type { DueFilter } from './store.ts'
import { pageOfBillsAfter } from './store.ts'

/** Bills that a file names at most, and bills looked at for it at most: some seconds' reading. */
const mostNamed = 5_000
const mostLooked = 25_000
const lookedAtOnce = 1_000

/**
 * Bills of a kind and period on which something is still due, at most so many. Where there are more, `next` is the bill to go on after.
 */
export const listDues = async (
  store: Store,
  filter: DueFilter,
  most = mostNamed,
): Promise<{ readonly bills: readonly Bill[]; readonly next?: string }> => {
  const open: Bill[] = []
  let { after } = filter
  for (let looked = 0; looked < mostLooked && open.length < most; ) {
    const limit = Math.min(lookedAtOnce, most - open.length)
    const { records, cursor } = await pageOfBillsAfter(store, { ...filter, after }, limit)
    open.push(...records.map(({ bill }) => bill).filter((bill) => !isSettled(bill)))
    looked += records.length
    after = records.at(-1)?.bill.billId ?? after
    if (cursor === undefined) return { bills: open }
  }
  return { bills: open, ...(after === undefined ? {} : { next: after }) }
}
