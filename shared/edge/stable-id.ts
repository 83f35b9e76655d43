import { createHash } from 'node:crypto'

/** An id that the same parts always give: 20 characters of a SHA-256. */
export const stableId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)}`

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, canonical(field)]),
  )
}

/** A fingerprint of a payload, whatever the order of its fields: tells a repeat from another payload under its id. */
export const fingerprint = (payload: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(payload)))
    .digest('hex')
    .slice(0, 32)
