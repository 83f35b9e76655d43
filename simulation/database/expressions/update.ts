import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { copied, kindOf } from '../attributes.ts'
import { invalid, unknown } from '../errors.ts'
import { addNumbers, negated } from '../numbers.ts'
import type { Path, Steps } from './path.ts'
import { doConflict, doOverlap, lookUp, readPath, stepsOf, valueAt } from './path.ts'
import type { Expression, Scope } from './scope.ts'
import { Reader } from './tokens.ts'

type Source =
  | { readonly is: 'path'; readonly path: Path }
  | { readonly is: 'value'; readonly name: string }
  | { readonly is: 'if-absent'; readonly path: Path; readonly or: Source }
  | { readonly is: 'appended'; readonly left: Source; readonly right: Source }
  | { readonly is: '+' | '-'; readonly left: Source; readonly right: Source }

type Action =
  | { readonly does: 'SET'; readonly path: Path; readonly source: Source }
  | { readonly does: 'ADD'; readonly path: Path; readonly name: string }
  | { readonly does: 'REMOVE'; readonly path: Path }

export type Update = Expression & { readonly actions: readonly Action[] }

const called = 'UpdateExpression'

const readSource = (reader: Reader): Source => {
  const { next, afterNext } = reader
  if (next?.kind === 'value') return { is: 'value', name: reader.take().text }
  const isCall = next?.kind === 'word' && afterNext?.text === '('
  if (!isCall) return { is: 'path', path: readPath(reader) }
  const name = reader.take().text
  if (name !== 'if_not_exists' && name !== 'list_append')
    throw invalid(`Invalid ${called}: Invalid function name; function: ${name}`)
  reader.expect('(')
  const first = readSource(reader)
  reader.expect(',')
  const second = readSource(reader)
  reader.expect(')')
  if (name === 'list_append') return { is: 'appended', left: first, right: second }
  if (first.is !== 'path')
    throw invalid(
      `Invalid ${called}: Operator or function requires a document path; operator or function: if_not_exists`,
    )
  return { is: 'if-absent', path: first.path, or: second }
}

const readSum = (reader: Reader): Source => {
  const left = readSource(reader)
  if (reader.sign('+')) return { is: '+', left, right: readSource(reader) }
  if (reader.sign('-')) return { is: '-', left, right: readSource(reader) }
  return left
}

const readAction: Readonly<Record<Action['does'], (reader: Reader) => Action>> = {
  SET: (reader) => {
    const path = readPath(reader)
    reader.expect('=')
    return { does: 'SET', path, source: readSum(reader) }
  },
  ADD: (reader) => {
    const path = readPath(reader)
    const value = reader.take()
    if (value.kind !== 'value') throw reader.wrong()
    return { does: 'ADD', path, name: value.text }
  },
  REMOVE: (reader) => ({ does: 'REMOVE', path: readPath(reader) }),
}

const readActions = (reader: Reader): Action[] => {
  const actions: Action[] = []
  const sections = new Set<string>()
  while (reader.next) {
    const section = reader.next.text.toUpperCase()
    if (section === 'DELETE') throw unknown('sets')
    const read = readAction[section as Action['does']]
    if (!read) throw reader.wrong()
    if (sections.has(section))
      throw invalid(
        `Invalid ${called}: The "${section}" section can only be used once in an update expression;`,
      )
    sections.add(section)
    reader.take()
    actions.push(read(reader))
    while (reader.sign(',')) actions.push(read(reader))
  }
  return actions
}

const known = new Map<string, Update>()
const mostKnown = 10_000

/** Reads what an update does; each text once. */
export const readUpdate = (text: string): Update => {
  const found = known.get(text)
  if (found) return found
  const reader = new Reader(text, called)
  const actions = readActions(reader)
  const update = { called, used: reader.used, actions }
  if (known.size >= mostKnown) known.clear()
  known.set(text, update)
  return update
}

const missing = (): Error =>
  invalid('The provided expression refers to an attribute that does not exist in the item')

const wrongType = (operator: string, value: AttributeValue): Error =>
  invalid(
    `Invalid ${called}: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${kindOf(value)}`,
  )
const wrongStored = (): Error => invalid('An operand in the update expression has an incorrect data type')

const evaluate = (source: Source, item: Attributes, scope: Scope): AttributeValue => {
  switch (source.is) {
    case 'value':
      return scope.values[source.name] as AttributeValue
    case 'path': {
      const found = lookUp(item, source.path, scope)
      if (!found) throw missing()
      return found
    }
    case 'if-absent':
      return lookUp(item, source.path, scope) ?? evaluate(source.or, item, scope)
    case 'appended': {
      const [left, right] = [evaluate(source.left, item, scope), evaluate(source.right, item, scope)]
      if (!left.L || !right.L) throw wrongStored()
      return { L: [...left.L, ...right.L] }
    }
    case '+':
    case '-': {
      const [left, right] = [evaluate(source.left, item, scope), evaluate(source.right, item, scope)]
      if (left.N === undefined || right.N === undefined) throw wrongStored()
      return { N: addNumbers(left.N, source.is === '+' ? right.N : negated(right.N)) }
    }
  }
}

const badPath = (): Error =>
  invalid('The document path provided in the update expression is invalid for update')

/** The container at a way with something else in one place; what is not on the way is shared with the old one. */
const withAt = (
  container: AttributeValue | undefined,
  [step, ...rest]: readonly (string | number)[],
  value: AttributeValue | undefined,
): AttributeValue => {
  if (step === undefined) throw badPath()
  if (typeof step === 'number') {
    if (!container?.L) throw badPath()
    const list = [...container.L]
    if (rest.length > 0) list[step] = withAt(list[step], rest, value)
    else if (value) list[Math.min(step, list.length)] = value
    // The place is marked, and closed when the others have been changed, since all are counted in the old list.
    else if (step < list.length) list[step] = removed
    return { L: list }
  }
  if (!container?.M) throw badPath()
  const map = { ...container.M }
  if (rest.length > 0) map[step] = withAt(map[step], rest, value)
  else if (value) map[step] = value
  else delete map[step]
  return { M: map }
}

/** Stands where a list element was removed. */
const removed: AttributeValue = { NULL: true }

const closed = (value: AttributeValue): AttributeValue => {
  if (value.L) return { L: value.L.filter((each) => each !== removed).map(closed) }
  if (value.M)
    return { M: Object.fromEntries(Object.entries(value.M).map(([name, each]) => [name, closed(each)])) }
  return value
}

/** Refuses a way that ends in nothing: what it goes through must be there, and be a map or a list as it says. */
const checkWay = (item: Attributes, steps: Steps): void => {
  if (steps.length === 1) return
  const container = valueAt(item, steps.slice(0, -1) as unknown as Steps)
  const fits = typeof steps.at(-1) === 'number' ? container?.L : container?.M
  if (!fits) throw badPath()
}

type Change = { readonly steps: Steps; readonly value: AttributeValue | undefined }

const added = (item: Attributes, action: Extract<Action, { does: 'ADD' }>, steps: Steps, scope: Scope) => {
  const amount = scope.values[action.name] as AttributeValue
  if (amount.N === undefined) throw wrongType('ADD', amount)
  const before = valueAt(item, steps)
  if (before && before.N === undefined) throw wrongStored()
  return { N: addNumbers(before?.N ?? '0', amount.N) }
}

const changeOf = (item: Attributes, action: Action, scope: Scope): Change => {
  const steps = stepsOf(action.path, scope)
  if (action.does === 'REMOVE') return { steps, value: undefined }
  if (action.does === 'ADD') return { steps, value: added(item, action, steps, scope) }
  return { steps, value: copied(evaluate(action.source, item, scope)) }
}

/**
 * Refuses an update that can never be carried out.
 * @throws ValidationException as DynamoDB does, whatever the item is
 */
export const checkUpdate = ({ actions }: Update, scope: Scope): void => {
  const all = actions.map(({ path }) => stepsOf(path, scope))
  all.forEach((steps, at) => {
    for (const other of all.slice(0, at)) {
      const [shorter, longer] = steps.length < other.length ? [steps, other] : [other, steps]
      if (doOverlap(longer, shorter))
        throw invalid(
          `Invalid ${called}: Two document paths overlap with each other; must remove or rewrite one of these paths;`,
        )
      if (doConflict(steps, other))
        throw invalid(`Invalid ${called}: Two document paths conflict with each other;`)
    }
  })
  for (const action of actions) checkAmounts(action, scope)
}

const checkAmounts = (action: Action, scope: Scope): void => {
  if (action.does === 'ADD') {
    const amount = scope.values[action.name]
    if (amount && amount.N === undefined) throw wrongType('ADD', amount)
  }
  if (action.does === 'SET') checkSource(action.source, scope)
}

const checkSource = (source: Source, scope: Scope): void => {
  if (source.is === 'if-absent') checkSource(source.or, scope)
  if (!('left' in source)) return
  for (const side of [source.left, source.right]) {
    const value = side.is === 'value' ? scope.values[side.name] : undefined
    const wanted = source.is === 'appended' ? 'L' : 'N'
    if (value && value[wanted] === undefined)
      throw wrongType(source.is === 'appended' ? 'list_append' : source.is, value)
    checkSource(side, scope)
  }
}

/** The key, of some, that an update changes; undefined: it changes none. */
export const changedKey = ({ actions }: Update, scope: Scope, keys: readonly string[]): string | undefined =>
  actions.map(({ path }) => stepsOf(path, scope)[0]).find((name) => keys.includes(name))

/**
 * Refuses to change what an item is known by.
 * @throws ValidationException as DynamoDB does
 */
export const refuseKeyChange = (update: Update, scope: Scope, keys: readonly string[]): void => {
  const key = changedKey(update, scope, keys)
  if (key !== undefined)
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${key}. This attribute is part of the key`,
    )
}

/** An item as an update leaves it: every value is taken from the item as it was before. */
export const updated = (item: Attributes, { actions }: Update, scope: Scope): Attributes => {
  for (const { path } of actions) checkWay(item, stepsOf(path, scope))
  const changes = actions.map((action) => changeOf(item, action, scope))
  const result = { ...item }
  let hasRemoved = false
  for (const { steps, value } of changes) {
    const [first, ...rest] = steps
    if (rest.length > 0) {
      result[first] = withAt(result[first], rest, value)
      hasRemoved ||= value === undefined
    } else if (value) result[first] = value
    else delete result[first]
  }
  if (!hasRemoved) return result
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, closed(value)]))
}
