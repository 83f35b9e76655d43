import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times } from '#shared/money/rate.ts'

/** The dated figures of an employee's monthly contribution; the reference wage is monthly. */
export type EmployeeRates = {
  readonly referenceWage: Fen
  /** Bounds of the base as shares of the reference wage: 60 % and 300 %. */
  readonly lowest: Rate
  readonly highest: Rate
  readonly employerRate: Rate
  readonly individualRate: Rate
}

/** A monthly contribution: the employer's part goes to the pool, the individual's to their personal account. */
export type EmployeeContribution = {
  readonly base: Fen
  readonly employer: Fen
  readonly individual: Fen
}

/** The wage clamped to its bounds around the reference average wage (domain: 60 % to 300 %). */
const contributionBase = (wage: Fen, { referenceWage, lowest, highest }: EmployeeRates): Fen =>
  Math.min(Math.max(wage, times(referenceWage, lowest)), times(referenceWage, highest))

/** A month's contribution on a wage; each part is rounded once, for each person (皖政办〔2024〕3号 一(二)). */
export const employeeContribution = (wage: Fen, rates: EmployeeRates): EmployeeContribution => {
  const base = contributionBase(wage, rates)
  return {
    base,
    employer: times(base, rates.employerRate),
    individual: times(base, rates.individualRate),
  }
}
