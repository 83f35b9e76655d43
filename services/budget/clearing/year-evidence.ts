import type { FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { readRetired } from '../benefit/post-credits.ts'
import { costsOfYear } from '../cleared-cost/rules/cleared-cost.ts'
import { listCosts } from '../cleared-cost/store.ts'
import { readInsured } from '../income/insured.ts'
import { listStated } from '../income/stated-months.ts'
import { readPeriods } from '../ledger/periods.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { movementsOfYear } from '../ledger/rules/year-periods.ts'
import { readBudget } from '../planning/store.ts'
import { careOf, collectionOf, epidemicOf } from './rules/evidence.ts'

/** In work by what was paid and retired by whose accounts were credited, of a year and the one before; employees only. */
const dependencyOf = async (
  store: Store,
  fund: Fund,
  year: FundYear,
): Promise<Pick<YearEvidence, 'dependency'>> => {
  if (fund.scheme !== 'employee') return {}
  const [working, workingBefore, retired, retiredBefore] = await Promise.all([
    readInsured(store, fund, year),
    readInsured(store, fund, year - 1),
    readRetired(store, fund, year),
    readRetired(store, fund, year - 1),
  ])
  if (working === undefined || workingBefore === undefined) return {}
  if (retired === 0 || retiredBefore === 0) return {}
  return { dependency: { working, retired, workingBefore, retiredBefore } }
}

/** What a year's books and counters say of why it may have a gap; some items a year, however many claims there were. */
export const yearEvidence = async (store: Store, fund: Fund, year: FundYear): Promise<YearEvidence> => {
  const [periods, costs, stated, { budget }, dependency] = await Promise.all([
    readPeriods(store, fund, `${year}-14`),
    listCosts(store, fund),
    listStated(store, fund, `${year}-01`, `${year}-12`),
    readBudget(store, fund, year),
    dependencyOf(store, fund, year),
  ])
  const ofYear = (of: FundYear) => ({
    periods: periods.filter(({ period }) => yearOf(period) === of),
    during: movementsOfYear(periods, of).during,
    costs: costsOfYear(costs, of),
  })
  const own = ofYear(year)
  return {
    collection: collectionOf(stated, budget, own.during),
    care: careOf(own, ofYear(year - 1), budget),
    epidemic: epidemicOf(own.periods),
    ...dependency,
  }
}
