import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { LateCost } from './late-costs.ts'
import { costsSince, lateCosts } from './late-costs.ts'
import type { CostOfYear } from './rules/cleared-cost.ts'
import type { YearCleared } from './rules/year-cleared.ts'
import { costs, toCostOfYear, yearsCleared } from './store.ts'

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

const placeOf = ({ fund, year }: Pick<LateCost, 'fund' | 'year'>): string =>
  `${fund.city} ${fund.scheme} ${year}`
