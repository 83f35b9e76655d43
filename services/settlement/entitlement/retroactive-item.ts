import type { Day } from '#shared/calendar/day.ts'
import type { InsuredYear, Spell } from '../insured-year/rules/insured-year.ts'
import type { Key } from '../keys.ts'
import { retroactiveKey } from '../keys.ts'

/** The record of a change that took back days already passed: what held before, and the days concerned. */
export type RetroactiveItem = Key & {
  readonly kind: 'entitlement-withdrawn'
  readonly changedOn: Day
  readonly before: readonly Spell[]
  readonly days: readonly { readonly from: Day; readonly to: Day }[]
}

/** Writes what an entitlement was before the version that withdrew some of its days. */
export const toRetroactiveItem = (
  before: InsuredYear,
  { version, changedOn, days }: { version: number; changedOn: Day; days: RetroactiveItem['days'] },
): RetroactiveItem => ({
  ...retroactiveKey(before.personId, before.year, version),
  kind: 'entitlement-withdrawn',
  changedOn,
  before: before.spells,
  days,
})
