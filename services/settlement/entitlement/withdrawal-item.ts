import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { InsuredYear, Spell } from '../insured-year/rules/insured-year.ts'
import type { Key } from '../keys.ts'
import { ownKey, retroactiveKey } from '../keys.ts'

/** The record of a change that took back days already passed: what held before, and the days concerned. */
export type WithdrawalItem = Key & {
  readonly changedOn: Day
  readonly before: readonly Spell[]
  readonly days: readonly { readonly from: Day; readonly to: Day }[]
}

export const withdrawals = defineRecord<WithdrawalItem, Key>({ kind: 'entitlement-withdrawn', key: ownKey })

/** Writes what an entitlement was before the version that withdrew some of its days. */
export const toWithdrawalItem = (
  before: InsuredYear,
  { version, changedOn, days }: { version: number; changedOn: Day; days: WithdrawalItem['days'] },
): WithdrawalItem => ({
  ...retroactiveKey(before.personId, before.year, version),
  changedOn,
  before: before.spells,
  days,
})
