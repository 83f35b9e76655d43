const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, ordered(field)]),
  )
}

/** A value as one text, the same for every order of its fields. Hashes are taken over this text. */
export const canonicalText = (value: unknown): string => JSON.stringify(ordered(value))

/** Whether two values say the same, whatever the order of their fields: what the database kept comes back in another. */
export const sameContent = (one: unknown, other: unknown): boolean =>
  canonicalText({ it: one }) === canonicalText({ it: other })

/** Whether two lists have the same members, each as often, whatever their order. */
export const sameMembers = (one: readonly unknown[], other: readonly unknown[]): boolean => {
  const inOrder = (list: readonly unknown[]) => list.map((it) => canonicalText({ it })).sort()
  return sameContent(inOrder(one), inOrder(other))
}
