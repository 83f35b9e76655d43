import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, yearOf } from '#shared/calendar/day.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { claimsRecovered } from '#shared/contracts/supervision.ts'
import { on } from '#shared/edge/events/consume.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { tellLateCosts } from '../cleared-cost/late-costs.ts'
import type { Effects } from '../effects.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { postClaims } from './post-claims.ts'
import { postRecovery } from './post-recovery.ts'
import { postRecoveredThere, postTreated } from './post-visitors.ts'
import { fundYearOf } from './rules/claims-entry.ts'
import { readmissionAt } from './rules/readmission.ts'

type Booked = {
  readonly fund: Fund
  readonly on: Day
  readonly bookedIn: Month
  readonly store: Store
}

/** Tells of the years before the present one that something was booked of, should they be cleared. */
const tellOfYears = async (
  years: readonly FundYear[],
  { fund, on: day, store, bookedIn }: Booked,
): Promise<void> => {
  for (const year of new Set(years))
    if (year < Math.max(yearOf(day), yearOf(bookedIn))) await tellLateCosts(store, { fund, year, on: day })
}

/**
 * Books claims and recoveries in the city of the insured, then care elsewhere in the city of treatment. Each side finds by
 * keys of its own what it has booked, so an event that comes again after a crash between them books what is missing.
 * Posts settled claims and tells the meter how many there were; neither budget nor quota can refuse one. Books what audit
 * cases take back from institutions, and what is given back of it.
 */
export const claimSubscriptions = ({ store, postings, policy }: Effects) => [
  on(claimsSettled, async ({ id, occurredOn, data: { city, scheme, month, claims } }) => {
    const group = { fund: { city, scheme }, month, on: occurredOn, source: id, claims }
    const readmittedWithin = readmissionAt(policy(), { on: firstDayOf(month), city }).withinDays
    const bookedIn = await postClaims(postings.store, { ...group, readmittedWithin }, policy())
    await postTreated(postings.store, { ...group, insurer: group.fund }, claims)
    await tellOfYears(
      claims.map((claim) => fundYearOf(claim, month)),
      { fund: group.fund, on: occurredOn, store: postings.store, bookedIn },
    )
    postings.meter('post-claims', claims.length)
  }),
  on(claimsRecovered, async ({ id, data }) => {
    const bookedIn = await postRecovery(store, id, data)
    await postRecoveredThere(store, id, data)
    const { city, scheme, parts, orderedOn: at } = data
    await tellOfYears(
      parts.flatMap(({ year }) => year ?? []),
      { fund: { city, scheme }, on: at, store, bookedIn },
    )
  }),
]
