import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { IncomeAccount } from './income-account.ts'
import { freeOf } from './income-account.ts'

/** Money moved from the income account to the fiscal special account; there is no sweep of nothing. */
export type Sweep = {
  readonly sweepId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly amount: Fen
  readonly sweptOn: Day
}

/** Money that the treasury paid back from the special account to the income account, out of what was swept. */
export type SweepReturn = {
  readonly returnId: string
  readonly city: CityCode
  readonly scheme: Scheme
  readonly fundYear: FundYear
  readonly amount: Fen
  readonly returnedOn: Day
  readonly treasuryRef: string
}

/** Whether money can have come back: no more than was swept of that year. */
export const returnOfSwept = (
  { amount }: Pick<SweepReturn, 'amount'>,
  { swept }: { readonly swept: Fen },
): Decision<Fen> =>
  amount <= swept
    ? accept(amount)
    : refuse('contribution.returned-above-swept', { field: 'amount', figures: { amount, swept } })

/**
 * What a sweep moves: everything received and not yet swept; never money that is not there, and never nothing. What fits no
 * bill stays: it may have to be returned, and only the income account can pay that. What another city owes it is not there
 * before the treasury says so.
 */
export const amountToSweep = (
  account: Pick<IncomeAccount, 'received' | 'swept' | 'inSuspense' | 'inTransit' | 'lastOn'>,
  on: Day,
): Decision<Fen> => {
  const { received, swept, inSuspense, inTransit, lastOn } = account
  const amount = freeOf(account)
  if (amount > 0 && lastOn !== undefined && on < lastOn)
    return refuse('contribution.swept-before-received', { field: 'on', figures: { on, lastOn } })
  return amount > 0
    ? accept(amount)
    : refuse('contribution.nothing-to-sweep', { figures: { received, swept, held: inSuspense, inTransit } })
}
