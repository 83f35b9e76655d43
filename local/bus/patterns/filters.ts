import { must } from '#shared/kernel/errors.ts'
import { wildcard } from './wildcard.ts'

/** What an event may hold at the end of a path. */
export type Scalar = string | number | boolean | null

/** Whether the values of one field (none when it is absent) satisfy a condition. */
export type FieldTest = (values: readonly Scalar[]) => boolean

type ScalarTest = (value: Scalar) => boolean

const some =
  (test: ScalarTest): FieldTest =>
  (values) =>
    values.some(test)

const text =
  (test: (value: string) => boolean): ScalarTest =>
  (value) =>
    typeof value === 'string' && test(value)

const sameIgnoringCase = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

/** Reads an operand that must be a non-empty string. */
const stringOperand = (operator: string, operand: unknown): string => {
  must(
    typeof operand === 'string' && operand !== '',
    'bus.pattern',
    `${operator} takes a non-empty string, not ${JSON.stringify(operand)}`,
  )
  return operand
}

const ignoringCase = (operand: unknown): string | undefined =>
  typeof operand === 'object' && operand !== null && Object.keys(operand).join() === 'equals-ignore-case'
    ? stringOperand('equals-ignore-case', (operand as Record<string, unknown>)['equals-ignore-case'])
    : undefined

/** `prefix` and `suffix` take a string, or `{ "equals-ignore-case": string }`. */
const affix = (operator: 'prefix' | 'suffix', operand: unknown): ScalarTest => {
  const has = (value: string, part: string) =>
    operator === 'prefix' ? value.startsWith(part) : value.endsWith(part)
  const insensitive = ignoringCase(operand)
  if (insensitive !== undefined) return text((value) => has(value.toLowerCase(), insensitive.toLowerCase()))
  const part = stringOperand(operator, operand)
  return text((value) => has(value, part))
}

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

const numeric = (operand: unknown): ScalarTest => {
  must(
    Array.isArray(operand) && (operand.length === 2 || operand.length === 4),
    'bus.pattern',
    `numeric takes one or two comparisons, not ${JSON.stringify(operand)}`,
  )
  const tests = Array.from({ length: operand.length / 2 }, (_, index) => {
    const [sign, bound]: unknown[] = operand.slice(index * 2, index * 2 + 2)
    const compare = typeof sign === 'string' ? comparisons[sign] : undefined
    must(compare !== undefined, 'bus.pattern', `numeric does not know ${JSON.stringify(sign)}`)
    must(typeof bound === 'number', 'bus.pattern', `numeric needs a number after ${String(sign)}`)
    return (value: number) => compare(value, bound)
  })
  return (value) => typeof value === 'number' && tests.every((test) => test(value))
}

const scalarFilters: Record<string, (operand: unknown) => ScalarTest> = {
  prefix: (operand) => affix('prefix', operand),
  suffix: (operand) => affix('suffix', operand),
  wildcard: (operand) => text(wildcard(stringOperand('wildcard', operand))),
  'equals-ignore-case': (operand) => {
    const expected = stringOperand('equals-ignore-case', operand)
    return text((value) => sameIgnoringCase(value, expected))
  },
  numeric,
}

const operatorOf = (condition: object): [string, unknown] => {
  const [only, ...others] = Object.entries(condition)
  must(
    only !== undefined && others.length === 0,
    'bus.pattern',
    `a condition names exactly one operator, not ${JSON.stringify(condition)}`,
  )
  return only
}

const scalarOperand = (operand: unknown): ScalarTest => {
  must(
    typeof operand === 'string' || typeof operand === 'number',
    'bus.pattern',
    `anything-but takes strings and numbers, not ${JSON.stringify(operand)}`,
  )
  return (value) => value === operand
}

/** `anything-but` a value, a list of values, or a string filter over one or several strings. */
const anythingBut = (operand: unknown): ScalarTest => {
  const forbidden: ScalarTest[] = []
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [name, inner] = operatorOf(operand)
    const filter = name === 'numeric' ? undefined : scalarFilters[name]
    must(filter !== undefined, 'bus.pattern', `anything-but does not know ${name}`)
    forbidden.push(...[inner].flat().map((each) => filter(each)))
  } else forbidden.push(...[operand].flat().map(scalarOperand))
  must(forbidden.length > 0, 'bus.pattern', 'anything-but needs a value')
  return (value) => !forbidden.some((test) => test(value))
}

/**
 * Compiles one member of a condition list: a literal or a content filter.
 * @throws TongchouError `bus.pattern` for an operator or operand this bus does not know
 */
export const compileCondition = (condition: unknown): FieldTest => {
  if (condition === null || ['string', 'number', 'boolean'].includes(typeof condition))
    return some((value) => value === condition)
  must(
    typeof condition === 'object' && !Array.isArray(condition),
    'bus.pattern',
    `a condition is a value or a filter, not ${JSON.stringify(condition)}`,
  )
  const [operator, operand] = operatorOf(condition)
  if (operator === 'exists') {
    must(typeof operand === 'boolean', 'bus.pattern', 'exists takes true or false')
    return (values) => values.length > 0 === operand
  }
  if (operator === 'anything-but') return some(anythingBut(operand))
  const filter = scalarFilters[operator]
  must(filter !== undefined, 'bus.pattern', `pattern operator ${operator} is not emulated`)
  return some(filter(operand))
}
