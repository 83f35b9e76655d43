import { plainDecimal } from '#shared/money/charge.ts'
import type { Fen } from '#shared/money/fen.ts'
import { parseYuan } from '#shared/money/fen.ts'

/**
 * Reads an amount as systems of hospitals write it: 25.6, 25.60 and 25.6000 are one amount.
 * @returns the amount in fen, or what is wrong with it in Chinese
 */
export const readFigure = (text: string): { readonly amount: Fen } | { readonly fault: string } => {
  const plain = plainDecimal(text, 2)
  const amount = parseYuan(plain)
  if (amount !== undefined) return { amount }
  if (!/^-?\d+\.\d+$/.test(plain)) return { fault: '不是金额' }
  return { fault: plain.length - plain.indexOf('.') > 3 ? '金额精确到分，小数不得超过两位' : '金额过大' }
}
