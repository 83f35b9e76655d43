import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import type { WriteOff } from '../../write-off/rules/write-off.ts'
import { billsOf, over } from './over.ts'

const faultsOf = ({ state, proposed, why, document, ...rest }: WriteOff): string[] => [
  ...(why && document && proposed.by ? [] : ['it has no reason, no document, or nobody proposed it']),
  ...(state === 'approved' && 'decided' in rest && isSamePerson(proposed.by, rest.decided.by)
    ? ['one person proposed and approved it']
    : []),
]

/** Judged from a bill with what was decided to be taken off it. */
export const takenOffByTwo = over(
  {
    id: 'contribution.write-offs',
    number: 10,
    rule: 'what was written off or waived of a bill was proposed by one person and approved by another with a reason and a document, once, and of no resident or government',
  },
  ['bill', 'write-off'],
  (facts, say) => {
    const decided = (facts['write-off'] ?? []).map((item) => item.writeOff as WriteOff)
    for (const each of decided) for (const what of faultsOf(each)) say(each.writeOffId, what)
    const approved = new Map(
      decided.filter(({ state }) => state === 'approved').map((each) => [each.writeOffId, each]),
    )
    const looked = billsOf(facts)
    for (const { billId, kind, takenOff = [] } of looked) {
      if (takenOff.length > 0 && kind !== 'employer-month' && kind !== 'late-fee')
        say(billId, 'something was taken off a bill of which nothing may be')
      for (const off of takenOff) {
        const by = approved.get(off.writeOffId)
        if (by?.billId !== billId || by.payer !== off.payer || by.amount !== Math.abs(off.amount))
          say(billId, 'what was taken off it is not what two persons decided', { amount: off.amount })
        approved.delete(off.writeOffId)
      }
      if (sum(takenOff.map(({ amount }) => amount)) < 0) say(billId, 'more was put back than was taken off')
    }
    for (const { writeOffId } of approved.values())
      say(writeOffId, 'it was approved, and its bill does not say so')
    return looked.length + decided.length
  },
)
