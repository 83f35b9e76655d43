import type { Fen } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import { times, timesToStep } from '#shared/money/rate.ts'

/** The dated figures of an employee's monthly contribution; the reference wage is monthly. */
export type EmployeeRates = {
  readonly referenceWage: Fen
  /** Bounds of the base as shares of the reference wage: 60 % and 300 %. */
  readonly lowest: Rate
  readonly highest: Rate
  readonly employerRate: Rate
  readonly individualRate: Rate
  /** What of the employer's rate is for maternity; absent: that is not told apart. */
  readonly maternityRate?: Rate
  /** What each part of a month is rounded to: 1 (or absent) for the fen, 100 for the yuan. */
  readonly roundedTo?: Fen
}

/**
 * A monthly contribution: the employer's part goes to the pool, of it a part for maternity; the individual's goes to
 * their personal account.
 */
export type EmployeeContribution = {
  readonly base: Fen
  readonly employer: Fen
  readonly individual: Fen
  readonly maternity?: Fen
}

type Bounds = Pick<EmployeeRates, 'referenceWage' | 'lowest' | 'highest'>

/** The wage clamped to its bounds around the reference average wage (domain: 60 % to 300 %). */
export const contributionBase = (wage: Fen, { referenceWage, lowest, highest }: Bounds): Fen =>
  Math.min(Math.max(wage, times(referenceWage, lowest)), times(referenceWage, highest))

/**
 * A month's contribution on a wage. Each part is rounded once, for each person (皖政办〔2024〕3号 一(二)), to the fen or as
 * the city does. What is for maternity is a part of the employer's, so that the two make it up.
 */
export const employeeContribution = (wage: Fen, rates: EmployeeRates): EmployeeContribution => {
  const { employerRate, individualRate, maternityRate, roundedTo = 1 } = rates
  const base = contributionBase(wage, rates)
  const part = (rate: Rate): Fen => timesToStep(base, rate, roundedTo)
  const employer = part(employerRate)
  return {
    ...{ base, employer, individual: part(individualRate) },
    ...(maternityRate === undefined ? {} : { maternity: Math.min(employer, part(maternityRate)) }),
  }
}
