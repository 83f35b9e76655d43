import type { ScanCommandInput, ScanCommandOutput } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { invalid, unknown } from '../errors.ts'
import { checkOperands, readCondition } from '../expressions/condition.ts'
import { onlyNamed, readProjection, shownNames } from '../expressions/projection.ts'
import { scopeOf } from '../expressions/scope.ts'
import { countBefore } from '../sorted-places.ts'
import type { Partition, Table } from '../table.ts'
import { compareTexts, spread } from '../text-order.ts'
import type { Answer } from './get-item.ts'
import type { Page } from './page.ts'
import { openPage, readStart, textOf } from './page.ts'
import type { Moment, Tables } from './request.ts'
import { billed, pastOf, readUnits, refuseUnknown, tableOf } from './request.ts'

const members: ReadonlySet<string> = new Set([
  ...['TableName', 'FilterExpression', 'ProjectionExpression', 'ExpressionAttributeNames'],
  ...['ExpressionAttributeValues', 'Limit', 'ExclusiveStartKey', 'ConsistentRead', 'Select'],
  ...['Segment', 'TotalSegments', 'ReturnConsumedCapacity', 'IndexName'],
])

const wholeSpread = 2 ** 32

type Segment = { readonly from: number; readonly to: number }

const segmentOf = ({ Segment, TotalSegments }: ScanCommandInput): Segment => {
  if (TotalSegments === undefined && Segment === undefined) return { from: 0, to: wholeSpread }
  if (TotalSegments === undefined)
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    )
  if (Segment === undefined)
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    )
  if (Segment >= TotalSegments)
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    )
  const bound = (at: number) => Math.floor((at * wholeSpread) / TotalSegments)
  return { from: bound(Segment), to: bound(Segment + 1) }
}

type Start = { readonly pk: string; readonly sk: string }

const startOf = (
  table: Table,
  segment: Segment,
  given: ScanCommandInput['ExclusiveStartKey'],
): Start | undefined => {
  if (given === undefined) return undefined
  const item: Attributes = readStart(table, undefined, given)
  const { key } = table.definition
  const start = { pk: textOf(item, key.pk), sk: textOf(item, key.sk) }
  const place = spread(start.pk)
  if (place < segment.from || place >= segment.to)
    throw invalid(
      'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment.',
    )
  return start
}

const isBeforeStart = (partition: Partition, start: Start): boolean => {
  const place = spread(start.pk)
  return partition.spread < place || (partition.spread === place && compareTexts(partition.pk, start.pk) < 0)
}

/** Reads on through a segment's partitions until the page is full. */
const fill = (
  page: Page,
  table: Table,
  segment: Segment,
  start: Start | undefined,
  past: ReturnType<typeof pastOf>,
) => {
  const partitions = table.partitions()
  const first = countBefore(partitions, (each) =>
    start ? isBeforeStart(each, start) : each.spread < segment.from,
  )
  for (let at = first; at < partitions.length; at += 1) {
    const partition = partitions[at] as Partition
    if (partition.spread >= segment.to) return
    for (const place of table.places(partition.pk, undefined, past)) {
      if (start && partition.pk === start.pk && compareTexts(place.at, start.sk) <= 0) continue
      if (!page.take(place)) return
    }
  }
}

/** Reads a page of a whole table, or of one of the segments that it is scanned in side by side. */
export const scan = (tables: Tables, input: ScanCommandInput, moment: Moment): Answer<ScanCommandOutput> => {
  refuseUnknown(input, members)
  if (input.IndexName !== undefined) throw unknown('scans of an index')
  const { FilterExpression, ProjectionExpression } = input
  const filter =
    FilterExpression === undefined ? undefined : readCondition(FilterExpression, 'FilterExpression')
  const projection = ProjectionExpression === undefined ? undefined : readProjection(ProjectionExpression)
  const scope = scopeOf(input, [filter, projection])
  if (filter) checkOperands(filter, scope)
  const names = projection && shownNames(projection, scope)
  const table = tableOf(tables, input.TableName)
  const segment = segmentOf(input)
  const past = pastOf(table, moment, input.ConsistentRead)
  const show = (item: Attributes) => (names ? onlyNamed(item, names) : item)
  const page = openPage(input, { table, index: undefined, past, filter, scope, show })
  fill(page, table, segment, startOf(table, segment, input.ExclusiveStartKey), past)
  const units = readUnits(page.bytes(), input.ConsistentRead)
  return { ...page.answer(), ...billed(input.ReturnConsumedCapacity, table, units) }
}
