import { percent } from '../resident-stays.ts'

/** A stay of an employee in a hospital of level 2 of their city. */
export type EmployeeStay = { readonly total: number; readonly isRetired: boolean }

/**
 * What the fund pays for each of a year's stays, in their order: 400 yuan first, half of it from the second stay on, then 92 %
 * of the rest, and 96 % for the retired. The stays of the stories stay below the ceiling and the large-sum supplement.
 */
export const fundOfEmployeeStays = (stays: readonly EmployeeStay[]): number[] =>
  stays.map(({ total, isRetired }, index) => {
    const deductible = index === 0 ? 40_000 : 20_000
    return percent(Math.max(0, total - deductible), isRetired ? 96n : 92n)
  })
