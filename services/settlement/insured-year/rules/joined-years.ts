import { firstDayOfYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Accumulators, InsuredYear, JoinedYear, Stay } from './insured-year.ts'
import { addTo, countedIn } from './insured-year.ts'
import type { RecordedYear } from './recorded-year.ts'
import { dueFrom } from './trail.ts'

/** What the year of a number counts with that of every number that turned out to be it: none of it is had twice. */
export const countedWithJoined = (state: InsuredYear, scheme: Scheme): Accumulators =>
  (state.joined ?? []).reduce(
    (counted, { accumulators }) => addTo(counted, accumulators[scheme] ?? {}),
    countedIn(state, scheme),
  )

/** The stays of the numbers that turned out to be this one. */
export const joinedStays = ({ joined = [] }: Pick<InsuredYear, 'joined'>): readonly Stay[] =>
  joined.flatMap(({ stays }) => stays)

/** What a number's year comes to for the one that it turned out to be; undefined where nothing was counted. */
const asJoined = (state: InsuredYear): JoinedYear | undefined => {
  const accumulators: Partial<Record<Scheme, Accumulators>> = {}
  for (const scheme of schemes) {
    const counted = countedWithJoined(state, scheme)
    if (Object.keys(counted).length > 0) accumulators[scheme] = counted
  }
  const stays = [...joinedStays(state), ...state.stays]
  if (stays.length === 0 && Object.keys(accumulators).length === 0) return undefined
  return { personId: state.personId, accumulators, stays }
}

/** What a year ought to count of another number: nothing where that is somebody else's, or nobody's. */
const expectedOf = ({ personId }: InsuredYear, former: InsuredYear): JoinedYear | undefined =>
  former.sameAs === personId ? asJoined(former) : undefined

/** Whether a year counts another number's just as it stands. */
export const countsAsItStands = (state: InsuredYear, former: InsuredYear): boolean => {
  const held = state.joined?.find(({ personId }) => personId === former.personId)
  return sameContent(held, expectedOf(state, former))
}

/**
 * The year of whoever a number turned out to be, once that number's year is as it is: the very same where this changes
 * nothing. Its own claims, if it has any, are judged again, with what was counted under the other number counted first.
 */
export const joinedBy = (kept: RecordedYear, former: InsuredYear): RecordedYear => {
  const { state, trail } = kept
  if (countsAsItStands(state, former)) return kept
  const now = expectedOf(state, former)
  const others = (state.joined ?? []).filter(({ personId }) => personId !== former.personId)
  const joined = now ? [...others, now] : others
  const { joined: _, ...rest } = state
  return {
    ...kept,
    state: { ...rest, ...(joined.length === 0 ? {} : { joined }), version: state.version + 1 },
    trail:
      trail.servedUntil === undefined ? trail : dueFrom(trail, 'entitlement', firstDayOfYear(state.year)),
  }
}
