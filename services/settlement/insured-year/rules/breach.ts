import type { RefusalCode } from '../../refusals.ts'

/**
 * Why the fund does not pay a line although the claim is settled. Lists are stored by position: names may only ever be
 * added at the end.
 */
export const breaches = [
  'claim.not-in-catalogue',
  'line.level',
  'line.diagnosis',
  'line.sex',
  'line.age',
  'line.quantity',
  'line.days',
] as const satisfies readonly RefusalCode[]
export type Breach = (typeof breaches)[number]
