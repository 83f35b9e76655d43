import type { Attributes } from './attributes.ts'
import { compareTexts } from './text-order.ts'

/** One item of a table, for as long as the table has it: what stands there changes, the slot does not. */
export type Slot = {
  readonly pk: string
  readonly sk: string
  /** Of its partition: the place in a scan, and the shard. */
  readonly spread: number
  /** Undefined once the item is deleted. */
  item: Attributes | undefined
  bytes: number
}

/** Where a slot stands in a partition, of the table or of an index: by a text, and by its own key where texts agree. */
export type Place = { readonly at: string; readonly slot: Slot }

export const comparePlaces = (left: Place, right: Place): number =>
  compareTexts(left.at, right.at) ||
  compareTexts(left.slot.pk, right.slot.pk) ||
  compareTexts(left.slot.sk, right.slot.sk)

/** So many can be moved into their places one by one before it is quicker to sort all. */
const fewAtOnce = 16

/** How many of a sorted list come before what is looked for. */
export const countBefore = <Each>(sorted: readonly Each[], isBefore: (each: Each) => boolean): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(sorted[middle] as Each)) low = middle + 1
    else high = middle
  }
  return low
}

/** The places of a partition in their order. They are sorted when somebody reads them, not when they are added. */
export class SortedPlaces {
  #sorted: Place[] = []
  #added: Place[] = []

  get size(): number {
    return this.#sorted.length + this.#added.length
  }

  add(place: Place): void {
    const last = this.#sorted.at(-1)
    if (this.#added.length === 0 && (!last || comparePlaces(last, place) < 0)) this.#sorted.push(place)
    else this.#added.push(place)
  }

  remove(place: Place): void {
    const sorted = this.inOrder()
    const at = countBefore(sorted, (other) => comparePlaces(other, place) < 0)
    if (sorted[at]?.slot === place.slot) sorted.splice(at, 1)
  }

  /** All places in their order; not to be changed, and good until the next change. */
  inOrder(): Place[] {
    if (this.#added.length > fewAtOnce) this.#sorted = [...this.#sorted, ...this.#added].sort(comparePlaces)
    else
      for (const place of this.#added)
        this.#sorted.splice(
          countBefore(this.#sorted, (other) => comparePlaces(other, place) < 0),
          0,
          place,
        )
    this.#added = []
    return this.#sorted
  }
}
