import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { Exact } from '#shared/money/rate.ts'

/** The units in which a case may write its amounts, in fen. */
const fenIn = { yuan: 100, '10000 yuan': 1_000_000, '100000000 yuan': 10_000_000_000, fen: 1 } as const
export type Unit = keyof typeof fenIn
export const units = Object.keys(fenIn) as [Unit, ...Unit[]]

/** An amount in a case's unit, read as fen; one that is not in whole fen is an error of the case. */
export const amountIn = (unit: Unit) =>
  z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform((value, context): Fen => {
    const exact = new Exact(value).times(fenIn[unit])
    if (exact.isInteger()) return fen(exact.toNumber())
    context.addIssue({ code: 'custom', message: `not in whole fen: ${value} ${unit}` })
    return z.NEVER
  })

/** An amount of a result in a case's unit, as exact decimal text. */
export const inUnit = (amount: Fen, unit: Unit): string => {
  if (!Number.isSafeInteger(amount)) {
    throw new TongchouError('cases.not-fen', `a rule gave an amount that is not in fen: ${amount}`)
  }
  return new Exact(amount).div(fenIn[unit]).toFixed()
}

/** The amounts of a record in a case's unit. */
export const allInUnit = <Name extends string>(
  amounts: Readonly<Partial<Record<Name, Fen>>>,
  unit: Unit,
): Partial<Record<Name, string>> =>
  Object.fromEntries(
    Object.entries<Fen | undefined>(amounts).map(([name, amount]) => [name, inUnit(amount ?? 0, unit)]),
  ) as Partial<Record<Name, string>>
