import { createHash, hash } from 'node:crypto'
import { canonicalText } from '#shared/kernel/canonical.ts'

/** The SHA-256 of texts and bytes, one after the other. The only place that hashes. */
export const hashOf = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const whole = createHash('sha256')
  for (const part of parts) whole.update(part)
  return whole.digest()
}

/** The SHA-256 of a text, in hexadecimal digits: in one call, which takes a third of the time. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** An id that the same parts always give: 20 characters of a SHA-256. */
export const stableId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}${sha256(JSON.stringify(parts)).slice(0, 20)}`

/** A fingerprint of a payload, whatever the order of its fields: tells a repeat from another payload under its id. */
export const fingerprint = (payload: unknown): string => sha256(canonicalText(payload)).slice(0, 32)

const largestSpread = 65_521

/**
 * The place of an id among so many places, from 0. Ids spread evenly over the places. It is cheap, and never an
 * identity.
 */
export const placeAmong = (places: number, id: string): number => {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % largestSpread
  return hash % places
}
