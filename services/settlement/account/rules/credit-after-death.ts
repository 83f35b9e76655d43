import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { retireeCreditOf } from './retiree-credit.ts'

/** A credit of a year; or what was taken back of it after a death, or given again. */
type Entry = { readonly amount: Fen; readonly city: string; readonly afterDeath?: object }

/**
 * What of a retired person's credit of a year is taken back, because its months lie after their death; more than nothing: the
 * death was taken back, and it is theirs again. Nothing where coverage ended otherwise.
 * @param entries the credit of the year, with what was taken back of it and given again since
 */
export const changeByDeath = (state: InsuredYear, entries: readonly Entry[], policy: Policy): Fen => {
  const credit = entries.find(({ afterDeath }) => afterDeath === undefined)
  if (!credit) return 0
  const stands = sum(entries.map(({ amount }) => amount))
  if (state.diedOn === undefined) return fen(credit.amount - stands)
  return fen(Math.min(credit.amount, retireeCreditOf(state, credit.city, policy)) - stands)
}
