import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { Signature } from '#shared/contracts/fields.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { fen } from '#shared/money/fen.ts'
import { institutionMonthAddition } from '../claims/institution-months.ts'
import type { LateCost } from '../cleared-cost/late-costs.ts'
import { costsOf } from '../cleared-cost/rules/cost-parts.ts'
import { costAdditions, readYearCleared } from '../cleared-cost/store.ts'
import type { Effects } from '../effects.ts'
import { book } from '../ledger/book.ts'
import { refuse } from '../refusals.ts'
import { borneCosts } from './borne-costs.ts'
import { readAsked, sinceCleared } from './late-of-institution.ts'
import type { BorneCost } from './rules/borne-costs.ts'
import { borneMovements, judgeBorne } from './rules/borne-costs.ts'
import type { LateCostDecision } from './rules/late-cost-decision.ts'

type StoreEffects = Pick<Effects, 'store'>

const amountOf = ({ income, expenditure }: Pick<LateCost, 'income' | 'expenditure'>) =>
  fen(expenditure - income)

/** What institutions are asked to bear, judged by what came late of each and what nobody decided on yet. */
export const borneOf = async (
  asked: readonly Pick<BorneCost, 'institution' | 'amount'>[] = [],
  told: LateCost,
  on: Day,
  { store }: StoreEffects,
): Promise<Decision<readonly BorneCost[]>> => {
  if (asked.length === 0) return accept([])
  const { fund, year, decided } = told
  const cleared = await readYearCleared(store, fund, year)
  if (!cleared) return refuse('late-cost.none', { figures: { year } })
  const since = sinceCleared(year, cleared.clearedOn, on)
  const late = await Promise.all(asked.map((each) => readAsked(store, fund, each, since)))
  return judgeBorne(late, fen(amountOf(told) - (decided ? amountOf(decided) : 0)))
}

/** Books what institutions bear in the transaction of its approval: the entry, their months, and the cost of the year. */
export const bookBorne = async (
  decision: LateCostDecision,
  { on }: Signature,
  writes: readonly Write[],
  { store }: StoreEffects,
): Promise<Decision<LateCostDecision>> => {
  const { fund, year, number, document, proposalId, borne = [] } = decision
  const entryId = stableId('E-', 'late-costs-borne', fund.city, fund.scheme, year, number)
  const movements = borneMovements(borne)
  const entry = { entryId, reason: 'late-costs-borne', on, source: proposalId, movements } as const
  const outcome = await book(store, fund, monthOf(on), (bookedIn) => ({
    entry,
    alongside: [
      ...writes,
      ...borne.flatMap((each) => [
        borneCosts.create({ ...fund, ...each, ...{ year, number, document, bookedIn, on, entryId } }),
        institutionMonthAddition(
          { ...fund, month: bookedIn, institution: each.institution },
          { owedBack: each.amount },
        ),
      ]),
      ...costAdditions(fund, { year, bookedIn, costs: costsOf('borne', movements) }),
    ],
  }))
  return outcome.status === 'booked' ? accept(decision) : refuse('late-cost.changed-meanwhile')
}
