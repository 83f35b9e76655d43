import { yearOf } from '#shared/calendar/day.ts'
import type { Bill } from '../../bill/rules/bill.ts'
import { repairBillId, residentBillId, totalPaid } from '../../bill/rules/bill.ts'
import { billsOf, over } from './over.ts'

/** What keeps a bill from being that of a missed year, paid for by its person alone. */
const repairFault = (bill: Bill): string | undefined => {
  const { billId, from, to, issuedOn, dues, persons, aidFunded, statementId } = bill
  const year = yearOf(from)
  const { personId = '' } = persons[0] ?? {}
  if (![residentBillId(personId, year), repairBillId(personId, year)].includes(billId))
    return 'not the id of its person and year'
  if (yearOf(to) !== year || year >= yearOf(issuedOn)) return 'it repairs a year that was not over'
  if (dues.some(({ payer }) => payer !== 'individual')) return 'another than its person pays a part'
  return aidFunded || statementId ? 'medical aid or a subsidy was claimed for it' : undefined
}

/** Judged from the bill of a repair and that of its year. */
export const repairsOfMissedYears = over(
  {
    id: 'contribution.repairs',
    number: 3,
    rule: 'a missed year is repaired once it is over, by its person alone and without subsidy, and its own bill is paid and corrected no more',
  },
  ['bill'],
  (facts, say) => {
    const bills = new Map(billsOf(facts).map((bill) => [bill.billId, bill]))
    const repairs = [...bills.values()].filter(({ kind }) => kind === 'resident-repair')
    for (const repair of repairs) {
      const fault = repairFault(repair)
      if (fault) say(repair.billId, fault)
      const ofYear = bills.get(residentBillId(repair.persons[0]?.personId ?? '', yearOf(repair.from)))
      if (ofYear && ofYear !== repair && ofYear.repairedBy !== repair.billId)
        say(repair.billId, 'the year has a bill of its own that can be paid as well')
    }
    const replaced = [...bills.values()].filter(({ repairedBy }) => repairedBy !== undefined)
    for (const { billId, repairedBy = '', ...bill } of replaced) {
      if (bills.get(repairedBy)?.kind !== 'resident-repair')
        say(billId, 'the repair that replaced it is missing')
      if (totalPaid(bill) !== 0) say(billId, 'it was replaced and is paid as well')
      if (bill.corrected !== undefined) say(billId, 'it was replaced and is corrected as well')
    }
    return repairs.length + replaced.length
  },
)
