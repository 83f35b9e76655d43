import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'

/** Money moved from the income account to the fiscal special account; there is no sweep of nothing. */
export type Sweep = {
  readonly sweepId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly amount: Fen
  readonly sweptOn: Day
}

/**
 * What a sweep moves: everything received and not yet swept; never money that is not there, and never nothing. What fits no
 * bill stays: it may have to be returned, and only the income account can pay that. What another city owes it is not there
 * before the treasury says so.
 */
export const amountToSweep = ({
  received,
  swept,
  inSuspense,
  inTransit,
}: {
  readonly received: Fen
  readonly swept: Fen
  readonly inSuspense: Fen
  readonly inTransit: Fen
}): Decision<Fen> => {
  const amount = received - swept - inSuspense - inTransit
  return amount > 0
    ? accept(amount)
    : refuse('contribution.nothing-to-sweep', { figures: { received, swept, held: inSuspense, inTransit } })
}
