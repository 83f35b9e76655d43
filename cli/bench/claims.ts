import { openStack } from '../year/stack.ts'
import { carryOutYear } from '../year/year.ts'

/** What settling costs, measured over a small fund year through a stack of its own. */
export const measureClaims = async (people: number) => {
  const stack = await openStack({ running: false, chaos: false, seed: 1, log: () => {} })
  try {
    const { tally, units, seconds, verified } = await carryOutYear(stack, {
      people,
      seed: 1,
      cities: 2,
      year: 2025,
      watched: false,
      log: () => {},
    })
    if (verified.violations.length > 0)
      throw new Error('the year left violations, so its figures would say nothing')
    const { byOperation: _, ...perClaim } = units
    return {
      claimsSettled: tally.settled,
      ...perClaim,
      settlementsPerSecond: Math.round(tally.settled / (seconds.claims ?? Number.NaN)),
    }
  } finally {
    await stack.close()
  }
}
