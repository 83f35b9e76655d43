import type { Fen } from '#shared/money/fen.ts'
import type { Rate, Rounding } from '#shared/money/rate.ts'
import { Exact, roundBy, times, timesBy, toFen } from '#shared/money/rate.ts'

/** How contributions of a city are rounded: each part of a person's month, or the month's total. */
export type ContributionRounding = Rounding & { readonly of: 'parts' | 'total' }

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
  /** How a month is rounded; absent: each part to the fen. */
  readonly rounding?: ContributionRounding
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

const eachToFen: ContributionRounding = { ...toFen, of: 'parts' }

/** The wage clamped to its bounds around the reference average wage (domain: 60 % to 300 %). */
export const contributionBase = (wage: Fen, { referenceWage, lowest, highest }: Bounds): Fen =>
  Math.min(Math.max(wage, times(referenceWage, lowest)), times(referenceWage, highest))

/**
 * A month's contribution on a wage. Each part is rounded once, for each person (皖政办〔2024〕3号 一(二)), to the fen or as
 * the city does. Where it rounds the total of a month, the individual's part stays to the fen, since it is credited to an
 * account, and the employer's is the rest. What is for maternity is a part of the employer's, so that the two make it up.
 */
export const employeeContribution = (wage: Fen, rates: EmployeeRates): EmployeeContribution => {
  const { employerRate, individualRate, maternityRate, rounding = eachToFen } = rates
  const base = contributionBase(wage, rates)
  const ofTotal = rounding.of === 'total'
  const part = (rate: Rate): Fen => timesBy(base, rate, ofTotal ? toFen : rounding)
  const individual = part(individualRate)
  const total = new Exact(base).times(new Exact(employerRate).plus(individualRate))
  const employer = ofTotal ? roundBy(total, rounding) - individual : part(employerRate)
  return {
    ...{ base, employer, individual },
    ...(maternityRate === undefined ? {} : { maternity: Math.min(employer, part(maternityRate)) }),
  }
}
