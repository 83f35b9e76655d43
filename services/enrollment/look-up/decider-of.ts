import type { PersonAsked } from '#shared/contracts/person-asked.ts'
import type { Decider } from '#shared/kernel/authority.ts'

/** Who asks, in the words of the journal. */
export const deciderOf = ({ institution, ...by }: PersonAsked['asker']): Decider => ({
  ...by,
  ...(institution === undefined ? {} : { institution }),
})
