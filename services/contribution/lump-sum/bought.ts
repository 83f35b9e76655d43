import type { Store } from '#shared/edge/store/store.ts'
import type { StoredBill } from '../bill/store.ts'
import { readBill } from '../bill/store.ts'
import { lumpSumBillId } from './rules/lump-sum.ts'

/** The bills of a person's lump sums, the first first. A next one is proposed when those before are paid, so they are few. */
export async function* lumpSumBills(store: Store, personId: string): AsyncGenerator<StoredBill> {
  for (let index = 0; ; index += 1) {
    const found = await readBill(store, lumpSumBillId(personId, index))
    if (!found) return
    yield found
  }
}
