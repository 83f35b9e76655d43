import type { CostByLine } from '../../cleared-cost/rules/cost-parts.ts'
import { addCosts } from '../../cleared-cost/rules/cost-parts.ts'
import type { ClearedYear, ClearInstitution } from './clear-institution.ts'
import { partsByCare } from './clear-institution.ts'

/**
 * What a clearing adds to the cost of its year, line by line. What was suspended or held as deposit is booked as cost
 * already when claims are, so that its release changes none; a forfeited deposit is income of the year.
 */
export const clearingCosts = ({
  basis,
  cleared,
}: {
  readonly basis: ClearInstitution
  readonly cleared: ClearedYear
}): CostByLine =>
  addCosts({ ...partsByCare(basis, cleared), 'other-income': { deposits: cleared.depositForfeited } })
