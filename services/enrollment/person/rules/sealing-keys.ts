import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'

/** Tokens have one key for ever: with another nobody would be found. */
export const tokenKey = 'tokens'

/** Numbers and names are encrypted with a key of the month in which they are written. */
export const sealingKeyOf = (today: Day): string => `identities-${monthOf(today)}`

/** A sealed text names its key before it. */
export const sealedBy = (key: string, text: string): string => `${key}.${text}`
export const keyOfSealed = (sealed: string): string => sealed.split('.')[0] ?? ''
export const textOfSealed = (sealed: string): string => sealed.slice(sealed.indexOf('.') + 1)

/** The key that something in an item is sealed with; undefined where nothing is. */
export const keyOfItem = ({ sealed, sealedWith }: Readonly<Record<string, unknown>>): string | undefined => {
  if (typeof sealedWith === 'string') return sealedWith
  return typeof sealed === 'string' ? keyOfSealed(sealed) : undefined
}
