import type { FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { Fen } from '#shared/money/fen.ts'
import { sum } from '#shared/money/fen.ts'
import { pledgeKey } from '../keys.ts'

/** A part of a resident's own contribution of a year that others pay: a village, a unit, another social body. */
type PledgedPart = { readonly by: string; readonly amount: Fen }

/** What is pledged for a resident's year before their bill is issued. */
export type Pledges = {
  readonly personId: string
  readonly year: FundYear
  readonly city: string
  readonly parts: readonly PledgedPart[]
}
type PledgeId = Pick<Pledges, 'personId' | 'year'>
export type StoredPledges = Pledges & { readonly version: number }

export const pledges = defineRecord<StoredPledges, PledgeId>({ kind: 'pledge', key: pledgeKey })

export const pledgedAmount = (stored: Pledges | undefined): Fen =>
  sum((stored?.parts ?? []).map(({ amount }) => amount))

/** What is pledged for some residents, in the order asked for. */
export const readPledges = (
  store: Store,
  personIds: readonly string[],
  year: FundYear,
): Promise<(StoredPledges | undefined)[]> =>
  pledges.readMany(
    store,
    personIds.map((personId) => ({ personId, year })),
  )

/** Requires that what is pledged for a person is still what was read: a bill is issued with all of it. */
export const pledgeStands = (id: PledgeId, stored: StoredPledges | undefined): Write => ({
  kind: 'require',
  key: pledgeKey(id),
  version: stored?.version ?? 0,
})
