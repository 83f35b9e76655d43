import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { issueWrite, readBills } from '../bill/store.ts'
import type { Effects } from '../effects.ts'
import { issuedWithBill, receiptWrite } from '../payment/store.ts'
import type { IssuedBill } from './rules/resident-bill.ts'

type BillEffects = Pick<Effects, 'store'>

/** Bills issued in one transaction, each with its receipt if it has one. */
const groupSize = 30

const missing = async (issued: readonly IssuedBill[], { store }: BillEffects): Promise<IssuedBill[]> => {
  const found = await readBills(
    store,
    issued.map(({ bill }) => bill.billId),
  )
  return issued.filter((_, index) => found[index] === undefined)
}

const writesOf = ({ bill, receipt }: IssuedBill): Write[] => [
  issueWrite(bill),
  ...(receipt === undefined ? [] : [receiptWrite(receipt, issuedWithBill)]),
]

/**
 * Issues bills that were not issued before. Their ids say what they are for, so issuing again adds only what is missing:
 * half-way after a crash, or at once from two runs.
 * @returns how many were issued now
 */
export const issueBills = async (issued: readonly IssuedBill[], { store }: BillEffects): Promise<number> => {
  let count = 0
  for (const group of inPieces(issued, groupSize))
    count += await retryConflicts(async () => {
      const open = await missing(group, { store })
      if (open.length === 0) return 0
      const written = await store.write(open.flatMap(writesOf))
      return written.status === 'written' ? open.length : undefined
    })
  return count
}
