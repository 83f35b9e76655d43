import type { Decision } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { refuse } from '../../refusals.ts'
import type { Receipt, RecordPayment } from './payment.ts'

type Line = Pick<Receipt, 'paymentId' | 'payer' | 'pooled' | 'account' | 'reverses' | 'suspenseOf'>

const moneyOf = ({ pooled, account }: Pick<Line, 'pooled' | 'account'>): Fen => pooled + account

/** The lines of a bill that a payment stands in: its own, or those of its parts that came out of suspense. */
const linesOf = (paymentId: string, lines: readonly Line[]): Line[] =>
  lines.filter((line) => line.paymentId === paymentId || line.suspenseOf === paymentId)

/** What of a payment was taken back by refunds that name it. */
export const takenBackOf = (paymentId: string, lines: readonly Line[]): Fen =>
  -sum(lines.filter(({ reverses }) => reverses === paymentId).map(moneyOf))

/** Why a refund cannot take back the payment that it names: it is none of its payer on the bill, or less is left of it. */
export const reversalFault = (
  { reverses, payer, amount }: Pick<RecordPayment, 'reverses' | 'payer' | 'amount'>,
  lines: readonly Line[],
): Decision<never> | undefined => {
  if (reverses === undefined) return undefined
  const own = linesOf(reverses, lines).filter((line) => line.payer === payer)
  if (own.length === 0)
    return refuse('contribution.reverses-unknown', { field: 'reverses', figures: { reverses } })
  const left = sum(own.map(moneyOf)) - takenBackOf(reverses, lines)
  return amount > left
    ? refuse('contribution.reversed-above-line', { field: 'amount', figures: { reverses, amount, left } })
    : undefined
}

/** How a line stands (冲正标志): `Z` it counts, `+` it was taken back wholly, `-` it takes another back. */
export const reversalFlags = ['Z', '+', '-'] as const
export type ReversalFlag = (typeof reversalFlags)[number]

export const flagOf = (line: Line, lines: readonly Line[]): ReversalFlag => {
  if (line.reverses !== undefined) return '-'
  const amount = moneyOf(line)
  return amount > 0 && takenBackOf(line.suspenseOf ?? line.paymentId, lines) >= amount ? '+' : 'Z'
}

/** Whether every line that takes another back names one of its bill and payer, and no more of it than it brought. */
export const areReversalsCovered = (lines: readonly Line[]): boolean =>
  lines
    .filter(({ reverses }) => reverses !== undefined)
    .every(({ reverses = '', payer, pooled, account }) => {
      const own = linesOf(reverses, lines).filter((line) => line.payer === payer)
      return pooled + account < 0 && own.length > 0 && takenBackOf(reverses, lines) <= sum(own.map(moneyOf))
    })
