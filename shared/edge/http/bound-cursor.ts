import { stableId } from '#shared/kernel/hash.ts'

/** What a cursor belongs to: the caller's office, the operation, and what was asked of it beside the cursor. */
export type CursorOf = { readonly office: string; readonly operation: string; readonly asked: string }

const seal = ({ office, operation, asked }: CursorOf, cursor: string): string =>
  stableId('', 'cursor', office, operation, asked, cursor)

/** A cursor as its caller gets it: it goes on with this list and no other. */
export const bindCursor = (of: CursorOf, cursor: string): string => `${cursor}.${seal(of, cursor)}`

/** The cursor that a caller brought back; undefined where it is not of this list or not theirs. */
export const unbindCursor = (of: CursorOf, bound: string): string | undefined => {
  const [cursor = '', sealed, ...more] = bound.split('.')
  return more.length === 0 && sealed === seal(of, cursor) ? cursor : undefined
}
