import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import { nearest } from '#shared/kernel/nearest.ts'
import { Exact } from '#shared/money/rate.ts'
import type { Answer, Answers } from './rule.ts'

/** One expected figure beside what came out; `difference` is got minus expected, for numbers. */
export type Comparison = {
  readonly name: string
  readonly expected: unknown
  readonly got: Answer
  readonly matches: boolean
  readonly difference?: string
}

/**
 * Compares every expected figure with the answer of the same name; lists are compared item by item, groups name by name.
 * Numbers are compared as exact decimals, or by the places that a source prints: `{printed: 2.7, places: 1}`.
 * @throws TongchouError `cases.unknown-key` for an expected name the rule does not answer
 */
export const compare = (
  expected: Readonly<Record<string, unknown>>,
  answers: Answers,
  under = '',
): Comparison[] =>
  Object.entries(expected).flatMap(([name, value]) => {
    const got = answers[name]
    if (got === undefined) {
      const known = Object.keys(answers).filter((key) => answers[key] !== undefined)
      throw new TongchouError(
        'cases.unknown-key',
        `expect.${under}${name}: no result has this name; ${suggestion(name, known)}`,
      )
    }
    return compareValue(`${under}${name}`, value, got)
  })

const suggestion = (name: string, known: readonly string[]): string => {
  const meant = nearest(name, known)
  return meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`
}

/** A figure as a source prints it, with so many places: what came out is rounded half up to as many. */
const printedFigure = z.strictObject({
  printed: z.union([z.number(), z.string()]),
  places: z.int().min(0).max(8),
})

const comparePrinted = (
  name: string,
  { printed, places }: z.output<typeof printedFigure>,
  got: Answer,
): Comparison => {
  if (!isNumber(got) || !isNumber(printed)) return mismatch(name, printed, got)
  const difference = new Exact(got).toDecimalPlaces(places, Exact.ROUND_HALF_UP).minus(printed)
  return { name, expected: printed, got, matches: difference.isZero(), difference: difference.toFixed() }
}

const compareValue = (name: string, expected: unknown, got: Answer): Comparison[] => {
  const printed = printedFigure.safeParse(expected)
  if (printed.success) return [comparePrinted(name, printed.data, got)]
  if (Array.isArray(expected)) return compareList(name, expected, got)
  if (isGroup(expected)) {
    if (!isGroup(got)) return [mismatch(name, expected, got)]
    return compare(expected, got as Answers, `${name}.`)
  }
  if (isNumber(expected) && isNumber(got)) {
    const difference = new Exact(got).minus(expected)
    return [{ name, expected, got, matches: difference.isZero(), difference: difference.toFixed() }]
  }
  return [{ name, expected, got, matches: expected === got }]
}

const compareList = (name: string, expected: readonly unknown[], got: Answer): Comparison[] => {
  if (!Array.isArray(got) || got.length !== expected.length) return [mismatch(name, expected, got)]
  const answers = got as readonly Answer[]
  return expected.flatMap((item, index) =>
    compareValue(`${name}[${index + 1}]`, item, answers[index] ?? null),
  )
}

const mismatch = (name: string, expected: unknown, got: Answer): Comparison => ({
  name,
  expected,
  got,
  matches: false,
})

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNumber = (value: unknown): value is number | string =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
