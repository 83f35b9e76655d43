/** A person's name in a token as it is compared: without case, blanks, invisible characters, or other ways to write the same letter. */
const compared = (subject: string): string =>
  subject
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .toLowerCase()

/** Whether two tokens speak for one person: where the law wants two people, ` Wang.Fang` and `wang.fang` are one. */
export const isSamePerson = (one: string, other: string): boolean => compared(one) === compared(other)
