/** How a reader wants amounts: in yuan, in ten thousands, or in hundred millions of it. */
export const moneyUnits = ['yuan', 'wan', 'yi'] as const
export type MoneyUnit = (typeof moneyUnits)[number]

const fenOf: Readonly<Record<MoneyUnit, number>> = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 }

/** So many digits at least are shown of an amount that is small beside the reader's unit. */
const leastDigits = 3

/** How many decimals an amount needs in a unit: two, and more where two would show nothing of it. */
const decimalsOf = (value: number): number =>
  value === 0 ? 2 : Math.max(2, leastDigits - 1 - Math.floor(Math.log10(Math.abs(value))))

/**
 * Whole fen in the reader's unit with two decimals, such as 12,345.60, and with more where an amount is small beside the unit:
 * it is never shown as nothing. The exact fen are what was given.
 */
export const inUnit = (fen: number, unit: MoneyUnit = 'yuan'): string => {
  const value = fen / fenOf[unit]
  const decimals = unit === 'yuan' ? 2 : decimalsOf(value)
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: decimals })
}

/** Whole fen as the yuan that a form shows, exactly. */
export const yuanText = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The fen of an amount typed in yuan; undefined where it is no amount with at most two decimals. */
export const fenOfText = (text: string): number | undefined => {
  const found = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[,，\s]/g, ''))
  if (!found) return undefined
  const [, sign, yuan = '0', rest = ''] = found
  const fen = Number(yuan) * 100 + Number(rest.padEnd(2, '0'))
  return sign === '-' ? -fen : fen
}
