import type { DynamoDBClient, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import { must } from '#shared/kernel/errors.ts'
import type { Attributes } from './attributes.ts'
import type { Backend, Watch } from './client.ts'
import { openClient } from './client.ts'
import { noSuchTable } from './errors.ts'
import { carryOut } from './operations.ts'
import type { Stream } from './stream.ts'
import { openStream } from './stream.ts'
import type { Snapshot } from './table.ts'
import { Table } from './table.ts'
import type { TableDefinition } from './table-definition.ts'
import { Tokens } from './tokens.ts'

export type DatabaseOptions = Watch & {
  /** The time in milliseconds since 1970: of the world, not of this machine. */
  readonly now: () => number
  /** In how many shards each stream is read; one if nothing is said. */
  readonly shards?: number
  /** For how long changes stay in streams, and a table can be taken back to a moment; a day if nothing is said. */
  readonly keptMillis?: number
}

/**
 * DynamoDB in memory, for as many tables as there are. Nothing in it waits, reads a clock or throws dice: two databases
 * that are told the same answer the same.
 */
export type Database = {
  readonly createTable: (definition: TableDefinition) => void
  /**
   * A client that goes wherever the code takes the SDK's. Faults know it by its name.
   * @param maxAttempts how often it sends a request in all; six, as the functions' clients, if nothing is said
   */
  readonly connect: (name?: string, options?: { readonly maxAttempts?: number }) => DynamoDBClient
  readonly tableNames: () => readonly string[]
  /** The stream of a table; undefined: it has none. */
  readonly stream: (table: string) => Stream | undefined
  /** Every item as it is stored, in the order of a scan; not to be changed. */
  readonly items: (table: string) => Generator<Attributes>
  /** Forgets what its time to live says is over, in all tables; answers how many items. */
  readonly expire: () => number
  /** What a table holds at this moment; it costs a pointer an item. */
  readonly snapshot: (table: string) => Snapshot
  /** What a table held at an earlier moment, as long as its changes are kept. */
  readonly snapshotAt: (table: string, atMillis: number) => Snapshot
  /** Makes a table hold what a snapshot holds, under its own name: its stream and its past begin anew, empty. */
  readonly restore: (table: string, snapshot: Snapshot) => void
  /** Puts what a snapshot holds in the place of what a table holds, while its readers go on. */
  readonly replace: (table: string, snapshot: Snapshot) => void
  /** Another database with the same tables and items, which goes its own way from here. */
  readonly clone: (options: DatabaseOptions) => Database
}

const attempts = 6

/** Opens an empty database. */
export const openDatabase = (options: DatabaseOptions): Database => {
  const { now, shards = 1, keptMillis } = options
  const tables = new Map<string, Table>()
  const streams = new Map<string, Stream | undefined>()
  const tokens = new Tokens(now)
  const open = (definition: TableDefinition): Table => {
    const table = new Table(definition, { now, ...(keptMillis !== undefined && { keptMillis }) })
    tables.set(definition.name, table)
    streams.set(definition.name, openStream(table, shards))
    return table
  }
  const named = (name: string): Table => {
    const table = tables.get(name)
    if (!table) throw noSuchTable()
    return table
  }
  const backend: Backend = (operation, input, moment) => {
    const act = () => carryOut(operation, tables, input, moment)
    return operation === 'TransactWriteItems'
      ? tokens.once(input as TransactWriteItemsCommandInput, act)
      : act()
  }
  const database: Database = {
    createTable: (definition) => {
      must(!tables.has(definition.name), 'simulation.table-twice', `there is a table ${definition.name}`)
      open(definition)
    },
    connect: (name = '', { maxAttempts = attempts } = {}) =>
      openClient(backend, options, { name, maxAttempts }),
    tableNames: () => [...tables.keys()],
    stream: (name) => streams.get(named(name).definition.name),
    items: (name) => named(name).items(),
    expire: () => [...tables.values()].reduce((sum, table) => sum + table.expire(), 0),
    snapshot: (name) => named(name).snapshot(),
    snapshotAt: (name, atMillis) => named(name).snapshotAt(atMillis),
    restore: (name, snapshot) => open(named(name).definition).fill(snapshot),
    replace: (name, snapshot) => named(name).replaceBy(snapshot),
    clone: (others) => {
      const copy = openDatabase(others)
      for (const [name, table] of tables) {
        copy.createTable(table.definition)
        copy.restore(name, table.snapshot())
      }
      return copy
    },
  }
  return database
}
