import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { accessKeyOf, localClient } from '../local-clients.ts'

type Attributes = Readonly<Record<string, unknown>>
type ItemRequest = { readonly TableName?: string; readonly Key?: Attributes; readonly Item?: Attributes }
type TransactionItem = Readonly<
  Partial<Record<'Put' | 'Update' | 'Delete' | 'ConditionCheck' | 'Get', ItemRequest>>
>

/** The part of a DynamoDB request that names items: one item itself, or a transaction's list. */
export type ItemsInput = ItemRequest & { readonly TransactItems?: readonly TransactionItem[] }

/** The items of a request, one text each, in the request's order; the same item always gives the same text. */
export type TouchedKeys = (input: ItemsInput) => Promise<readonly string[]>

/** A put names its whole item, so the key's attributes have to be known: each table is asked once. */
const createKeyNames = (target: string) => {
  const known = new Map<string, Promise<readonly string[]>>()
  const ask = async (table: string): Promise<readonly string[]> => {
    const client = new DynamoDBClient(localClient(target, accessKeyOf(table)))
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }))
    client.destroy()
    return (Table?.KeySchema ?? []).flatMap((element) => element.AttributeName ?? [])
  }
  return (table: string): Promise<readonly string[]> => {
    const names = known.get(table) ?? ask(table)
    known.set(table, names)
    names.catch(() => known.delete(table))
    return names
  }
}

/** Reads which items a request touches, with DynamoDB behind `target` telling the tables' keys. */
export const createTouchedKeys = (target: string): TouchedKeys => {
  const keyNames = createKeyNames(target)
  const keyOf = async ({
    TableName: table = '',
    Key: key,
    Item: item = {},
  }: ItemRequest): Promise<string> => {
    const names = key === undefined ? await keyNames(table) : Object.keys(key)
    const attributes = key ?? item
    return JSON.stringify([table, ...[...names].sort().map((name) => [name, attributes[name]])])
  }
  return (input) => {
    const requests = input.TransactItems?.flatMap((member) => Object.values(member)) ?? [input]
    return Promise.all(requests.map(keyOf))
  }
}
