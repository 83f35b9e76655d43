import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { YearEffects } from '../insured-year/effects.ts'
import type { FamilyEffects } from './claim-uses.ts'

/** Says in years that are recorded of a person that others let them use an account, so that no other claim looks for it. */
export const markYears = async (
  personId: string,
  years: readonly FundYear[],
  { claims }: Pick<YearEffects, 'claims'>,
): Promise<void> => {
  for (const year of years)
    await retryConflicts(async () => {
      const held = await claims.findYear({ personId, year })
      if (!held || held.state.family) return 'unchanged'
      const state = { ...held.state, family: true as const, version: held.state.version + 1 }
      return (await claims.recordYears([{ ...held, state }])) ? 'marked' : undefined
    })
}

/**
 * The same of a year that just began, of who was given a consent. Whoever writes a consent or a new year looks at the other
 * afterwards, so that neither can miss the other.
 */
export const markNewYear = async (
  personId: string,
  year: FundYear,
  { families, claims }: FamilyEffects,
): Promise<void> => {
  const { consents } = await families.accountsOf(personId)
  if (consents.length > 0) await markYears(personId, [year], { claims })
}
