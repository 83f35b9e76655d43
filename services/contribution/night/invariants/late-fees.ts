import { sum } from '#shared/money/fen.ts'
import { bearsLateFee, totalDue } from '../../bill/rules/bill.ts'
import { feeBillIds } from '../../late-fee/rules/fee-bill.ts'
import { billsOf, over, receiptsOf } from './over.ts'

/** Judged from a bill with those of its late fees. */
export const feesAreBilled = over(
  {
    id: 'contribution.late-fees',
    number: 6,
    rule: 'the late fees billed on a bill are bills of their own that add up to what it says, on an employer only, and their payments are told as late fees',
  },
  ['bill', 'payment'],
  (facts, say) => {
    const bills = billsOf(facts)
    const fees = new Map(bills.filter(({ kind }) => kind === 'late-fee').map((bill) => [bill.billId, bill]))
    for (const { billId, line } of receiptsOf(facts))
      if (fees.has(billId) !== (line === 'late-fee'))
        say(billId, 'a late fee paid as a premium, or a premium as a late fee')
    for (const bill of bills.filter((each) => each.fees !== undefined)) {
      const ids = feeBillIds(bill)
      const own = ids.flatMap((id) => fees.get(id) ?? [])
      const figures = { billed: bill.fees?.billed ?? 0, bills: sum(own.map(totalDue)) }
      if (!bearsLateFee(bill)) say(bill.billId, 'a late fee that no law asks')
      if (own.length !== ids.length || figures.billed !== figures.bills)
        say(bill.billId, 'what it says of its late fees is not what is billed', figures)
      for (const id of ids) fees.delete(id)
    }
    for (const billId of fees.keys()) say(billId, 'a late fee that its bill does not know')
    return bills.length
  },
)
