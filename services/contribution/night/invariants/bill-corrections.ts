import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { residentBillId, totalDue } from '../../bill/rules/bill.ts'
import type { BillCorrection } from '../../bill-correction/rules/correction.ts'
import type { Facts } from './over.ts'
import { billsOf, over } from './over.ts'

const correctionsOf = (facts: Facts): BillCorrection[] =>
  (facts['bill-correction'] ?? []).map((item) => item.correction as BillCorrection)

const handsFault = (correction: BillCorrection): string[] => [
  ...(correction.why && correction.document ? [] : ['it has no reason or no document']),
  ...(correction.state === 'approved' && isSamePerson(correction.proposed.by, correction.decided.by)
    ? ['one person proposed and approved it']
    : []),
]

/** Judged by whose year it is: a bill may have forgotten what was corrected of it. */
const isDifferenceTo = ({ persons, fundYear }: Bill, bill: Bill): boolean =>
  residentBillId(persons[0]?.personId ?? '', fundYear) === bill.billId

/** What keeps a resident's bill from being what it was, with what was corrected of it since. */
const billFaults = (bill: Bill, differences: readonly Bill[]): string[] => {
  const { corrected } = bill
  const first = bill.dues.find(({ payer }) => payer === 'individual')?.pooled ?? 0
  const own = first + sum(differences.map(totalDue))
  return [
    ...(differences.length === (corrected?.count ?? 0)
      ? []
      : ['it has other bills of differences than it says']),
    ...(corrected === undefined || corrected.own === own
      ? []
      : ['what is due in all is not its due and its differences']),
    ...(own < 0 ? ['more is given back than was due'] : []),
  ]
}

/** Judged from a resident's bill with the bills of its differences, and from these with the corrections that issued them. */
export const correctedByTwo = over(
  {
    id: 'contribution.bill-corrections',
    number: 10,
    rule: "a resident's bill is corrected by two persons with a document; what it was, with its bills of differences, is what is due of the resident, and each of these was approved once",
  },
  ['bill', 'bill-correction'],
  (facts, say) => {
    const corrections = correctionsOf(facts)
    for (const each of corrections) for (const what of handsFault(each)) say(each.correctionId, what)
    const residents = billsOf(facts).filter(({ kind }) => kind === 'resident-year')
    const differences = billsOf(facts).filter(({ kind }) => kind === 'resident-difference')
    for (const bill of residents) {
      const own = differences.filter((each) => isDifferenceTo(each, bill))
      for (const what of billFaults(bill, own)) say(bill.billId, what)
    }
    const approved = new Map(
      corrections.flatMap((each) =>
        each.state === 'approved' && each.differenceBill !== undefined ? [[each.differenceBill, each]] : [],
      ),
    )
    for (const bill of differences) {
      const by = approved.get(bill.billId)
      if (by?.own !== totalDue(bill)) say(bill.billId, 'it is not what two persons decided')
      approved.delete(bill.billId)
    }
    for (const { correctionId } of approved.values())
      say(correctionId, 'it was approved, and its bill is not there')
    return corrections.length + differences.length
  },
)
