import type { AttributeValue, ConsumedCapacity } from '@aws-sdk/client-dynamodb'
import type { Attributes } from '../attributes.ts'
import { invalid, noSuchTable, unknown } from '../errors.ts'
import { storedSize } from '../stored-size.ts'
import type { Past, Table } from '../table.ts'
import { emptyKey, keyOfOtherType } from '../table.ts'

/** The tables of a database by their names. */
export type Tables = ReadonlyMap<string, Table>

/** What faults make of a request while it is carried out. */
export type Moment = {
  /** How many of a table's last writes an eventual read does not see yet. */
  readonly writesUnseen: number
  /** How many of a batch's last members are left unprocessed. */
  readonly unprocessed: number
}

/**
 * Refuses what no operation here knows, so that nothing is passed over in silence.
 * @throws TongchouError `simulation.unknown-request`
 */
export const refuseUnknown = (input: object, members: ReadonlySet<string>): void => {
  for (const member in input)
    if (!members.has(member) && input[member as keyof typeof input] !== undefined)
      throw unknown(`the parameter ${member}`)
}

export const tableOf = (tables: Tables, name: string | undefined): Table => {
  const table = tables.get(name ?? '')
  if (!table) throw noSuchTable()
  return table
}

const keyText = (name: string, value: AttributeValue): string => {
  if (value.S === undefined) throw keyOfOtherType(name, value)
  return value.S
}

/** Reads a key, which has both its parts and nothing else. */
export const readKey = (
  table: Table,
  key: Readonly<Record<string, AttributeValue>> | undefined,
): { readonly pk: string; readonly sk: string } => {
  const names = table.definition.key
  if (Object.keys(key ?? {}).length !== 2) throw invalid('The number of conditions on the keys is invalid')
  const [first, second] = [key?.[names.pk], key?.[names.sk]]
  if (!first || !second) throw invalid('The provided key element does not match the schema')
  const [pk, sk] = [keyText(names.pk, first), keyText(names.sk, second)]
  if (pk === '') throw emptyKey(names.pk)
  if (sk === '') throw emptyKey(names.sk)
  return { pk, sk }
}

/** The past that an eventual read sees; undefined: it sees all. */
export const pastOf = (table: Table, moment: Moment, isConsistent: boolean | undefined): Past | undefined =>
  isConsistent || moment.writesUnseen === 0 ? undefined : table.past(moment.writesUnseen)

/** The item of a key as a read sees it, with its size. */
type Found = { readonly item: Attributes | undefined; readonly bytes: number }
const nothing: Found = { item: undefined, bytes: 0 }

export const itemAt = (table: Table, pk: string, sk: string, past: Past | undefined): Found => {
  const slot = table.slot(pk, sk)
  if (!past) return slot ?? nothing
  for (const [each, item] of past)
    if (each.pk === pk && each.sk === sk && item) return { item, bytes: storedSize(item) }
  return slot && !past.has(slot) ? slot : nothing
}

export const readUnits = (bytes: number, isConsistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (isConsistent ? 1 : 0.5)

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024))

/** The bill of one table, if it was asked for. */
export const billed = (
  asked: string | undefined,
  table: Table,
  units: number,
): { readonly ConsumedCapacity?: ConsumedCapacity } => {
  if (asked === undefined || asked === 'NONE') return {}
  if (asked !== 'TOTAL') throw unknown(`ReturnConsumedCapacity ${asked}`)
  return { ConsumedCapacity: { TableName: table.definition.name, CapacityUnits: units } }
}

/** The bill of several tables. */
export const billedEach = (
  asked: string | undefined,
  units: ReadonlyMap<Table, number>,
): { readonly ConsumedCapacity?: ConsumedCapacity[] } => {
  if (asked === undefined || asked === 'NONE') return {}
  if (asked !== 'TOTAL') throw unknown(`ReturnConsumedCapacity ${asked}`)
  return {
    ConsumedCapacity: [...units].map(([table, each]) => ({
      TableName: table.definition.name,
      CapacityUnits: each,
    })),
  }
}
