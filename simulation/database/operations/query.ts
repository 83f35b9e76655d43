import type { AttributeValue, QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { invalid } from '../errors.ts'
import type { Condition, Operand, Term } from '../expressions/condition.ts'
import { checkOperands, readCondition } from '../expressions/condition.ts'
import type { Path } from '../expressions/path.ts'
import { stepsOf } from '../expressions/path.ts'
import { onlyNamed, readProjection, shownNames } from '../expressions/projection.ts'
import type { Scope } from '../expressions/scope.ts'
import { scopeOf } from '../expressions/scope.ts'
import type { Place } from '../sorted-places.ts'
import { comparePlaces, countBefore } from '../sorted-places.ts'
import type { Table } from '../table.ts'
import { emptyKey, keyNames } from '../table.ts'
import type { IndexDefinition, KeyNames } from '../table-definition.ts'
import { compareTexts } from '../text-order.ts'
import type { Answer } from './get-item.ts'
import { namesShown, openPage, readStart, textOf } from './page.ts'
import type { Moment, Tables } from './request.ts'
import { billed, pastOf, readUnits, refuseUnknown, tableOf } from './request.ts'

const members: ReadonlySet<string> = new Set([
  ...['TableName', 'IndexName', 'KeyConditionExpression', 'FilterExpression', 'ProjectionExpression'],
  ...['ExpressionAttributeNames', 'ExpressionAttributeValues', 'ScanIndexForward', 'Limit'],
  ...['ExclusiveStartKey', 'ConsistentRead', 'Select', 'ReturnConsumedCapacity'],
])

/** The part of a partition that is asked for, by its sort key. */
type Range = {
  readonly pk: string
  /** Whether a sort key comes before the range. */
  readonly isBefore: (sk: string) => boolean
  readonly isAfter: (sk: string) => boolean
}

const notSupported = (): Error => invalid('Query key condition not supported')

const whole = { isBefore: () => false, isAfter: () => false }

/** The value of a condition on a key, which is a text. */
const keyText = (operand: Operand, { values }: Scope, name: string, index: string | undefined): string => {
  if (operand.is !== 'value') throw notSupported()
  const value = values[operand.name] as AttributeValue
  if (value.S === undefined)
    throw invalid(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    )
  if (value.S === '') throw emptyKey(name, index)
  return value.S
}

const nameOf = (operand: Operand, scope: Scope): string | undefined =>
  operand.is === 'path' && operand.path.length === 1 ? stepsOf(operand.path, scope)[0] : undefined

const subjectOf = (term: Term): Operand | undefined => {
  if (term.is === 'compare') return term.left
  return term.is === 'between' || term.is === 'begins' ? term.of : undefined
}

const rangeOf = (term: Term, text: (operand: Operand) => string): Omit<Range, 'pk'> => {
  if (term.is === 'between') {
    const [from, to] = [text(term.from), text(term.to)]
    return { isBefore: (sk) => compareTexts(sk, from) < 0, isAfter: (sk) => compareTexts(sk, to) > 0 }
  }
  if (term.is === 'begins') {
    const start = text(term.what)
    const isBefore = (sk: string) => compareTexts(sk, start) < 0
    return { isBefore, isAfter: (sk) => !isBefore(sk) && !sk.startsWith(start) }
  }
  if (term.is !== 'compare') throw notSupported()
  const bound = text(term.right)
  const isLess = (sk: string) => compareTexts(sk, bound) < 0
  const isMore = (sk: string) => compareTexts(sk, bound) > 0
  switch (term.by) {
    case '=':
      return { isBefore: isLess, isAfter: isMore }
    case '<':
      return { ...whole, isAfter: (sk) => !isLess(sk) }
    case '<=':
      return { ...whole, isAfter: isMore }
    case '>':
      return { ...whole, isBefore: (sk) => !isMore(sk) }
    case '>=':
      return { ...whole, isBefore: isLess }
    case '<>':
      throw invalid('Invalid operator used in KeyConditionExpression: <>')
  }
}

/** Reads a key condition: the partition key is a value, and the sort key may lie in a range. */
const readRange = (
  { term }: Condition,
  scope: Scope,
  { key, name: index }: { readonly key: KeyNames; readonly name?: string },
): Range => {
  if (term.is === 'or' || term.is === 'not')
    throw invalid(`Invalid operator used in KeyConditionExpression: ${term.is.toUpperCase()}`)
  const terms = term.is === 'and' ? term.terms : [term]
  const on = (name: string) =>
    terms.filter((each) => {
      const subject = subjectOf(each)
      return subject !== undefined && nameOf(subject, scope) === name
    })
  const [[partition, ...twice], [sort, ...others]] = [on(key.pk), on(key.sk)]
  if (!partition) throw invalid(`Query condition missed key schema element: ${key.pk}`)
  if (twice.length > 0 || others.length > 0)
    throw invalid('KeyConditionExpressions must only contain one condition per key')
  if (terms.length > 2) throw invalid('Conditions can be of length 1 or 2 only')
  if (terms.length > 1 && !sort) throw invalid(`Query condition missed key schema element: ${key.sk}`)
  if (partition.is !== 'compare' || partition.by !== '=') throw notSupported()
  const pk = keyText(partition.right, scope, key.pk, index)
  const text = (operand: Operand) => keyText(operand, scope, key.sk, index)
  return { pk, ...(sort ? rangeOf(sort, text) : whole) }
}

const indexOf = (
  table: Table,
  { IndexName, ConsistentRead }: QueryCommandInput,
): IndexDefinition | undefined => {
  if (IndexName === undefined) return undefined
  const index = table.index(IndexName)
  if (!index) throw invalid(`The table does not have the specified index: ${IndexName}`)
  if (ConsistentRead) throw invalid('Consistent reads are not supported on global secondary indexes')
  return index
}

/** The ways that a term goes into an item. */
const pathsOf = (term: Term): readonly Path[] => {
  const of = (...operands: readonly Operand[]) =>
    operands.flatMap((operand) => (operand.is === 'value' ? [] : [operand.path]))
  switch (term.is) {
    case 'and':
    case 'or':
      return term.terms.flatMap(pathsOf)
    case 'not':
      return pathsOf(term.term)
    case 'compare':
      return of(term.left, term.right)
    case 'between':
      return of(term.of, term.from, term.to)
    case 'in':
      return of(term.of, ...term.list)
    case 'exists':
    case 'absent':
      return [term.path]
    default:
      return of(term.of, term.what)
  }
}

const namesIn = (filter: Condition, scope: Scope): readonly string[] =>
  pathsOf(filter.term).map((path) => stepsOf(path, scope)[0])

/** An index of keys answers with keys. */
const refuseHidden = (
  table: Table,
  index: IndexDefinition,
  asked: { readonly filtered: readonly string[]; readonly shown: readonly string[] },
): void => {
  if (!index.shows) return
  const inIndex = new Set(namesShown(table, index))
  const hidden = asked.shown.filter((name) => !inIndex.has(name))
  if (asked.filtered.some((name) => !inIndex.has(name)))
    throw invalid(
      `One or more parameter values were invalid: Secondary index ${index.name} does not project one or more filter attributes`,
    )
  if (hidden.length > 0)
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${hidden.join(', ')}]`,
    )
}

/** A filter is of what the key does not say. */
const refuseKeys = (filter: Condition, scope: Scope, key: KeyNames): void => {
  const own = namesIn(filter, scope).find((name) => keyNames(key).includes(name))
  if (own !== undefined)
    throw invalid(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${own}`,
    )
}

/** Where a page goes on: after a place that need not be there any more, but lies in the range. */
const startAt = (
  table: Table,
  index: IndexDefinition | undefined,
  range: Range,
  given: QueryCommandInput['ExclusiveStartKey'],
): Place | undefined => {
  if (given === undefined) return undefined
  const start = readStart(table, index, given)
  const key = index?.key ?? table.definition.key
  const at = textOf(start, key.sk)
  if (textOf(start, key.pk) !== range.pk || range.isBefore(at) || range.isAfter(at))
    throw invalid('The provided starting key is outside query boundaries based on provided conditions')
  const own = table.definition.key
  const slot = { pk: textOf(start, own.pk), sk: textOf(start, own.sk), spread: 0, item: undefined, bytes: 0 }
  return { at, slot }
}

/** The places of a range that follow a start, as a stretch of the partition's. */
const stretchOf = (places: readonly Place[], range: Range, start: Place | undefined, forward: boolean) => {
  const from = countBefore(places, ({ at }) => range.isBefore(at))
  const to = countBefore(places, ({ at }) => !range.isAfter(at))
  if (!start) return { from, to }
  return forward
    ? {
        from: Math.max(
          from,
          countBefore(places, (place) => comparePlaces(place, start) <= 0),
        ),
        to,
      }
    : {
        from,
        to: Math.min(
          to,
          countBefore(places, (place) => comparePlaces(place, start) < 0),
        ),
      }
}

const projectionOf = (text: string | undefined) => (text === undefined ? undefined : readProjection(text))

/** Reads a page of a partition, of the table or of an index, in the order of its sort key. */
export const query = (
  tables: Tables,
  input: QueryCommandInput,
  moment: Moment,
): Answer<QueryCommandOutput> => {
  refuseUnknown(input, members)
  if (input.KeyConditionExpression === undefined)
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    )
  const condition = readCondition(input.KeyConditionExpression, 'KeyConditionExpression')
  const filter =
    input.FilterExpression === undefined
      ? undefined
      : readCondition(input.FilterExpression, 'FilterExpression')
  const projection = projectionOf(input.ProjectionExpression)
  const scope = scopeOf(input, [condition, filter, projection])
  if (filter) checkOperands(filter, scope)
  checkOperands(condition, scope)
  const names = projection && shownNames(projection, scope)
  const table = tableOf(tables, input.TableName)
  const index = indexOf(table, input)
  const key = index?.key ?? table.definition.key
  const range = readRange(condition, scope, index ?? { key })
  if (filter) refuseKeys(filter, scope, key)
  if (index)
    refuseHidden(table, index, { filtered: filter ? namesIn(filter, scope) : [], shown: names ?? [] })
  const past = pastOf(table, moment, input.ConsistentRead)
  const show = (item: Attributes) => (names ? onlyNamed(item, names) : item)
  const page = openPage(input, { table, index, past, filter, scope, show })
  const start = startAt(table, index, range, input.ExclusiveStartKey)
  const forward = input.ScanIndexForward ?? true
  const places = table.places(range.pk, index, past)
  const { from, to } = stretchOf(places, range, start, forward)
  for (let step = 0; step < to - from; step += 1)
    if (!page.take(places[forward ? from + step : to - 1 - step] as Place)) break
  const units = readUnits(page.bytes(), input.ConsistentRead)
  return { ...page.answer(), ...billed(input.ReturnConsumedCapacity, table, units) }
}
