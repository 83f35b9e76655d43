import type { Day, FundYear } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { CityCode, provinceCode } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { fundTrialKey, paymentTrialKey } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
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
  /** The variants; other rules as text, since shares are no whole numbers. */
  readonly variants: readonly (Omit<FundVariant, 'rules'> & { readonly rules?: string })[]
  readonly ordered: { readonly by: string; readonly on: Day }
}

export const fundTrials = defineRecord<FundTrial, Pick<FundTrial, 'division' | 'trialId' | 'ordered'>>({
  kind: 'fund-trial',
  key: ({ division, trialId, ordered: { on } }) => fundTrialKey(division, on, trialId),
})

/** Who tried what on how a fund's institutions were paid in a year. Its variants are kept as text: shares are no whole numbers. */
export type PaymentTrial = Fund & {
  readonly year: FundYear
  readonly trialId: string
  readonly titles: readonly string[]
  readonly variants: string
  readonly ordered: FundTrial['ordered']
}

export const paymentTrials = defineRecord<PaymentTrial, Fund & Pick<PaymentTrial, 'trialId' | 'ordered'>>({
  kind: 'payment-trial',
  key: ({ city, scheme, trialId, ordered: { on } }) => paymentTrialKey({ city, scheme }, on, trialId),
})
