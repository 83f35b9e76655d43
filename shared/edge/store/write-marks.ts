import { randomFillSync } from 'node:crypto'
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb'
import { fromAttributes } from '#shared/edge/store/attribute-value.ts'
import type { Key, Stored } from '#shared/edge/store/item.ts'
import { nameOf } from '#shared/edge/store/item.ts'

type Attributes = Record<string, AttributeValue>

/**
 * Where an item carries the marks of its latest writes. Only the store sees them: whoever reads an item gets it
 * without, and whoever writes one need not know.
 */
export const marksField = '_w'

/** A mark is the second of the write, in three bytes that start again after half a year, and five bytes of chance. */
const timeBytes = 3
const markBytes = 8
const clockTurn = 2 ** (8 * timeBytes)
/** Longer than the client sends one request again. What is older is dropped, so that an item at rest carries one mark. */
const keptSeconds = 60
/** However many write to an item in a minute, it stays small. */
const mostMarks = 32

/** A mark that no other write has. */
export const newMark = (nowMillis: number): Uint8Array => {
  const mark = Buffer.alloc(markBytes)
  mark.writeUIntBE(Math.floor(nowMillis / 1000) % clockTurn, 0, timeBytes)
  randomFillSync(mark, timeBytes)
  return mark
}

const secondOf = (mark: Uint8Array): number => ((mark[0] ?? 0) * 256 + (mark[1] ?? 0)) * 256 + (mark[2] ?? 0)

const inMarks = (marks: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.floor(marks.byteLength / markBytes) }, (_, index) =>
    marks.subarray(index * markBytes, (index + 1) * markBytes),
  )

/** The marks that an item carries after a write: its own first, and those of the last minute. */
export const markedBy = (mark: Uint8Array, earlier: Uint8Array): Uint8Array => {
  if (earlier.byteLength === 0) return mark
  const age = (other: Uint8Array) => (secondOf(mark) - secondOf(other) + clockTurn) % clockTurn
  // A clock that is behind the last writer's sees its mark a turn of the clock old; clocks differ by seconds.
  const isRecent = (other: Uint8Array) => age(other) <= keptSeconds || age(other) >= clockTurn - keptSeconds
  const kept = inMarks(earlier)
    .filter(isRecent)
    .slice(0, mostMarks - 1)
  return Buffer.concat([mark, ...kept])
}

/**
 * Whether a write that was refused had been carried out before: an item that stood in its way carries its mark. Then the
 * first answer was lost, the client sent the request again, and its condition failed on what it had written itself.
 */
export const carriesMark = (reasons: readonly CancellationReason[], mark: Uint8Array): boolean =>
  reasons.some(({ Item }) =>
    inMarks(Item?.[marksField]?.B ?? new Uint8Array()).some((other) => Buffer.compare(other, mark) === 0),
  )

/** Reads an item as the database answers it, without its marks. */
export const asStored = (attributes: Attributes): Stored => fromAttributes(attributes, marksField) as Stored

/** What a store remembers of the items that it read last, so that the next version of one carries its marks on. */
export type SeenMarks = {
  /** Reads an item and remembers its marks. */
  readonly see: (attributes: Attributes) => Stored
  /** The marks of an item at a version; undefined where another version was seen last, or none. */
  readonly of: (key: Key, version: number) => Uint8Array | undefined
  /** Remembers what was written, as if it had been read. */
  readonly keep: (key: Key, version: number, marks: Uint8Array) => void
}

/** Enough for what a function reads before it writes; a forgotten item is read once more. */
const mostSeen = 5_000
const none = new Uint8Array()

/** Opens the memory of a store. */
export const openSeenMarks = (): SeenMarks => {
  const seen = new Map<string, { readonly version: number; readonly marks: Uint8Array }>()
  const keep: SeenMarks['keep'] = (key, version, marks) => {
    const name = nameOf(key)
    seen.delete(name)
    seen.set(name, { version, marks })
    if (seen.size <= mostSeen) return
    const [oldest] = seen.keys()
    if (oldest !== undefined) seen.delete(oldest)
  }
  return {
    keep,
    see: (attributes) => {
      const stored = asStored(attributes)
      if (typeof stored.version === 'number') keep(stored, stored.version, attributes[marksField]?.B ?? none)
      return stored
    },
    of: (key, version) => {
      const found = seen.get(nameOf(key))
      return found?.version === version ? found.marks : undefined
    },
  }
}
