import type { Item } from '#shared/edge/store/attribute-value.ts'
import type { Key, Write } from '#shared/edge/store/item.ts'
import type { Listing } from '#shared/edge/store/listing.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'

/** Where an item stands in an index, or in several. */
export type IndexKey = {
  readonly gsi1pk?: string
  readonly gsi1sk?: string
  readonly gsi2pk?: string
  readonly gsi2sk?: string
  readonly gsi3pk?: string
  readonly gsi3sk?: string
}

/** What records of one kind are: their kind, where they stand, and whether they change. */
type Definition<Data, Id> = {
  /** The kind as items name it; the outbox and the invariants know a record by it. */
  readonly kind: string
  readonly key: (id: Id) => Key
  /** Undefined of a record that stands in none. */
  readonly index?: (data: Data) => IndexKey | undefined
}

type Freshness = { readonly eventual?: boolean }
type Part = Omit<Listing, 'pk'>

/** Records of one kind: typed once, where what the database holds is taken for what was written. */
export type Records<Data extends object, Id> = {
  readonly kind: string
  readonly key: (id: Id) => Key
  /** Takes an item of this kind for what it was written as. */
  readonly from: (item: RecordedItem) => Data
  /** The same without its keys and kind, to be handed on. */
  readonly content: (item: RecordedItem) => Data
  readonly is: (item: RecordedItem) => boolean
  readonly read: (store: Store, id: Id, freshness?: Freshness) => Promise<Data | undefined>
  /** In the order of the ids, in as few round trips as there are hundreds of them. */
  readonly readMany: (
    store: Store,
    ids: readonly Id[],
    freshness?: Freshness,
  ) => Promise<(Data | undefined)[]>
  /** A page of a partition, or of an index's; other kinds that stand in it are left out. */
  readonly page: (
    store: Store,
    pk: string,
    part: Part,
  ) => Promise<{ readonly records: Data[]; readonly cursor?: string }>
  readonly list: (store: Store, pk: string, part?: Part) => AsyncGenerator<Data>
  /** The item of a record, with its keys and kind. */
  readonly item: (data: Data & Id) => Item & Key
  /** Writes a record that must not exist yet. */
  readonly create: (data: Data & Id) => Write
  /** Writes the next state of a record that must still be at the version (0: must not exist). */
  readonly replace: (data: Data & Id, version: number) => Write
}

/** Defines records of one kind; a record that changes has its `version` among its data. */
export const defineRecord = <Data extends object, Id = Data>({
  kind,
  key,
  index,
}: Definition<Data, Id>): Records<Data, Id> => {
  const from = (item: RecordedItem): Data => item as unknown as Data
  const content = ({ pk: _, sk: __, kind: ___, gsi1pk: ____, gsi1sk: _____, ...data }: RecordedItem): Data =>
    data as unknown as Data
  const is = (item: RecordedItem): boolean => item.kind === kind
  const item = (data: Data & Id): Item & Key => ({ ...data, ...key(data), ...index?.(data), kind })
  async function* list(store: Store, pk: string, part: Part = {}): AsyncGenerator<Data> {
    for await (const each of store.list({ pk, ...part })) if (is(each)) yield from(each)
  }
  return {
    kind,
    key,
    from,
    content,
    is,
    item,
    list,
    read: async (store, id, freshness) => {
      const found = await store.get(key(id), freshness)
      return found && from(found)
    },
    readMany: async (store, ids, freshness) =>
      (await store.getMany(ids.map(key), freshness)).map((found) => found && from(found)),
    page: async (store, pk, part) => {
      const { items, cursor } = await store.page({ pk, ...part })
      return { records: items.filter(is).map(from), ...(cursor === undefined ? {} : { cursor }) }
    },
    create: (data) => ({ kind: 'create', item: item(data) }),
    replace: (data, version) => ({ kind: 'replace', item: item(data), version }),
  }
}
