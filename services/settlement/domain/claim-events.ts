import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Accumulators, Spell } from './insured-year.ts'

export type Care = 'outpatient' | 'inpatient'

/** The amounts of a claim in fen; of a reversal their exact negatives. */
export const amountNames = [
  // The four parts of the cost.
  'total',
  'fullySelfPaid',
  'overLimit',
  'firstSelfPaid',
  'inScope',
  // What of the in-scope amount the basic pool leaves to the patient, and why.
  'entrySelfPaid',
  'aboveEntryCap',
  'deductible',
  'coinsurance',
  'aboveCeiling',
  // Who pays.
  'basic',
  'seriousIllness',
  'largeSum',
  'medicalAid',
  'tiltedAid',
  'civilServant',
  'fund',
  'patient',
  'account',
  'cash',
] as const
export type AmountName = (typeof amountNames)[number]
export type Amounts = Readonly<Record<AmountName, Fen>>

/** One line of a claim in its four parts. */
export type SplitLine = {
  readonly code: string
  readonly amount: Fen
  readonly fullySelfPaid: Fen
  readonly overLimit: Fen
  readonly firstSelfPaid: Fen
  readonly inScope: Fen
}

/**
 * One step of an explanation, short enough to be stored with the claim. `rule` gives the rows of the plan that were
 * applied by number (deductible, `+` each adjustment, `/` payment), `out` is the result, `room` what is left under the
 * layer's ceiling for the rest of the year. `in` holds the figures the step started from, rates in millionths:
 * split: total, fully self-paid, over limit, first self-paid · entry: in scope, share · entryCap: amount, cap ·
 * deductible: amount entered, due · share: amount and rate of each segment in turn · floor: base, rate, in scope ·
 * fixed: sum, in scope · ceiling: wanted, room · a later layer: base before, base now, deductible taken, then segments ·
 * account: patient's part, balance · cash: total, fund, account.
 */
export type Step = {
  readonly step: string
  readonly rule?: string
  readonly in: readonly number[]
  readonly out: number
  readonly room?: number
}

/** What every recorded outcome of a claim says. */
type ClaimFacts = {
  readonly claimId: string
  readonly personId: string
  readonly year: FundYear
  readonly scheme: Scheme
  /** The city whose fund pays. */
  readonly city: string
  readonly care: Care
  readonly institution: string
  /** The day of service or discharge; it decides year, month, policy and catalogue. */
  readonly servedOn: Day
  readonly amounts: Amounts
  /** The change to the year's accumulators of the scheme. */
  readonly change: Accumulators
}

export type ClaimSettled = ClaimFacts & {
  readonly kind: 'claim-settled'
  readonly msgid: string
  /** Digest of what the sender sent; another one under the same id is refused. */
  readonly fingerprint: string
  /** The day it was settled in China. */
  readonly settledOn: Day
  readonly stay?: { readonly from: Day; readonly to: Day }
  readonly lines: readonly SplitLine[]
  readonly steps: readonly Step[]
  readonly policyVersion: string
}

/** The exact negative of a settled claim, an entry of its own. */
export type ClaimReversed = ClaimFacts & {
  readonly kind: 'claim-reversed'
  /** The business id of the reversal. */
  readonly reversalId: string
  readonly reversedOn: Day
}

/** Enrolment's word on a year's entitlement, taken over whole. */
export type EntitlementReplaced = {
  readonly kind: 'entitlement-replaced'
  readonly entitlementVersion: number
  readonly birthOn: Day
  readonly sex: 'male' | 'female'
  readonly spells: readonly Spell[]
}

/** Money credited to the personal account (negative: taken back). */
export type AccountCredited = { readonly kind: 'account-credited'; readonly amount: Fen }

export type InsuredYearEvent = ClaimSettled | ClaimReversed | EntitlementReplaced | AccountCredited
