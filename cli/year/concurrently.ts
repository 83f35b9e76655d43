/**
 * Does work for each item of a list, a few at a time. The first failure ends it. Results stand in the order of the
 * list.
 */
export const concurrently = async <Thing, Result>(
  things: readonly Thing[],
  atATime: number,
  work: (thing: Thing, index: number) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = new Array(things.length)
  let next = 0
  const worker = async () => {
    while (next < things.length) {
      const index = next
      next += 1
      results[index] = await work(things[index] as Thing, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atATime, things.length) }, worker))
  return results
}

/** Groups items by a key, in the order in which the keys first come. */
export const groupBy = <Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): Map<string, Thing[]> => {
  const groups = new Map<string, Thing[]>()
  for (const thing of things) {
    const group = groups.get(keyOf(thing))
    if (group) group.push(thing)
    else groups.set(keyOf(thing), [thing])
  }
  return groups
}
