import type { CityCode } from '#shared/kernel/divisions.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import type { BilledPerson, Due } from '../../bill/rules/bill.ts'

/**
 * Who is billed for months. An employer owes the pool's part and withholds the individuals'. A flexible worker owes both
 * alone (皖政办〔2024〕3号 一(一)), and so does somebody retired who pays on. For the unemployed who draw benefits their fund pays both (社会保险法 第四十八条).
 */
export type MonthPayer = {
  /** The employer, or whoever pays alone. */
  readonly id: string
  readonly city: CityCode
  readonly pays: 'with-employees' | 'alone' | 'from-unemployment-fund'
}

/** A line of a month's bill, whole. */
export type MonthLine = BilledPerson & { readonly pooled: Fen; readonly base: Fen }

/** What each payer owes on some lines together. */
export const duesOf = ({ pays }: MonthPayer, lines: readonly MonthLine[]): readonly Due[] => {
  const pooled = sum(lines.map((line) => line.pooled))
  const account = sum(lines.map((line) => line.account))
  const maternity = sum(lines.map((line) => line.maternity ?? 0))
  const part = maternity === 0 ? {} : { maternity }
  if (pays === 'with-employees')
    return [
      { payer: 'employer', pooled, account: 0, ...part },
      { payer: 'individual', pooled: 0, account },
    ]
  const payer = pays === 'alone' ? 'individual' : 'unemployment-fund'
  return [{ payer, pooled, account, ...part }]
}
