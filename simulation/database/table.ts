import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { itemSize } from '#shared/edge/store/item-size.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Attributes } from './attributes.ts'
import { areEqualItems, kindOf } from './attributes.ts'
import type { Change } from './change-log.ts'
import { ChangeLog } from './change-log.ts'
import { invalid } from './errors.ts'
import type { Place, Slot } from './sorted-places.ts'
import { comparePlaces, SortedPlaces } from './sorted-places.ts'
import { storedSize } from './stored-size.ts'
import type { IndexDefinition, KeyNames, TableDefinition } from './table-definition.ts'
import { compareTexts, spread } from './text-order.ts'

/** The items of one partition key, with the place of the partition in a scan. */
export type Partition = {
  readonly pk: string
  readonly spread: number
  readonly slots: Map<string, Slot>
  readonly places: SortedPlaces
}

/** Items as they stood some writes ago, by their slots. */
export type Past = ReadonlyMap<Slot, Attributes | undefined>

/** What a table held at one moment, by partition and sort key. Items are shared with the table, since nobody changes them. */
export type Snapshot = {
  readonly atMillis: number
  readonly items: readonly {
    readonly pk: string
    readonly sk: string
    readonly item: Attributes
    readonly bytes: number
  }[]
}

type Index = { readonly definition: IndexDefinition; readonly partitions: Map<string, SortedPlaces> }

const largestItem = 400 * 1024
const longestPartitionKey = 2048
const longestSortKey = 1024
/** A stream shows a change for a day. */
const dayMillis = 24 * 60 * 60 * 1000
/** No eventually consistent read misses a write for longer than this: an index lags by seconds, and an hour on a very bad day. */
const longestUnseenMillis = 3_600_000

const comparePartitions = (left: Partition, right: Partition): number =>
  left.spread - right.spread || compareTexts(left.pk, right.pk)

/** Where an item stands in an index; undefined: it has not both keys and is left out. */
export const placeIn = (
  { key }: IndexDefinition,
  item: Attributes | undefined,
): { readonly pk: string; readonly sk: string } | undefined => {
  const [pk, sk] = [item?.[key.pk]?.S, item?.[key.sk]?.S]
  return pk === undefined || sk === undefined ? undefined : { pk, sk }
}

/** One table: its items, their indexes, and what changed. It takes any write; conditions are the operations' work. */
export class Table {
  readonly definition: TableDefinition
  readonly changes = new ChangeLog()
  readonly #now: () => number
  readonly #keptMillis: number
  readonly #partitions = new Map<string, Partition>()
  readonly #indexes: readonly Index[]
  #scanned: Partition[] = []
  #unsorted: Partition[] = []
  #sequence = 0

  constructor(
    definition: TableDefinition,
    { now, keptMillis = dayMillis }: { readonly now: () => number; readonly keptMillis?: number },
  ) {
    this.definition = definition
    this.#now = now
    this.#keptMillis = keptMillis
    this.#indexes = definition.indexes.map((index) => ({ definition: index, partitions: new Map() }))
  }

  /** The key of an item that is to be written. */
  keyOf(item: Attributes): { readonly pk: string; readonly sk: string } {
    const { key, indexes } = this.definition
    const pk = this.#keyPart(item, key.pk)
    const sk = this.#keyPart(item, key.sk)
    if (pk.length > longestPartitionKey / 4 && Buffer.byteLength(pk) > longestPartitionKey)
      throw invalid(
        'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
      )
    if (sk.length > longestSortKey / 4 && Buffer.byteLength(sk) > longestSortKey)
      throw invalid(
        'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
      )
    for (const index of indexes) checkIndexKey(index, item)
    return { pk, sk }
  }

  #keyPart(item: Attributes, name: string): string {
    const value = item[name]
    if (value === undefined)
      throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`)
    if (value.S === undefined) throw keyOfOtherType(name, value)
    if (value.S === '') throw emptyKey(name)
    return value.S
  }

  slot(pk: string, sk: string): Slot | undefined {
    return this.#partitions.get(pk)?.slots.get(sk)
  }

  /** How many bytes an item has, which must not be too many. */
  static bytesOf(item: Attributes): number {
    const bytes = itemSize(item)
    if (bytes > largestItem) throw invalid('Item size has exceeded the maximum allowed size')
    return bytes
  }

  /** Puts an item in the place of the one that stands there, or takes it away. */
  write(
    { pk, sk }: { readonly pk: string; readonly sk: string },
    item: Attributes | undefined,
    { bytes = item ? Table.bytesOf(item) : 0, expired = false } = {},
  ): void {
    const slot = this.slot(pk, sk) ?? (item && this.#newSlot(pk, sk))
    if (!slot) return
    const { item: before, bytes: bytesBefore } = slot
    this.#index(slot, before, item)
    slot.item = item
    slot.bytes = bytes
    if (!item) this.#drop(slot)
    this.#record({ slot, before, after: item, bytesBefore, bytesAfter: bytes }, expired)
  }

  #record(written: Omit<Change, 'sequence' | 'atMillis' | 'expired'>, expired: boolean) {
    const { slot, before, after, bytesBefore, bytesAfter } = written
    const atMillis = this.#now()
    this.changes.dropBefore(atMillis - this.#keptMillis)
    // A write that changes nothing leaves no trace in the stream.
    if (before && after && areEqualItems(before, after)) return
    this.#sequence += 1
    const change = { sequence: this.#sequence, atMillis, slot, before, after, bytesBefore, bytesAfter }
    this.changes.add(expired ? { ...change, expired } : change)
  }

  #newSlot(pk: string, sk: string): Slot {
    let partition = this.#partitions.get(pk)
    if (!partition) {
      partition = { pk, spread: spread(pk), slots: new Map(), places: new SortedPlaces() }
      this.#partitions.set(pk, partition)
      this.#unsorted.push(partition)
    }
    const slot: Slot = { pk, sk, spread: partition.spread, item: undefined, bytes: 0 }
    partition.slots.set(sk, slot)
    partition.places.add({ at: sk, slot })
    return slot
  }

  #drop(slot: Slot): void {
    const partition = this.#partitions.get(slot.pk)
    partition?.slots.delete(slot.sk)
    partition?.places.remove({ at: slot.sk, slot })
  }

  #index(slot: Slot, before: Attributes | undefined, after: Attributes | undefined): void {
    for (const { definition, partitions } of this.#indexes) {
      const [old, next] = [placeIn(definition, before), placeIn(definition, after)]
      if (old?.pk === next?.pk && old?.sk === next?.sk) continue
      if (old) partitions.get(old.pk)?.remove({ at: old.sk, slot })
      if (!next) continue
      const places = partitions.get(next.pk) ?? new SortedPlaces()
      partitions.set(next.pk, places)
      places.add({ at: next.sk, slot })
    }
  }

  index(name: string): IndexDefinition | undefined {
    return this.definition.indexes.find((each) => each.name === name)
  }

  /** The places of a partition in their order, as they are or as they were. */
  places(pk: string, index?: IndexDefinition, past?: Past): readonly Place[] {
    const partition = index
      ? this.#indexes.find(({ definition }) => definition === index)?.partitions.get(pk)
      : this.#partitions.get(pk)?.places
    const now = partition?.inOrder() ?? []
    return past ? this.#placesThen(pk, now, index, past) : now
  }

  #placesThen(pk: string, now: readonly Place[], index: IndexDefinition | undefined, past: Past): Place[] {
    const then = now.filter(({ slot }) => !past.has(slot))
    for (const [slot, item] of past) {
      const place = index ? placeIn(index, item) : item && { pk: slot.pk, sk: slot.sk }
      if (!item || place?.pk !== pk) continue
      then.push({ at: place.sk, slot: { ...slot, item, bytes: storedSize(item) } })
    }
    return then.sort(comparePlaces)
  }

  /** All partitions in the order of a scan. One whose items were all deleted may be among them. */
  partitions(): readonly Partition[] {
    if (this.#unsorted.length > 0) {
      this.#scanned = [...this.#scanned, ...this.#unsorted].sort(comparePartitions)
      this.#unsorted = []
    }
    return this.#scanned
  }

  /** The items that the last writes changed, as they stood before these; what was written long ago is seen by all. */
  past(writesAgo: number): Past {
    const then = new Map<Slot, Attributes | undefined>()
    const since = this.#now() - longestUnseenMillis
    let left = writesAgo
    for (const { slot, before, atMillis } of this.changes.newestFirst()) {
      if (left === 0 || atMillis < since) break
      left -= 1
      then.set(slot, before)
    }
    return then
  }

  /** Every item, in the order of a scan. */
  *items(): Generator<Attributes> {
    for (const { places } of this.partitions())
      for (const { slot } of places.inOrder()) if (slot.item) yield slot.item
  }

  /** Forgets what its time to live says is over. */
  expire(): number {
    const { timeToLive } = this.definition
    if (timeToLive === undefined) return 0
    const second = Math.floor(this.#now() / 1000)
    const over = (item: Attributes | undefined) => {
      const expires = item?.[timeToLive]?.N
      return expires !== undefined && Number(expires) <= second
    }
    const slots = this.partitions().flatMap((partition) => [...partition.slots.values()])
    const gone = slots.filter(({ item }) => over(item))
    for (const slot of gone) this.write(slot, undefined, { expired: true })
    return gone.length
  }

  /** What the table holds now. */
  snapshot(): Snapshot {
    return { atMillis: this.#now(), items: this.#itemsAfter(new Map()) }
  }

  /**
   * What the table held when a moment was over.
   * @throws TongchouError `simulation.too-long-ago` when the changes since are not kept any more
   */
  snapshotAt(atMillis: number): Snapshot {
    must(
      this.changes.droppedUpTo === 0 || atMillis >= this.#now() - this.#keptMillis,
      'simulation.too-long-ago',
      `${this.definition.name} does not know its past of that moment any more`,
    )
    const then = new Map<Slot, Attributes | undefined>()
    for (const change of this.changes.newestFirst()) {
      if (change.atMillis <= atMillis) break
      then.set(change.slot, change.before)
    }
    return { atMillis, items: this.#itemsAfter(then) }
  }

  #itemsAfter(past: Past): Snapshot['items'] {
    const items: Snapshot['items'][number][] = []
    for (const { slots } of this.#partitions.values())
      for (const slot of slots.values())
        if (slot.item && !past.has(slot)) {
          const { pk, sk, item, bytes } = slot
          items.push({ pk, sk, item, bytes })
        }
    for (const [{ pk, sk }, item] of past) if (item) items.push({ pk, sk, item, bytes: storedSize(item) })
    return items
  }

  /** Takes the items of a snapshot; the table is empty before, and its stream shows none of them. */
  fill({ items }: Snapshot): void {
    for (const { pk, sk, item, bytes } of items) this.write({ pk, sk }, item, { bytes })
    this.changes.forget()
  }

  /** Takes the items of a snapshot in the place of its own; its stream shows nothing of that, and goes on. */
  replaceBy({ items }: Snapshot): void {
    const keys = new Set(items.map(({ pk, sk }) => JSON.stringify([pk, sk])))
    const gone = [...this.#partitions.values()].flatMap(({ slots }) =>
      [...slots.values()].filter(({ pk, sk }) => !keys.has(JSON.stringify([pk, sk]))),
    )
    for (const slot of gone) this.write(slot, undefined)
    for (const { pk, sk, item, bytes } of items) this.write({ pk, sk }, item, { bytes })
    this.changes.forget()
  }

  changesAfter(sequence: number, limit: number): Change[] {
    return this.changes.after(sequence, limit)
  }
}

/** A key, of the table or of an index, that is an empty text. */
export const emptyKey = (name: string, index?: string): Error =>
  invalid(
    index === undefined
      ? `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`
      : `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index}, IndexKey: ${name}`,
  )

export const keyOfOtherType = (name: string, value: AttributeValue): Error =>
  invalid(
    `One or more parameter values were invalid: Type mismatch for key ${name} expected: S actual: ${kindOf(value)}`,
  )

const checkIndexKey = ({ name: index, key }: IndexDefinition, item: Attributes): void => {
  for (const name of keyNames(key)) {
    const value = item[name]
    if (value === undefined) continue
    if (value.S === undefined)
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: S Actual: ${Object.keys(value).join()} IndexName: ${index}`,
      )
    if (value.S === '') throw emptyKey(name, index)
  }
}

export const keyNames = ({ pk, sk }: KeyNames): readonly [string, string] => [pk, sk]
