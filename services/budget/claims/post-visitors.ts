import type { Day, Month } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { ClaimsRecovered } from '#shared/contracts/supervision.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { isCity } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { visitorKey } from '../keys.ts'
import { bookUnposted } from '../ledger/book-unposted.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { transfer } from '../ledger/rules/movements.ts'
import { institutionMonthAddition } from './institution-months.ts'
import { owedElsewhere } from './rules/care-elsewhere.ts'
import { payableOf } from './rules/claims-entry.ts'
import { owedPartsOf } from './rules/recovery-entry.ts'

/** What a claim of a person insured elsewhere, or what was recovered of such claims, does to the city of treatment. */
type Visit = {
  readonly institution: string
  /** The claim, reversal, correction or recovery, as the city of the insured has it. */
  readonly claimId: string
  readonly payable: Fen
  readonly reverses?: string | undefined
  readonly corrects?: string | undefined
}

/** A visit as it was booked: what the city of treatment owes its institution, and is owed by the city of the insured. */
type PostedVisit = Visit &
  Fund & {
    readonly insuredIn: string
    readonly month: Month
    readonly bookedIn: Month
    readonly entryId: string
  }

export const visits = defineRecord<
  PostedVisit,
  Pick<PostedVisit, 'city' | 'scheme' | 'month' | 'institution' | 'claimId'>
>({
  kind: 'visit-posted',
  key: ({ city, scheme, month, institution, claimId }) =>
    visitorKey({ city, scheme }, month, institution, claimId),
})

/** Visits of persons whom one fund insures, to the institutions of other cities. */
type Group = {
  readonly insurer: Fund
  readonly month: Month
  readonly on: Day
  readonly source: string
}
type VisitAt = Visit & { readonly city: CityCode }

const monthWrites = (fund: Fund, month: Month, posted: readonly Visit[]): Write[] =>
  [...Map.groupBy(posted, ({ institution }) => institution)].map(([institution, own]) =>
    institutionMonthAddition(
      { ...fund, month, institution },
      { visitors: sum(own.map(({ payable }) => payable)), visits: own.length },
    ),
  )

/**
 * Books in the city of treatment what the city of the insured has booked of the same claims. The city owes its own
 * institution what it is owed by the other: nothing of it is its expenditure. Each visit has its own key, so that groups
 * may come twice, late, or cut in other ways, as they may in the city of the insured.
 */
const postAt = (store: Store, city: CityCode, group: Group, facts: readonly Visit[]): Promise<void> => {
  const { insurer, month, on, source } = group
  const fund: Fund = { city, scheme: insurer.scheme }
  return bookUnposted(
    store,
    { fund, month },
    {
      facts,
      idOf: ({ claimId }) => claimId,
      compose: (posted, bookedIn) => {
        const entryId = stableId('E-', 'visits', ...posted.map(({ claimId }) => claimId).sort())
        const owed = sum(posted.map(({ payable }) => payable))
        const movements = transfer('cities-receivable', 'visitors-payable', owed)
        return {
          entry: { entryId, reason: 'visitors-treated', on, source, movements },
          counts: { visits: posted.length },
          alongside: [
            ...posted.map(({ institution, claimId, payable, reverses, corrects }) =>
              visits.create({
                ...{ ...fund, institution, claimId, payable, month, bookedIn, entryId },
                insuredIn: insurer.city,
                ...(reverses === undefined ? {} : { reverses }),
                ...(corrects === undefined ? {} : { corrects }),
              }),
            ),
            ...monthWrites(fund, bookedIn, posted),
          ],
        }
      },
    },
  )
}

const postVisits = async (store: Store, group: Group, all: readonly VisitAt[]): Promise<void> => {
  for (const [city, here] of Map.groupBy(all, (visit) => visit.city)) await postAt(store, city, group, here)
}

/** Books the claims of a group that were treated in other cities of the province, there. */
export const postTreated = (store: Store, group: Group, claims: readonly SettledClaim[]): Promise<void> =>
  postVisits(
    store,
    group,
    claims.flatMap((claim) => {
      const { settledAt: city = '', institution, claimId, reverses, corrects } = claim
      return isCity(city)
        ? [{ city, institution, claimId, reverses, corrects, payable: payableOf(claim) }]
        : []
    }),
  )

/** Books what was recovered of claims that were treated in another city, there: the institution owes it that city. */
export const postRecoveredThere = (
  store: Store,
  source: string,
  recovery: ClaimsRecovered,
): Promise<void> => {
  const { city, scheme, institution, recoveryId: claimId, orderedOn: on, parts } = recovery
  const there = Object.entries(owedElsewhere(parts.map(owedPartsOf)))
  return postVisits(
    store,
    { insurer: { city, scheme }, month: monthOf(on), on, source },
    there.flatMap(([place, payable]) =>
      isCity(place) ? [{ city: place, institution, claimId, payable }] : [],
    ),
  )
}
