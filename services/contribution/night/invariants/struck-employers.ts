import { monthOf } from '#shared/calendar/day.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { totalDue } from '../../bill/rules/bill.ts'
import type { EarlierOutcome, StruckEmployer } from '../../market/rules/struck-employer.ts'
import { billedUntil } from '../../market/rules/struck-employer.ts'
import { billsOf, over } from './over.ts'

/** What was decided of an employer, now and before. */
const outcomesOf = (struck: StruckEmployer): readonly Pick<EarlierOutcome, 'proposed' | 'decided'>[] => [
  ...(struck.earlier ?? []),
  ...('decided' in struck ? [struck] : []),
]

/** Bills of employers against what market supervision told of them. */
export const struckOffAreNotBilled = over(
  {
    id: 'contribution.struck-off-are-not-billed',
    number: 11,
    rule: 'an employer that was struck off is billed for no later month once the days are over within which that is decided, unless two officers decided that it stands',
  },
  ['struck-employer', 'bill'],
  (facts, say) => {
    const struck = new Map(
      (facts['struck-employer'] ?? []).map((item) => {
        const each = item as unknown as StruckEmployer
        return [each.employerId, each] as const
      }),
    )
    for (const each of struck.values())
      if (outcomesOf(each).some(({ proposed, decided }) => isSamePerson(proposed.by, decided.by)))
        say(each.employerId, 'one person proposed and decided what becomes of it')
    for (const bill of billsOf(facts)) {
      const of = bill.employerId === undefined ? undefined : struck.get(bill.employerId)
      if (!of || bill.kind !== 'employer-month' || totalDue(bill) <= 0) continue
      const until = billedUntil(of)
      const { issuedOn, madeOn = issuedOn } = bill
      if (until !== undefined && bill.from > monthOf(of.struckOn) && madeOn > until)
        say(bill.billId, 'it is of a month after the employer was struck off', {
          ...{ employerId: of.employerId, struckOn: of.struckOn },
        })
    }
    return struck.size
  },
)
