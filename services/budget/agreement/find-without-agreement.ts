import type { FundYear, Month } from '#shared/calendar/day.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { coversMonths } from './rules/covers-months.ts'
import { allAgreements } from './store.ts'

type Wanted = {
  readonly city: CityCode
  readonly year: FundYear
  /** The agreements hold from this month to the end of the year. */
  readonly first: Month
  /** Who stood in the year's quotas before: an agreement of the year is enough, since what it has had stands. */
  readonly stoodBefore: ReadonlySet<string>
}

/** The first institution that has no agreement of the year in the city which holds through the months. */
export const findWithoutAgreement = async (
  store: Store,
  { city, year, first, stoodBefore }: Wanted,
  institutions: readonly string[],
): Promise<string | undefined> => {
  const agreed = new Map((await allAgreements(store, city, year)).map((each) => [each.institution, each]))
  return institutions.find((institution) => {
    const agreement = agreed.get(institution)
    return !agreement || !(stoodBefore.has(institution) || coversMonths(agreement, year, first))
  })
}
