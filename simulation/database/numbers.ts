import { invalid } from './errors.ts'

/** A number as a whole count of powers of ten: 12.5 is 125 × 10^-1. Exact, as DynamoDB's are. */
type Decimal = { readonly digits: bigint; readonly exponent: number }

const mostDigits = 38
const smallest = -130
const largest = 125
/** Whole and small enough for any arithmetic here to be exact. */
const isSimple = (text: string): boolean => text.length <= 15 && /^(0|-?[1-9]\d*)$/.test(text)

const read = (text: string): Decimal => {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text)
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts ?? []
  if (!parts || whole + fraction === '')
    throw invalid(`The parameter cannot be converted to a numeric value: ${text}`)
  return shortest({
    digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`),
    exponent: Number(power) - fraction.length,
  })
}

const shortest = ({ digits, exponent }: Decimal): Decimal => {
  if (digits === 0n) return { digits, exponent: 0 }
  const text = digits.toString()
  const zeros = /0*$/.exec(text)?.[0].length ?? 0
  return { digits: BigInt(text.slice(0, text.length - zeros)), exponent: exponent + zeros }
}

const write = (decimal: Decimal): string => {
  const { digits, exponent } = shortest(decimal)
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString()
  const magnitude = text.length + exponent - 1
  if (digits !== 0n && magnitude > largest)
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range')
  if (digits !== 0n && magnitude < smallest)
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    )
  if (text.length > mostDigits)
    throw invalid('Attempting to store more than 38 significant digits in a Number')
  if (exponent >= 0) return `${sign}${text}${'0'.repeat(exponent)}`
  const padded = text.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

/**
 * A number as DynamoDB stores it: no sign or zero too many, no exponent.
 * @throws ValidationException where it is none, or more than DynamoDB holds exactly
 */
export const canonicalNumber = (text: string): string => (isSimple(text) ? text : write(read(text)))

const aligned = (left: Decimal, right: Decimal): readonly [bigint, bigint, number] => {
  const exponent = Math.min(left.exponent, right.exponent)
  const raised = (of: Decimal) => of.digits * 10n ** BigInt(of.exponent - exponent)
  return [raised(left), raised(right), exponent]
}

export const addNumbers = (left: string, right: string): string => {
  if (isSimple(left) && isSimple(right)) return String(Number(left) + Number(right))
  const [one, other, exponent] = aligned(read(left), read(right))
  return write({ digits: one + other, exponent })
}

export const negated = (text: string): string =>
  text === '0' ? text : text.startsWith('-') ? text.slice(1) : `-${text}`

/** Less than zero, zero, or more, as the first is less than, equal to, or more than the second. */
export const compareNumbers = (left: string, right: string): number => {
  if (isSimple(left) && isSimple(right)) return Number(left) - Number(right)
  const [one, other] = aligned(read(left), read(right))
  return one < other ? -1 : one > other ? 1 : 0
}
