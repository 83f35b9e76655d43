import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { CityCode, provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { fundTrialKey } from '../keys.ts'
import type { FundVariant } from './rules/variant.ts'

/** On whose books something was tried: a city's, or the province's with all of them. */
export type TriedOn = CityCode | typeof provinceCode

/** Who tried what on a fund's year, on which day. What it came to is not kept: the books may have moved since. */
export type FundTrial = {
  readonly division: TriedOn
  readonly trialId: string
  readonly scheme: Scheme
  readonly year: FundYear
  readonly basis: 'executed' | 'forecast'
  readonly variants: readonly FundVariant[]
  readonly ordered: { readonly by: string; readonly on: Day }
}

export const fundTrials = defineRecord<FundTrial, Pick<FundTrial, 'division' | 'trialId' | 'ordered'>>({
  kind: 'fund-trial',
  key: ({ division, trialId, ordered: { on } }) => fundTrialKey(division, on, trialId),
})
