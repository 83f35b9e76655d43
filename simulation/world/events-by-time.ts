/** Something that happens at a moment, unless it is called off. */
export type Happening = { readonly at: number; act: () => void }

type Numbered = Happening & { readonly number: number }

const nothing = (): void => {}

/** Calls off what was to happen: it holds nothing any more, and its moment is passed over. */
export const callOff = (happening: Happening): void => {
  happening.act = nothing
}

const isBefore = (one: Numbered, other: Numbered): boolean =>
  one.at < other.at || (one.at === other.at && one.number < other.number)

/** With fewer it is quicker to pass them over one by one when their moment comes. */
const fewestSwept = 256

/** What is to happen, the earliest first; of the same moment in the order in which it was added. A binary heap. */
export const openEvents = () => {
  let heap: Numbered[] = []
  let number = 0
  let sweptAt = fewestSwept

  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]]
    if (one && other) [heap[a], heap[b]] = [other, one]
  }
  const precedes = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]]
    return one !== undefined && other !== undefined && isBefore(one, other)
  }
  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1
      if (!precedes(at, above)) return
      swap(at, above)
      at = above
    }
  }
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      const left = 2 * at + 1
      const least = precedes(left + 1, left) ? left + 1 : left
      if (!precedes(least, at)) return
      swap(least, at)
      at = least
    }
  }

  const take = (): Happening | undefined => {
    const [first] = heap
    const last = heap.pop()
    if (first && last && heap.length > 0) {
      heap[0] = last
      sink(0)
    }
    return first
  }
  /** Most limits of time are called off long before their moment, and would make every other way longer until then. */
  const sweep = (): void => {
    heap = heap.filter(({ act }) => act !== nothing)
    for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(at)
    sweptAt = Math.max(fewestSwept, 2 * heap.length)
  }

  return {
    add: (at: number, act: () => void): Happening => {
      const happening = { at, act, number }
      heap.push(happening)
      number += 1
      rise(heap.length - 1)
      if (heap.length > sweptAt) sweep()
      return happening
    },
    next: (): Happening | undefined => {
      let first = take()
      while (first?.act === nothing) first = take()
      return first
    },
  }
}
