import type { Item, Value } from '#shared/edge/store/attribute-value.ts'

export type Key = { readonly pk: string; readonly sk: string }
/** What tells an item from all others of its table. */
export const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`
/** The id that a partition is named by: what stands behind its kind. An index may hold no more of an item. */
export const idOfPartition = ({ pk }: Pick<Key, 'pk'>): string => pk.slice(pk.indexOf('#') + 1)
export type Stored = Readonly<Record<string, Value>> & Key

/** One write of a transaction. A condition that fails rejects the whole transaction and is answered, not thrown. */
export type Write =
  /** Writes an item that must not exist yet. */
  | { readonly kind: 'create'; readonly item: Item & Key }
  /** Writes the next version of an item that must still be at `version` (0: must not exist). */
  | { readonly kind: 'replace'; readonly item: Item & Key; readonly version: number }
  /** Adds to counters of an item, which comes into being with the first; `set` writes what every writer agrees on. */
  | {
      readonly kind: 'add'
      readonly key: Key
      readonly amounts: Readonly<Record<string, number>>
      readonly set?: Readonly<Record<string, Value>>
      /** Only while `absent` is not set on the item and its counters are `atLeast` so much. */
      readonly where?: {
        readonly absent?: string | readonly string[]
        readonly atLeast?: Readonly<Record<string, number>>
      }
    }
  /** Requires an item to be at a version (0: not to exist) without changing it. */
  | { readonly kind: 'require'; readonly key: Key; readonly version: number }
