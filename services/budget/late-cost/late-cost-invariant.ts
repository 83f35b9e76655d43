import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import type { LateCost } from '../cleared-cost/late-costs.ts'
import { costsSince, lateCosts } from '../cleared-cost/late-costs.ts'
import type { CostOfYear } from '../cleared-cost/rules/cleared-cost.ts'
import { sameAmounts } from '../cleared-cost/rules/same-amounts.ts'
import type { YearCleared } from '../cleared-cost/rules/year-cleared.ts'
import { costs, toCostOfYear, yearsCleared } from '../cleared-cost/store.ts'
import { isInOrder } from '../ledger/rules/by-two.ts'
import { lateCostDecisions } from './late-cost-decisions.ts'
import type { LateCostDecision } from './rules/late-cost-decision.ts'
import { toldAfter } from './rules/late-cost-decision.ts'

const id = 'budget.late-costs-are-told'

/** Years that earlier releases cleared do not say that what comes later is told, and are not judged. */
export const lateCostsAreTold: Invariant = {
  id,
  number: 9,
  rule: 'What comes to the income and cost of a year after it was cleared is told to the fen.',
  start: () => {
    const cleared: YearCleared[] = []
    const told = new Map<string, LateCost>()
    const all = new Map<string, CostOfYear[]>()
    return {
      see: (item: RecordedItem) => {
        if (yearsCleared.is(item)) cleared.push(yearsCleared.from(item))
        if (lateCosts.is(item)) told.set(placeOf(lateCosts.from(item)), lateCosts.from(item))
        if (!costs.is(item)) return
        const { city, scheme } = costs.from(item)
        const fund = `${city} ${scheme}`
        all.set(fund, [...(all.get(fund) ?? []), toCostOfYear(item)])
      },
      finish: () => {
        const judged = cleared.filter(({ lateIsTold }) => lateIsTold)
        const violations = judged.flatMap((year): Violation[] => {
          const { city, scheme } = year.fund
          const should = costsSince(year, all.get(`${city} ${scheme}`) ?? [])
          const { income = 0, expenditure = 0 } = told.get(placeOf(year)) ?? {}
          return income === should.income && expenditure === should.expenditure
            ? []
            : [
                {
                  ...{ invariant: id, where: placeOf(year) },
                  what: 'other costs came after it was cleared than are told',
                  figures: { ...should, toldIncome: income, toldExpenditure: expenditure },
                },
              ]
        })
        return { checked: judged.length, violations }
      },
    }
  },
}

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
