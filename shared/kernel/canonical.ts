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
