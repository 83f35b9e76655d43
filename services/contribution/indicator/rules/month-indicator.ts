import type { Payer, StatedLine, StatedLineName } from '#shared/contracts/contribution.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { million } from '#shared/money/millionths.ts'
import { proportion } from '#shared/money/rate.ts'
import type { MonthStatement } from '../../month-statement/rules/statement.ts'

/** How far what a payer owed was collected in a month. */
export type Collected = {
  readonly payer: Payer
  /** Open before the month, with what was issued in it and less what was taken off. */
  readonly due: Fen
  /** Paid in the month, less what was refunded. */
  readonly collected: Fen
  /** Collected over due, in millionths; absent where nothing was due. More than a million: more was paid than was due. */
  readonly rate?: number
  /** Still open at its end. */
  readonly open: Fen
}

/** Money that fits no bill: what came in a month, and what went to bills or back. */
export type SuspenseMoved = { readonly received: Fen; readonly assigned: Fen; readonly returned: Fen }

export type MonthIndicator = {
  readonly collected: readonly Collected[]
  readonly suspense: SuspenseMoved
}

const amountOf = (lines: readonly StatedLine[], names: readonly StatedLineName[], payer: Payer): Fen =>
  sum(
    lines
      .filter((each) => each.payer === payer && names.includes(each.line))
      .map(({ pooled, account }) => pooled + account),
  )

const collectedOf = (
  { lines }: Pick<MonthStatement, 'lines'>,
  { payer, closing }: MonthStatement['balances'][number],
): Collected => {
  const collected = amountOf(lines, ['paid', 'refunded'], payer)
  const due = fen(closing + collected)
  const isRate = due > 0 && collected >= 0
  return {
    ...{ payer, due, collected, open: closing },
    ...(isRate ? { rate: proportion(million, collected, due) } : {}),
  }
}

const suspenseOf = (lines: readonly StatedLine[], of: string): Fen =>
  Math.abs(
    sum(lines.filter((each) => each.line === 'suspense' && each.of === of).map(({ pooled }) => pooled)),
  )

/** What the statement of a month says of collecting: by payer, and of money that fits no bill. */
export const indicatorOf = ({
  lines,
  balances,
}: Pick<MonthStatement, 'lines' | 'balances'>): MonthIndicator => ({
  collected: balances.map((balance) => collectedOf({ lines }, balance)),
  suspense: {
    received: suspenseOf(lines, 'received'),
    assigned: suspenseOf(lines, 'assigned'),
    returned: suspenseOf(lines, 'returned'),
  },
})
