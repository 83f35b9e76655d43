import { yearOf } from '#shared/calendar/day.ts'
import { residentBillId } from '../../bill/rules/bill.ts'
import type { CoveredPerson } from '../../coverage/rules/coverage.ts'
import { billsOf, over } from './over.ts'

/** Judged from all residents' bills, and from who is one with whom as enrolment told it. */
export const subsidisedOnce = over(
  {
    id: 'contribution.subsidised-once',
    number: 3,
    rule: 'of persons who turned out to be one, one bill of a year is counted for the subsidy; the others are struck, and none of these is counted; of two who are two after all none is struck for the other',
  },
  ['bill', 'coverage'],
  (facts, say) => {
    const bills = new Map(billsOf(facts).map((bill) => [bill.billId, bill]))
    const persons = (facts.coverage ?? []).map((item) => item.person as CoveredPerson)
    const kept = persons.filter(({ alsoAs }) => alsoAs)
    const years = [...new Set([...bills.values()].map(({ from }) => yearOf(from)))]
    for (const { personId, alsoAs = [] } of kept)
      for (const year of years) {
        const of = [personId, ...alsoAs].flatMap((each) => bills.get(residentBillId(each, year)) ?? [])
        const counted = of.filter(({ statementId }) => statementId !== undefined)
        if (counted.length > 1) say(personId, 'subsidised twice', { year, bills: counted.length })
        const unstruck = of.filter(({ struck }) => struck === undefined)
        if (unstruck.length > 1) say(personId, 'two bills of a year may be subsidised', { year })
      }
    const byId = new Map(persons.map((person) => [person.personId, person]))
    for (const { personId, sameAs, partedFrom = [] } of persons)
      for (const other of partedFrom.filter((each) => each !== sameAs && byId.get(each)?.sameAs !== personId))
        for (const year of years) {
          const { struck } = bills.get(residentBillId(personId, year)) ?? {}
          if (struck?.for === residentBillId(other, year))
            say(personId, 'struck for another person', { year })
        }
    for (const { billId, struck, statementId } of bills.values())
      if (struck && statementId !== undefined) say(billId, 'struck, and counted')
    return kept.length + bills.size
  },
)
