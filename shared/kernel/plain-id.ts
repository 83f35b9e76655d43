/**
 * The one form of ids that are the same to whoever reads them. Width, letter case, blanks and characters that are not to
 * be seen make no difference. It is for comparing; what was written is kept as it was.
 */
export const plainId = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .toUpperCase()

/** Whether two ids are the same to whoever reads them; both may be absent. */
export const isSameId = (one: string | undefined, other: string | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && plainId(one) === plainId(other))

/** Text of characters that are to be seen, and blanks: no control characters, none without width, no half ones. */
export const legible = /^(?:[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]|[ \u3000])+$/u
