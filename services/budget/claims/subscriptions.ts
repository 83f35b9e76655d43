import type * as z from 'zod'
import type { Day, FundYear, Month } from '#shared/calendar/day.ts'
import { firstDayOf, monthOf, yearOf } from '#shared/calendar/day.ts'
import { familyAccountUsed } from '#shared/contracts/benefit.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
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

type FamilyUse = z.output<typeof familyAccountUsed.data>

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

type Told = {
  readonly fund: Fund
  readonly month: Month
  readonly on: Day
  readonly source: string
  readonly claims: readonly SettledClaim[]
}

/**
 * Books claims in the city of the insured, then care elsewhere in the city of treatment. Each side finds by keys of its own
 * what it has booked, so an event that comes again after a crash between them books what is missing.
 */
const bookClaims = async (group: Told, { postings, policy }: Effects): Promise<void> => {
  const { fund, month, on: day, claims } = group
  const readmittedWithin = readmissionAt(policy(), { on: firstDayOf(month), city: fund.city }).withinDays
  const bookedIn = await postClaims(postings.store, { ...group, readmittedWithin }, policy())
  await postTreated(postings.store, { ...group, insurer: fund }, claims)
  await tellOfYears(
    claims.map((claim) => fundYearOf(claim, month)),
    { fund, on: day, store: postings.store, bookedIn },
  )
  postings.meter('post-claims', claims.length)
}

/** What a claim took of an account of the family, as the account's fund owes it: a difference of a claim that another fund pays. */
const asOwed = ({ entryId, claimId, institution, care, amount, usedOn, settledAt, year }: FamilyUse) => ({
  ...{ claimId: entryId, corrects: claimId, institution, care, settledOn: usedOn, account: amount },
  ...{ total: 0, inScope: 0, basic: 0, seriousIllness: 0, medicalAid: 0, supplement: 0, cash: 0 },
  ...(settledAt === undefined ? {} : { settledAt }),
  ...(year === yearOf(usedOn) ? {} : { year }),
})

/**
 * Posts settled claims and tells the meter how many there were; neither budget nor quota can refuse one. Books what accounts
 * pay for family in the fund of the account. Books what audit cases take back from institutions, and what is given back
 * of it.
 */
export const claimSubscriptions = (effects: Effects) => [
  on(claimsSettled, ({ id: source, occurredOn, data: { city, scheme, month, claims } }) =>
    bookClaims({ fund: { city, scheme }, month, on: occurredOn, source, claims }, effects),
  ),
  on(familyAccountUsed, ({ id: source, data }) =>
    bookClaims(
      {
        ...{ fund: { city: data.city, scheme: 'employee' }, month: monthOf(data.usedOn), on: data.usedOn },
        ...{ source, claims: [asOwed(data)] },
      },
      effects,
    ),
  ),
  on(claimsRecovered, async ({ id, data }) => {
    const { store } = effects
    const bookedIn = await postRecovery(store, id, data)
    await postRecoveredThere(store, id, data)
    const { city, scheme, parts, orderedOn: at } = data
    await tellOfYears(
      parts.flatMap(({ year }) => year ?? []),
      { fund: { city, scheme }, on: at, store, bookedIn },
    )
  }),
]
