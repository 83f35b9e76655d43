import type { YearEvidence } from '#shared/contracts/budget.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { Exact, ratioText } from '#shared/money/rate.ts'
import { monthsPayable } from '../../execution/rules/months-payable.ts'
import type { Actuals } from './performance.ts'

/** What a cleared year came to: the figures that its budget is evaluated by. */
export type ClearedFigures = {
  readonly opening: Fen
  readonly income: Fen
  readonly expenditure: Fen
  /** The pooled expenditure of the first approved budget. */
  readonly planned: Fen
  readonly evidence: YearEvidence
}

const share = (part: Fen | Exact, whole: Fen | Exact): string | undefined => {
  const of = new Exact(whole)
  return of.greaterThan(0) ? ratioText(new Exact(part).dividedBy(of), 4) : undefined
}

const costPerClaim = ({ basis, volume, cost, volumeBefore, costBefore }: YearEvidence['care']) =>
  basis === 'year-before' && volume > 0 && volumeBefore > 0
    ? share(new Exact(cost).dividedBy(volume), new Exact(costBefore).dividedBy(volumeBefore))
    : undefined

/** The indicators of a cleared year, each to 4 decimals; what has nothing to be measured by is left out. */
export const actualsOf = ({ opening, income, expenditure, planned, evidence }: ClearedFigures): Actuals => {
  const months = monthsPayable({ balance: fen(opening + income - expenditure), expenditure, months: 12 })
  const { due, collected } = evidence.collection
  const all = {
    'collection-rate': share(collected, due),
    'budget-execution': share(expenditure, planned),
    'current-balance': share(income, expenditure),
    'months-payable': months === null ? undefined : String(months),
    'cost-per-claim': costPerClaim(evidence.care),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Actuals
}
