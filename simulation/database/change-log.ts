import type { Attributes } from './attributes.ts'
import type { Slot } from './sorted-places.ts'

/** One change of one item, in the order in which a table saw them. */
export type Change = {
  /** Rises by one from change to change of a table. */
  readonly sequence: number
  readonly atMillis: number
  readonly slot: Slot
  readonly before: Attributes | undefined
  readonly after: Attributes | undefined
  /** The sizes of both. */
  readonly bytesBefore: number
  readonly bytesAfter: number
  /** Forgotten by time to live, not deleted by a request. */
  readonly expired?: true
}

/** When so many have been dropped from the front, the rest moves up. */
const compactedAfter = 4096

/** Changes in their order; the oldest go when their time is over. */
export class ChangeLog {
  #changes: Change[] = []
  #first = 0
  /** The sequence of the last change that was dropped; 0: none was. */
  droppedUpTo = 0

  add(change: Change): void {
    this.#changes.push(change)
  }

  /** Begins anew, as if nothing had been changed; sequences go on. */
  forget(): void {
    this.droppedUpTo = this.#changes.at(-1)?.sequence ?? this.droppedUpTo
    this.#changes = []
    this.#first = 0
  }

  /** Drops what is older than a moment. */
  dropBefore(millis: number): void {
    for (let oldest = this.#changes[this.#first]; oldest; oldest = this.#changes[this.#first]) {
      if (oldest.atMillis >= millis) break
      this.droppedUpTo = oldest.sequence
      this.#first += 1
    }
    if (this.#first > compactedAfter && this.#first > this.#changes.length / 2) {
      this.#changes = this.#changes.slice(this.#first)
      this.#first = 0
    }
  }

  /** The latest changes, newest first, until `enough` says so of one. */
  *newestFirst(): Generator<Change> {
    for (let at = this.#changes.length - 1; at >= this.#first; at -= 1) yield this.#changes[at] as Change
  }

  /** Up to so many changes that came after one. */
  after(sequence: number, limit: number): Change[] {
    let [low, high] = [this.#first, this.#changes.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#changes[middle] as Change).sequence <= sequence) low = middle + 1
      else high = middle
    }
    return this.#changes.slice(low, low + limit)
  }

  get length(): number {
    return this.#changes.length - this.#first
  }
}
