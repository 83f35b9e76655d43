import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { claimRule } from '../rule-kind.ts'

const figures = z.strictObject({
  /** Stays at one institution that follow each other within so many days hang together. */
  withinDays: z.int().min(0).max(366),
  /** So many that hang together are one stay cut in pieces. */
  stays: z.int().min(2).max(60),
})

/** One stay cut into several: the claim's own and those of the same institution before and after it, whatever the disease. */
export const splitStays = claimRule(figures, ({ withinDays, stays: wanted }, { claim, person }) => {
  const { stay, institution } = claim
  if (!stay) return undefined
  const own = person.stays.filter((other) => other.institution === institution)
  const inOrder = [...own, { ...stay, claimId: claim.claimId }].sort((a, b) => (a.from < b.from ? -1 : 1))
  let chain: typeof inOrder = []
  for (const next of inOrder) {
    const last = chain.at(-1)
    const follows = last !== undefined && daysBetween(last.to, next.from) <= withinDays
    if (!follows && chain.some(({ claimId }) => claimId === claim.claimId)) break
    chain = follows ? [...chain, next] : [next]
  }
  const [first] = chain
  if (!first || chain.length < wanted) return undefined
  return {
    stays: chain.length,
    most: wanted - 1,
    withinDays,
    from: first.from,
    to: chain.at(-1)?.to ?? first.to,
  }
})
