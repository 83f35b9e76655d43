import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { areEqual, compareValues, isOrdered, kindOf } from '../attributes.ts'
import { invalid } from '../errors.ts'
import type { Path } from './path.ts'
import { lookUp, readPath, stepsOf } from './path.ts'
import type { Expression, Scope, Used } from './scope.ts'
import { Reader } from './tokens.ts'

export type Operand =
  | { readonly is: 'path'; readonly path: Path }
  | { readonly is: 'value'; readonly name: string }
  | { readonly is: 'size'; readonly path: Path }

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='
const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>='])

/** A condition as a tree. */
export type Term =
  | { readonly is: 'and' | 'or'; readonly terms: readonly Term[] }
  | { readonly is: 'not'; readonly term: Term }
  | Leaf

/** A condition that has no others in it. */
type Leaf =
  | { readonly is: 'compare'; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly is: 'between'; readonly of: Operand; readonly from: Operand; readonly to: Operand }
  | { readonly is: 'in'; readonly of: Operand; readonly list: readonly Operand[] }
  | { readonly is: 'exists' | 'absent'; readonly path: Path }
  | { readonly is: 'type' | 'begins' | 'contains'; readonly of: Operand; readonly what: Operand }

export type Condition = Expression & { readonly term: Term; readonly used: Used }

const functions: Readonly<Record<string, 'exists' | 'absent' | 'type' | 'begins' | 'contains'>> = {
  attribute_exists: 'exists',
  attribute_not_exists: 'absent',
  attribute_type: 'type',
  begins_with: 'begins',
  contains: 'contains',
}

const mostListed = 100

const isCall = (reader: Reader): boolean =>
  reader.next?.kind === 'word' && reader.afterNext?.kind === 'sign' && reader.afterNext.text === '('

const readOperand = (reader: Reader): Operand => {
  if (reader.next?.kind === 'value') return { is: 'value', name: reader.take().text }
  if (isCall(reader) && reader.next?.text === 'size') {
    reader.take()
    reader.expect('(')
    const path = readPath(reader)
    reader.expect(')')
    return { is: 'size', path }
  }
  return { is: 'path', path: readPath(reader) }
}

const readCall = (reader: Reader, name: string): Term => {
  const is = functions[name]
  if (!is) throw invalid(`Invalid ${reader.called}: Invalid function name; function: ${name}`)
  reader.take()
  reader.expect('(')
  if (is === 'exists' || is === 'absent') {
    const path = readPath(reader)
    reader.expect(')')
    return { is, path }
  }
  const of = readOperand(reader)
  reader.expect(',')
  const what = readOperand(reader)
  reader.expect(')')
  return { is, of, what }
}

const readComparison = (reader: Reader): Term => {
  const left = readOperand(reader)
  if (reader.word('BETWEEN')) {
    const from = readOperand(reader)
    reader.expectWord('AND')
    return { is: 'between', of: left, from, to: readOperand(reader) }
  }
  if (reader.word('IN')) {
    reader.expect('(')
    const list = [readOperand(reader)]
    while (reader.sign(',')) list.push(readOperand(reader))
    reader.expect(')')
    if (list.length > mostListed)
      throw invalid(
        `Invalid ${reader.called}: The IN operator is provided with too many operands; number of operands: ${list.length}`,
      )
    return { is: 'in', of: left, list }
  }
  if (!comparators.has(reader.next?.text ?? '')) throw reader.wrong()
  const by = reader.take().text as Comparator
  return { is: 'compare', by, left, right: readOperand(reader) }
}

const readNot = (reader: Reader): Term => {
  if (reader.word('NOT')) return { is: 'not', term: readNot(reader) }
  if (reader.sign('(')) {
    const term = readOr(reader)
    reader.expect(')')
    return term
  }
  const name = reader.next?.text ?? ''
  return isCall(reader) && name !== 'size' ? readCall(reader, name) : readComparison(reader)
}

const readAnd = (reader: Reader): Term => {
  const terms = [readNot(reader)]
  while (reader.word('AND')) terms.push(readNot(reader))
  return terms.length === 1 ? (terms[0] as Term) : { is: 'and', terms }
}

const readOr = (reader: Reader): Term => {
  const terms = [readAnd(reader)]
  while (reader.word('OR')) terms.push(readAnd(reader))
  return terms.length === 1 ? (terms[0] as Term) : { is: 'or', terms }
}

/** By what they are called, and by their texts. */
const known = new Map<string, Map<string, Condition>>()
const mostKnown = 10_000

/** Reads a condition, a filter or a key condition; each text once. */
export const readCondition = (text: string, called: string): Condition => {
  const alike = known.get(called) ?? new Map<string, Condition>()
  const found = alike.get(text)
  if (found) return found
  const reader = new Reader(text, called)
  const term = readOr(reader)
  reader.end()
  const condition = { called, used: reader.used, term }
  if (alike.size >= mostKnown) alike.clear()
  known.set(called, alike.set(text, condition))
  return condition
}

const sizeOf = (value: AttributeValue | undefined): AttributeValue | undefined => {
  if (!value) return undefined
  if (value.S !== undefined) return { N: String(value.S.length) }
  if (value.B !== undefined) return { N: String(value.B.byteLength) }
  if (value.L !== undefined) return { N: String(value.L.length) }
  if (value.M !== undefined) return { N: String(Object.keys(value.M).length) }
  return undefined
}

export const operandValue = (
  operand: Operand,
  item: Attributes,
  scope: Scope,
): AttributeValue | undefined => {
  if (operand.is === 'value') return scope.values[operand.name]
  const found = lookUp(item, operand.path, scope)
  return operand.is === 'size' ? sizeOf(found) : found
}

const doesCompare = (
  by: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean => {
  if (!left || !right) return by === '<>'
  if (by === '=') return areEqual(left, right)
  if (by === '<>') return !areEqual(left, right)
  const order = compareValues(left, right)
  if (order === undefined) return false
  if (by === '<') return order < 0
  if (by === '<=') return order <= 0
  if (by === '>') return order > 0
  return order >= 0
}

const doesBegin = (value: AttributeValue, start: AttributeValue): boolean => {
  if (value.S !== undefined) return start.S !== undefined && value.S.startsWith(start.S)
  if (value.B === undefined || start.B === undefined) return false
  return Buffer.compare(value.B.subarray(0, start.B.byteLength), start.B) === 0
}

const doesContain = (value: AttributeValue, part: AttributeValue): boolean => {
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S)
  if (value.B !== undefined) return part.B !== undefined && Buffer.from(value.B).includes(Buffer.from(part.B))
  return value.L?.some((each) => areEqual(each, part)) ?? false
}

/** Whether a condition holds of an item; one that is not there has no attributes. */
export const holds = (term: Term, item: Attributes, scope: Scope): boolean => {
  const value = (operand: Operand) => operandValue(operand, item, scope)
  switch (term.is) {
    case 'and':
      return term.terms.every((each) => holds(each, item, scope))
    case 'or':
      return term.terms.some((each) => holds(each, item, scope))
    case 'not':
      return !holds(term.term, item, scope)
    case 'compare':
      return doesCompare(term.by, value(term.left), value(term.right))
    case 'between': {
      const of = value(term.of)
      return doesCompare('>=', of, value(term.from)) && doesCompare('<=', of, value(term.to))
    }
    case 'in':
      return term.list.some((each) => doesCompare('=', value(term.of), value(each)))
    case 'exists':
      return lookUp(item, term.path, scope) !== undefined
    case 'absent':
      return lookUp(item, term.path, scope) === undefined
    default: {
      const [of, what] = [value(term.of), value(term.what)]
      if (!of || !what) return false
      if (term.is === 'type') return kindOf(of) === what.S
      return term.is === 'begins' ? doesBegin(of, what) : doesContain(of, what)
    }
  }
}

const typed = (operand: Operand, { values }: Scope) =>
  operand.is === 'value' ? values[operand.name] : undefined

const wrongOperand = (called: string, operator: string, type: string): Error =>
  invalid(
    `Invalid ${called}: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  )

/** The terms of a condition that have none in them. */
const leavesOf = (term: Term): readonly Leaf[] => {
  if ('terms' in term) return term.terms.flatMap(leavesOf)
  return 'term' in term ? leavesOf(term.term) : [term]
}

/** What a leaf speaks of, and what it is held against. */
const operandsOf = (leaf: Leaf): readonly [Operand, ...Operand[]] | undefined => {
  switch (leaf.is) {
    case 'compare':
      return [leaf.left, leaf.right]
    case 'between':
      return [leaf.of, leaf.from, leaf.to]
    case 'in':
      return [leaf.of, ...leaf.list]
    case 'exists':
    case 'absent':
      return undefined
    default:
      return [leaf.of, leaf.what]
  }
}

const isSame = (left: Operand, right: Operand, scope: Scope): boolean =>
  left.is === 'path' &&
  right.is === 'path' &&
  JSON.stringify(stepsOf(left.path, scope)) === JSON.stringify(stepsOf(right.path, scope))

const refuseSame = (called: string, leaf: Leaf, scope: Scope): void => {
  const [first, ...others] = operandsOf(leaf) ?? []
  if (first && others.some((each) => isSame(first, each, scope)))
    throw invalid(
      `Invalid ${called}: The first operand must be distinct from the remaining operands for this operator or function;`,
    )
}

const checkLeaf = (called: string, leaf: Leaf, scope: Scope): void => {
  refuseSame(called, leaf, scope)
  if (leaf.is === 'compare' && leaf.by !== '=' && leaf.by !== '<>')
    for (const operand of [leaf.left, leaf.right]) {
      const value = typed(operand, scope)
      if (value && !isOrdered(kindOf(value))) throw wrongOperand(called, leaf.by, kindOf(value))
    }
  if (leaf.is === 'between') checkBetween(called, leaf, scope)
  if (leaf.is === 'begins') {
    const value = typed(leaf.what, scope)
    if (value && value.S === undefined && value.B === undefined)
      throw wrongOperand(called, 'begins_with', kindOf(value))
  }
  if (leaf.is === 'type') checkType(called, leaf.what, scope)
}

/**
 * Refuses what can never be right of the values that are given.
 * @throws ValidationException as DynamoDB does, whether or not the term would be looked at
 */
export const checkOperands = ({ called, term }: Condition, scope: Scope): void => {
  for (const leaf of leavesOf(term)) checkLeaf(called, leaf, scope)
}

const checkBetween = (called: string, { from, to }: Extract<Term, { is: 'between' }>, scope: Scope): void => {
  const [low, high] = [typed(from, scope), typed(to, scope)]
  for (const value of [low, high])
    if (value && !isOrdered(kindOf(value))) throw wrongOperand(called, 'BETWEEN', kindOf(value))
  if (!low || !high) return
  const order = compareValues(low, high)
  if (order === undefined)
    throw invalid(
      `Invalid ${called}: The BETWEEN operator requires same data type for lower and upper bounds;`,
    )
  if (order > 0)
    throw invalid(
      `Invalid ${called}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound;`,
    )
}

const types: ReadonlySet<string> = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'L', 'M', 'SS', 'NS', 'BS'])
const checkType = (called: string, what: Operand, scope: Scope): void => {
  const value = typed(what, scope)
  if (value && value.S === undefined) throw wrongOperand(called, 'attribute_type', kindOf(value))
  if (value?.S !== undefined && !types.has(value.S))
    throw invalid(`Invalid ${called}: Invalid attribute type name found; type: ${value.S}`)
}
