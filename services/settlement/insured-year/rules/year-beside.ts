import type { Day, FundYear } from '#shared/calendar/day.ts'
import { daysBetween, firstDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { ClaimEntry, ClaimSettled, StayDays } from './claim-events.ts'
import { staysAfter } from './evolve.ts'
import type { InsuredYear, Stay } from './insured-year.ts'
import { joinedStays } from './joined-years.ts'
import { laterLayers } from './layers.ts'
import type { RecordedYear } from './recorded-year.ts'
import type { NoticedCause } from './trail.ts'
import { dueFrom } from './trail.ts'

/** The year that a stay across the year's end touches beside the one it belongs to; both list it. */
export const yearBesideOf = (year: FundYear, { from, to }: StayDays): FundYear | undefined => {
  if (yearOf(to) > year) return year + 1
  return yearOf(from) < year ? year - 1 : undefined
}

/**
 * The stays that a year and those beside it list, under whichever number of the person, each once; those of the year itself
 * come last, as they were settled.
 */
export const staysIn = (
  own: Pick<InsuredYear, 'stays' | 'joined'>,
  beside: readonly InsuredYear[],
): readonly Stay[] => {
  const listed = new Set(own.stays.map(({ claimId }) => claimId))
  const others = [...beside.flatMap((each) => [...joinedStays(each), ...each.stays]), ...joinedStays(own)]
  return [...others.filter(({ claimId }) => !listed.has(claimId)), ...own.stays]
}

/** The stays a year lists after an entry of a claim that belongs to a year beside it. */
const listedAfter = ({ year, stays }: InsuredYear, entry: ClaimEntry): readonly Stay[] =>
  staysAfter(stays, entry).filter(
    (stay) => stay.claimId !== entry.claimId || yearBesideOf(entry.year, stay) === year,
  )

const areSame = (some: readonly Stay[], others: readonly Stay[]): boolean =>
  some.length === others.length && some.every((stay, index) => stay === others[index])

/** The last day of the stay that an entry is about, as far as the year lists it. */
const endOf = ({ claimId, servedOn }: ClaimEntry, stays: readonly Stay[]): Day =>
  stays.find((stay) => stay.claimId === claimId)?.to ?? servedOn

/** Whether a stay may count as one with one left on a day. */
const isFollowing = ({ from }: Stay, left: Day, within: number): boolean => {
  const days = daysBetween(left, from)
  return 0 <= days && days <= within
}

/** Whether a stay of the year may continue that of an entry of the year before. */
const mayContinue = (
  state: InsuredYear,
  after: readonly Stay[],
  entry: ClaimEntry,
  within: number,
): boolean => {
  if (entry.care !== 'inpatient' || entry.year !== state.year - 1) return false
  const left = endOf(entry, [...after, ...state.stays])
  return state.stays.some((stay) => stay.claimId !== entry.claimId && isFollowing(stay, left, within))
}

/** The year after a claim's own, where a stay across the end of that may continue it. */
export const continuedInto = (
  { year, stay }: Pick<ClaimSettled, 'year' | 'stay'>,
  { stays }: InsuredYear,
  within: number,
): FundYear | undefined =>
  stay && stays.some((other) => yearOf(other.to) > year && isFollowing(other, stay.to, within))
    ? year + 1
    : undefined

const laterPaidNames = laterLayers.map(({ paid }) => paid)

/**
 * Whether a year may have judged claims by the years without claims before it, and an entry of one of those changes what a
 * fund paid. Only layers above the pool have ceilings that such years raise.
 */
const mayCountOtherwise = ({ year, accumulators }: InsuredYear, entry: ClaimEntry): boolean =>
  entry.year < year &&
  entry.amounts.fund !== 0 &&
  Object.values(accumulators).some((counted) => laterPaidNames.some((name) => (counted[name] ?? 0) > 0))

const causeOf = ({ kind }: ClaimEntry): NoticedCause => (kind === 'claim-settled' ? 'late-claim' : 'reversal')

/**
 * A year after entries of claims of the year before or after it, the very same where they change nothing in it. It
 * lists stays across the year's end, so that whatever is settled in it later sees them. Its claims need another look
 * where a stay before came late or is otherwise now, if one of its own may continue it. So do they where a year before
 * may be one without claims no longer, or again.
 * @param within the most days between stays that any plan counts as one
 */
export const afterEntriesBeside = (
  recorded: RecordedYear,
  entries: readonly ClaimEntry[],
  within: number,
): RecordedYear => {
  let { state, trail } = recorded
  for (const entry of entries) {
    const stays = listedAfter(state, entry)
    if (mayContinue(state, stays, entry, within) || mayCountOtherwise(state, entry))
      trail = dueFrom(trail, causeOf(entry), firstDayOfYear(state.year))
    if (areSame(stays, state.stays)) continue
    state = { ...state, stays }
    // A stay that was reversed before may have given way to this one, and cannot just stand again.
    if (entry.kind !== 'claim-reversed') trail = { ...trail, undoable: 0 }
  }
  return state === recorded.state && trail === recorded.trail ? recorded : { ...recorded, state, trail }
}
