/**
 * Cuts a list, in its order, into groups that each hold as much as fits. A group has at most so many things, which
 * together weigh at most the limit. A thing that weighs more by itself stands alone.
 */
export const cutGreedily = <Thing>(
  things: readonly Thing[],
  {
    most = Number.POSITIVE_INFINITY,
    weigh,
    limit,
  }: {
    readonly most?: number
    readonly weigh: (thing: Thing) => number
    readonly limit: number
  },
): Thing[][] => {
  const groups: Thing[][] = []
  let weight = 0
  for (const thing of things) {
    const own = weigh(thing)
    const current = groups.at(-1)
    if (current && current.length < most && weight + own <= limit) {
      current.push(thing)
      weight += own
    } else {
      groups.push([thing])
      weight = own
    }
  }
  return groups
}
