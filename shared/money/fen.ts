import { must } from '#shared/kernel/errors.ts'

/** An amount of money in fen (0.01 yuan): a safe integer, negative only where a name says so. */
export type Fen = number

/**
 * Checks that a number is an amount in fen.
 * @throws TongchouError `money.not-fen` for a fraction, an unsafe integer, NaN or infinity
 */
export const fen = (value: number): Fen => {
  // The words of the fault are only made where there is one: every amount passes here.
  if (!Number.isSafeInteger(value)) must(false, 'money.not-fen', `not a whole amount in fen: ${value}`)
  return value === 0 ? 0 : value
}

/**
 * Adds amounts exactly.
 * @throws TongchouError `money.not-fen` when the sum leaves the safe range
 */
export const sum = (amounts: Iterable<Fen>): Fen => {
  let total = 0
  for (const amount of amounts) total = fen(total + amount)
  return total
}

const yuanPattern = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/

/** Reads an amount in yuan such as `1234.5`; undefined when it is not one (more than two decimals is not). */
export const parseYuan = (text: string): Fen | undefined => {
  const match = yuanPattern.exec(text.trim())
  if (!match) return undefined
  const [, sign, yuan = '0', decimals = ''] = match
  const amount = Number(yuan) * 100 + Number(decimals.padEnd(2, '0'))
  return fen(sign === '-' ? -amount : amount)
}

/** Writes an amount as yuan with two decimals, as the national interface and files have it. */
export const formatYuan = (amount: Fen): string => {
  const digits = String(Math.abs(fen(amount))).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
