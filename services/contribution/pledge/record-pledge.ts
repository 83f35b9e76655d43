import type { FundYear } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { residentBillId } from '../bill/rules/bill.ts'
import { readBill } from '../bill/store.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { billKey } from '../keys.ts'
import { refuse } from '../refusals.ts'
import { pledges } from './store.ts'

/** What one body pays of a resident's contribution; pledged again it replaces what that body pledged before. */
export type RecordPledge = {
  readonly city: string
  readonly year: FundYear
  readonly by: string
  readonly personId: string
  readonly amount: Fen
}

/** Records what is pledged for a resident, as long as their bill of the year is not issued: a bill does not change. */
export const recordPledge = (
  { city, year, by, personId, amount }: RecordPledge,
  { store }: Pick<Effects, 'store'>,
): Promise<Decision<'recorded'>> =>
  retryConflicts(async () => {
    const covered = (await readCoverages(store, [personId])).get(personId)
    if (!covered || covered.city !== city || covered.scheme !== 'resident')
      return refuse('contribution.not-a-resident', { field: 'personId', figures: { personId, city } })
    const billId = residentBillId(personId, year)
    if (await readBill(store, billId))
      return refuse('contribution.billed-already', { field: 'personId', figures: { billId } })
    const stored = await pledges.read(store, { personId, year })
    const { version = 0, parts = [] } = stored ?? {}
    const others = parts.filter((part) => part.by !== by)
    const next = { personId, year, city, parts: amount === 0 ? others : [...others, { by, amount }], version }
    const written = await store.write([
      pledges.replace(next, version),
      { kind: 'require', key: billKey(billId), version: 0 },
    ])
    return written.status === 'written' ? accept('recorded' as const) : undefined
  })
