import type { WrappingKey } from '#shared/edge/secrets/wrapping-key.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Key, Store } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'

/** A data key as it is stored: wrapped, and worth nothing to whoever may not use the wrapping key. */
type WrappedKey = { readonly name: string; readonly wrapped: string }
type OfName = Pick<WrappedKey, 'name'>

export const dataKeyKey = ({ name }: OfName): Key => ({ pk: `DATA-KEY#${name}`, sk: 'DATA-KEY' })

const wrappedKeys = defineRecord<WrappedKey, OfName>({ kind: 'data-key', key: dataKeyKey })

/** The data keys of a service, by name. */
export type KeyRing = {
  /** The key of a name; undefined before its first use. */
  readonly find: (name: string) => Promise<Uint8Array | undefined>
  /** The key of a name, which is made at its first use. */
  readonly use: (name: string) => Promise<Uint8Array>
}

/**
 * The data keys that stand in a service's table, each unwrapped once a function. Of two functions that make a key at the
 * same moment both use the one that was stored.
 */
export const openKeyRing = (store: Store, wrapping: WrappingKey): KeyRing => {
  const known = new Map<string, Promise<Uint8Array | undefined>>()

  /** Only a key is kept: neither its absence, nor a failure, which the next caller may not meet. */
  const keep = <Key extends Uint8Array | undefined>(name: string, key: Promise<Key>): Promise<Key> => {
    const forget = () => {
      if (known.get(name) === key) known.delete(name)
    }
    known.set(name, key)
    key.then((found) => found ?? forget(), forget)
    return key
  }

  const read = async (name: string): Promise<Uint8Array | undefined> => {
    const stored = await wrappedKeys.read(store, { name })
    return stored && wrapping.unwrap(name, stored.wrapped)
  }

  const make = async (name: string): Promise<Uint8Array> => {
    const { clear, wrapped } = await wrapping.make(name)
    const written = await store.write([wrappedKeys.create({ name, wrapped })])
    if (written.status === 'written') return clear
    const others = await read(name)
    must(others !== undefined, 'secrets.key-missing', 'a stored key is not there', { key: name })
    return others
  }

  const find: KeyRing['find'] = (name) => known.get(name) ?? keep(name, read(name))

  const use: KeyRing['use'] = async (name) => {
    // Whoever asks while a key is being made waits for that one.
    const key = (await find(name)) ?? (await (known.get(name) ?? keep(name, make(name))))
    return key ?? use(name)
  }

  return { find, use }
}
