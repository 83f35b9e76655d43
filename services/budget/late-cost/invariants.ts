import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { LateCost } from '../cleared-cost/late-costs.ts'
import { lateCosts } from '../cleared-cost/late-costs.ts'
import { sameAmounts } from '../cleared-cost/rules/same-amounts.ts'
import type { YearCleared } from '../cleared-cost/rules/year-cleared.ts'
import { yearsCleared } from '../cleared-cost/store.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import type { YearClosed } from '../year-close/rules/close-year.ts'
import { yearCloses } from '../year-close/store.ts'
import type { CorrectedYear } from './corrected-years.ts'
import { correctedYears } from './corrected-years.ts'
import { lateCostDecisions } from './late-cost-decisions.ts'
import type { LateCostDecision } from './rules/late-cost-decision.ts'
import { toldAfter } from './rules/late-cost-decision.ts'

const decidedId = 'budget.late-costs-are-decided-by-two'

/** Nobody ends the work of late costs alone, nor with other figures than were told. */
export const lateCostsTakeTwoHands: Invariant = {
  id: decidedId,
  number: 10,
  rule: 'What was decided on costs that came after a year was cleared was proposed by one person and approved by another, of the same amounts.',
  start: () => {
    const told: LateCost[] = []
    const decisions = new Map<string, LateCostDecision>()
    return {
      see: (item: RecordedItem) => {
        if (lateCosts.is(item)) told.push(lateCosts.from(item))
        if (!lateCostDecisions.is(item)) return
        const decision = lateCostDecisions.from(item)
        decisions.set(`${placeOf(decision)} ${decision.number}`, decision)
      },
      finish: () => {
        const fault = (where: string, what: string): Violation => ({ invariant: decidedId, where, what })
        const ofDecisions = [...decisions].flatMap(([where, decision]) =>
          decision.status === 'approved' && !isOfTwo(decision)
            ? [fault(where, 'one person decided, or approved before it was proposed')]
            : [],
        )
        const ended = told.flatMap(({ decided, ...of }) =>
          decided ? [{ ...decided, where: `${placeOf(of)} ${decided.number}` }] : [],
        )
        const ofEnds = ended.flatMap(({ where, ...decided }) => {
          const decision = decisions.get(where)
          return decision?.status === 'approved' && sameAmounts(toldAfter(decision), decided)
            ? []
            : [fault(where, 'no approved proposal says what is taken as decided')]
        })
        return { checked: decisions.size + ended.length, violations: [...ofDecisions, ...ofEnds] }
      },
    }
  },
}

const isOfTwo = ({ proposed, approved }: LateCostDecision & { readonly status: 'approved' }): boolean =>
  !isSamePerson(proposed.by, approved.by) && isInOrder(proposed, approved)

const placeOf = ({ fund, year }: Pick<LateCost, 'fund' | 'year'>): string =>
  `${fund.city} ${fund.scheme} ${year}`

const correctedId = 'budget.corrected-years-are-decided'

/** No gap is trued up again but by a decision of two, and by the money that came: nobody types a figure of it. */
export const correctedYearsAreDecided: Invariant = {
  id: correctedId,
  number: 8,
  rule: 'A year is corrected by an approved decision that its gap is trued up again, and its figures are what was booked in it + added by its clearing + told to have come since; each such decision has its correction.',
  start: () => {
    const years: CorrectedYear[] = []
    const decisions = new Map<string, LateCostDecision>()
    const closed = new Map<string, YearClosed>()
    const cleared = new Map<string, YearCleared>()
    const nameOf = (of: CorrectedYear | LateCostDecision): string => `${placeOf(of)} ${of.number}`
    const faultOf = (year: CorrectedYear): string | undefined => {
      const decision = decisions.get(nameOf(year))
      if (decision?.status !== 'approved' || decision.outcome !== 'trued-up')
        return 'nobody decided that its gap is trued up again'
      const [books, clearing] = [closed.get(placeOf(year)), cleared.get(placeOf(year))]
      const told = toldAfter(decision)
      const isOfTheBooks = (['income', 'expenditure'] as const).every(
        (name) => year[name] === (books?.[name] ?? 0) + (clearing?.[name] ?? 0) + told[name],
      )
      return isOfTheBooks ? undefined : 'it is of other figures than the books and what was told'
    }
    return {
      see: (item: RecordedItem) => {
        if (correctedYears.is(item)) years.push(correctedYears.from(item))
        if (yearCloses.is(item)) closed.set(placeOf(yearCloses.from(item)), yearCloses.from(item))
        if (yearsCleared.is(item)) cleared.set(placeOf(yearsCleared.from(item)), yearsCleared.from(item))
        if (!lateCostDecisions.is(item)) return
        const decision = lateCostDecisions.from(item)
        decisions.set(nameOf(decision), decision)
      },
      finish: () => {
        const fault = (where: string, what: string): Violation => ({ invariant: correctedId, where, what })
        const made = new Set(years.map(nameOf))
        const due = [...decisions].filter(
          ([, { status, outcome }]) => status === 'approved' && outcome === 'trued-up',
        )
        const violations = [
          ...years.flatMap((year) => {
            const what = faultOf(year)
            return what === undefined ? [] : [fault(nameOf(year), what)]
          }),
          ...due.flatMap(([name]) => (made.has(name) ? [] : [fault(name, 'what was decided was not told')])),
        ]
        return { checked: years.length + due.length, violations }
      },
    }
  },
}
