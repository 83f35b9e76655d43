import type { ServiceDeclaration } from '#shared/contracts/service.ts'
import { must } from '#shared/kernel/errors.ts'
import type { KeyElement, Table } from '../../local/template/model.ts'

export type KeyNames = { readonly pk: string; readonly sk: string }
export type StreamView = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY'

export type IndexDefinition = {
  readonly name: string
  readonly key: KeyNames
  /** What an item shows in the index beside all keys; absent: the whole item. */
  readonly shows?: readonly string[]
}

/** What a table is made of. All keys are texts, as they are in every table of the platform. */
export type TableDefinition = {
  readonly name: string
  readonly key: KeyNames
  readonly indexes: readonly IndexDefinition[]
  readonly stream?: StreamView
  /** The attribute that holds the second from which on an item may be forgotten. */
  readonly timeToLive?: string
}

const indexOf = (name: string, keysOnly: boolean): IndexDefinition => ({
  name,
  key: { pk: `${name}pk`, sk: `${name}sk` },
  ...(keysOnly && { shows: [] }),
})

/** A service's own table, as infrastructure makes it from the service's declaration. */
export const serviceTable = (
  { indexes, keysOnly = [] }: Pick<ServiceDeclaration, 'indexes' | 'keysOnly'>,
  name: string,
): TableDefinition => ({
  name,
  key: { pk: 'pk', sk: 'sk' },
  indexes: indexes.map((index) => indexOf(index, keysOnly.includes(index))),
  stream: 'NEW_AND_OLD_IMAGES',
  timeToLive: 'expires',
})

/** The journal of a service's door, as infrastructure makes it. */
export const journalTable = (name: string): TableDefinition => ({
  name,
  key: { pk: 'pk', sk: 'sk' },
  indexes: [indexOf('gsi1', false)],
})

const keyOf = (elements: readonly KeyElement[]): KeyNames => {
  const named = (type: KeyElement['KeyType']) => {
    const element = elements.find(({ KeyType }) => KeyType === type)
    must(
      element !== undefined,
      'simulation.unknown-key',
      'a table or an index without a sort key is not known',
    )
    return element.AttributeName
  }
  return { pk: named('HASH'), sk: named('RANGE') }
}

/**
 * A table as the synthesized template has it.
 * @throws TongchouError `simulation.unknown-key` for keys that no table here has
 */
export const templateTable = (table: Table): TableDefinition => {
  must(
    table.attributes.every(({ AttributeType }) => AttributeType === 'S'),
    'simulation.unknown-key',
    'a key that is no text is not known',
  )
  return {
    name: table.name,
    key: keyOf(table.key),
    indexes: table.indexes.map(({ IndexName, KeySchema, Projection }) => ({
      name: IndexName,
      key: keyOf(KeySchema),
      ...(Projection.ProjectionType !== 'ALL' && { shows: Projection.NonKeyAttributes ?? [] }),
    })),
    ...(table.stream && { stream: table.stream }),
    ...(table.timeToLiveAttribute !== undefined && { timeToLive: table.timeToLiveAttribute }),
  }
}
