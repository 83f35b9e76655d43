import type { Day, Month } from '#shared/calendar/day.ts'
import type { Payer, StatedBalance, StatedLine } from '#shared/contracts/contribution.ts'
import { payers } from '#shared/contracts/contribution.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'

/** What a month of a city and scheme came to. It is never changed: what is told of the month later makes a next revision. */
export type MonthStatement = {
  readonly city: CityCode
  readonly scheme: Scheme
  readonly month: Month
  readonly revision: number
  readonly statedOn: Day
  /** The statement whose closing balances it opens with; absent: the month before is not stated. */
  readonly after?: { readonly month: Month; readonly revision: number }
  readonly lines: readonly StatedLine[]
  readonly balances: readonly StatedBalance[]
}

const amountOf = (lines: readonly StatedLine[], payer: Payer): Fen =>
  sum(
    lines
      .filter((each) => each.payer === payer)
      .map(({ line, pooled, account }) => (line === 'issued' ? 1 : -1) * (pooled + account)),
  )

/** What each payer had open before a month and after it: with what was issued, less what was paid or taken off. */
export const balancesOf = (lines: readonly StatedLine[], before: readonly StatedBalance[]): StatedBalance[] =>
  payers
    .map((payer) => {
      const opening = before.find((each) => each.payer === payer)?.closing ?? 0
      return { payer, opening, closing: opening + amountOf(lines, payer) }
    })
    .filter(
      ({ payer, opening, closing }) =>
        opening !== 0 || closing !== 0 || lines.some((each) => each.payer === payer),
    )

/** Whether a month would be stated as it was. */
export const saysTheSame = (
  a: Pick<MonthStatement, 'lines' | 'balances' | 'after'>,
  b: Pick<MonthStatement, 'lines' | 'balances' | 'after'>,
): boolean => {
  const text = ({ lines, balances, after }: typeof a) =>
    JSON.stringify([
      lines.map(({ line, of, payer, count, pooled, account }) => [line, of, payer, count, pooled, account]),
      balances.map(({ payer, opening, closing }) => [payer, opening, closing]),
      after?.month,
    ])
  return text(a) === text(b)
}
