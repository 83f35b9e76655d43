import type { FundYear, Month } from '#shared/calendar/day.ts'
import { monthsOf } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { ItemFields } from '../keys.ts'
import { postingKey, postingsOfMonth } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'

/** A claim as it was posted: what was settled, where it was booked, and what is owed for it. */
export type Posting = SettledClaim &
  Fund & {
    readonly month: Month
    readonly bookedIn: Month
    readonly entryId: string
    readonly payable: Fen
    /** The place of care that is owed it, since that pays the institution; absent where the fund itself does. */
    readonly owedTo?: string
  }

/** Posted claims: at once the drill-down and the proof of having been posted. */
export const postings = defineRecord<
  Posting,
  Pick<Posting, 'city' | 'scheme' | 'month' | 'institution' | 'claimId'>
>({
  kind: 'claim-posted',
  key: ({ city, scheme, month, institution, claimId }) =>
    postingKey({ city, scheme }, month, institution, claimId),
})

/** Whether a claim of an institution was posted in a fund year. */
export const isPosted = async (
  store: Store,
  fund: Fund,
  { year, institution, claimId }: { readonly year: FundYear } & Pick<Posting, 'institution' | 'claimId'>,
): Promise<boolean> => {
  const keys = monthsOf(year).map((month) => postingKey(fund, month, institution, claimId))
  return (await store.getMany(keys)).some((item) => item !== undefined)
}

/** The claims of a month that were posted for an institution: the end of the way down from a budget line. */
export const pagePostings = async (
  store: Store,
  fund: Fund,
  month: Month,
  institution: string,
  page: { limit: number; cursor?: string },
) => {
  const found = await store.page({ ...postingsOfMonth(fund, month, institution), ...page })
  const posted = found.items.map((item): Posting => {
    const { pk, sk, kind, ...posting }: Posting & ItemFields = postings.from(item)
    return posting
  })
  return { postings: posted, cursor: found.cursor }
}

/** All claims of a month that were posted for an institution. */
export const postingsIn = (
  store: Store,
  fund: Fund,
  month: Month,
  institution: string,
): Promise<Posting[]> => {
  const { pk, prefix } = postingsOfMonth(fund, month, institution)
  return Array.fromAsync(postings.list(store, pk, { prefix }))
}
