import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'

/** Interest that a bank credited on an account of the fund. */
export type Interest = {
  readonly interestId: string
  readonly city: CityCode
  readonly scheme: Scheme
  /** The year it was credited in. */
  readonly fundYear: FundYear
  readonly heldIn: 'income' | 'special'
  readonly amount: Fen
  readonly creditedOn: Day
  readonly treasuryRef: string
}

/** What tells one credit from another: the account, and the treasury's own number. */
export const interestIdOf = ({
  heldIn,
  city,
  scheme,
  treasuryRef,
}: Pick<Interest, 'heldIn' | 'city' | 'scheme' | 'treasuryRef'>): string =>
  stableId('IN-', heldIn, city, scheme, treasuryRef)
