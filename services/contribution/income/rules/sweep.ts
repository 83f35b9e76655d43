import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'

/** Money moved from the income account to the fiscal special account; zero when there was none to move. */
export type Sweep = {
  readonly sweepId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly amount: Fen
  readonly sweptOn: Day
}

/** What a sweep moves: everything received and not yet swept; never money that is not there. */
export const amountToSweep = ({ received, swept }: { readonly received: Fen; readonly swept: Fen }): Fen =>
  Math.max(0, received - swept)
