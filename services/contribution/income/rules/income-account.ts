import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'

/** What an income account received and what was swept of it, with the version the next sweep must find. */
export type IncomeAccount = {
  readonly fundYear: FundYear
  readonly received: Fen
  readonly swept: Fen
  readonly takenOff: Fen
  readonly takenOffBefore: Fen
  readonly carried: Fen
  readonly inSuspense: Fen
  readonly inTransit: Fen
  /** The day of what it received last. */
  readonly lastOn?: Day | undefined
  readonly sweptVersion: number
}

type Held = Pick<IncomeAccount, 'received' | 'swept' | 'inTransit' | 'inSuspense'>

/** What is there: what is on its way has not arrived. */
export const balanceOf = ({ received, swept, inTransit }: Held): Fen => received - inTransit - swept

/** What may leave an account: its balance, but for what is kept in suspense; negative: refunds overdrew it. */
export const freeOf = (account: Held): Fen => balanceOf(account) - account.inSuspense

/** What refunds took off after a sweep, beyond what was there. */
export const overdrawnOf = (account: Held): Fen => Math.max(0, -freeOf(account))

/** What of money that lies in an account was swept from it: what is not there for it. */
export const sweptOf = (money: Fen, account: Held): Fen =>
  Math.min(account.swept, money - Math.min(money, Math.max(0, freeOf(account))))
