import { plainId } from '#shared/kernel/plain-id.ts'

/** Whether two tokens speak for one person: where the law wants two people, ` Wang.Fang` and `wang.fang` are one. */
export const isSamePerson = (one: string, other: string): boolean => plainId(one) === plainId(other)
