import { must } from '#shared/kernel/errors.ts'
import { compileCondition, type Scalar } from './filters.ts'

/** A JSON object of an event or a pattern. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether an event matches a pattern. */
export type EventTest = (event: JsonObject) => boolean

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isScalar = (value: unknown): value is Scalar => value === null || typeof value !== 'object'

/** An array in an event stands for each of its members, so conditions always get a list. */
const membersOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]

const compileLeaf = (field: string, conditions: readonly unknown[]): EventTest => {
  must(conditions.length > 0, 'bus.pattern', `${field} lists no condition`)
  const tests = conditions.map(compileCondition)
  return (event) => {
    const values = membersOf(event[field]).filter(isScalar)
    return tests.some((test) => test(values))
  }
}

const compileNested = (field: string, pattern: JsonObject): EventTest => {
  const test = compilePattern(pattern)
  return (event) => {
    const objects = membersOf(event[field]).filter(isObject)
    // An absent object still satisfies `exists: false` of its fields.
    return objects.length === 0 ? test({}) : objects.some(test)
  }
}

const compileAlternatives = (alternatives: unknown): EventTest => {
  must(
    Array.isArray(alternatives) && alternatives.length > 1 && alternatives.every(isObject),
    'bus.pattern',
    '$or takes two or more patterns',
  )
  const tests = alternatives.map(compilePattern)
  return (event) => tests.some((test) => test(event))
}

const compileField = ([field, condition]: [string, unknown]): EventTest => {
  if (field === '$or') return compileAlternatives(condition)
  if (Array.isArray(condition)) return compileLeaf(field, condition)
  must(isObject(condition), 'bus.pattern', `${field} must be a list of conditions or a nested pattern`)
  return compileNested(field, condition)
}

/**
 * Compiles an EventBridge event pattern once into closures, so that matching an event is fast. Every field must match;
 * within a field any listed condition is enough.
 * @throws TongchouError `bus.pattern` for anything this bus would match differently from AWS
 */
export const compilePattern = (pattern: JsonObject): EventTest => {
  const fields = Object.entries(pattern)
  must(fields.length > 0, 'bus.pattern', 'a pattern names at least one field')
  const tests = fields.map(compileField)
  return (event) => tests.every((test) => test(event))
}
