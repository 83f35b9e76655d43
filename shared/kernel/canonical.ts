const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (value === null || typeof value !== 'object') return value
  const fields = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.keys(fields)
      .filter((name) => fields[name] !== undefined)
      .sort()
      .map((name) => [name, ordered(fields[name])]),
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
