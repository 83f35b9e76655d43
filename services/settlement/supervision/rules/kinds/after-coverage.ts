import * as z from 'zod'
import { claimRule } from '../rule-kind.ts'

/**
 * A service after death or the end of coverage: no spell of the claim's scheme and city, as known now, covers its day.
 * Settlement refuses such a claim; this finds the ones whose coverage was taken back after they were settled.
 */
export const afterCoverage = claimRule(z.strictObject({}), (_, { claim, person }) => {
  const { scheme, city, servedOn } = claim
  const own = person.spells.filter((spell) => spell.scheme === scheme && spell.city === city)
  if (own.some(({ from, to }) => from <= servedOn && servedOn <= to)) return undefined
  const coveredTo = own.map(({ to }) => to).filter((to) => to < servedOn)
  return { servedOn, coveredTo: coveredTo.sort().at(-1) ?? '' }
})
