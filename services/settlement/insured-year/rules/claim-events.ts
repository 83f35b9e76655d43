import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { SettledClaim } from '#shared/contracts/settlement.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Breach } from './breach.ts'
import type { Care, DeliveryKind, Filing, HospitalLevel, Place, Purpose, Surgery } from './care.ts'
import type { Accumulators, InsuredYear, Spell, Stay } from './insured-year.ts'
import type { LayerPayment } from './layers.ts'
import { addedLayers, firstLayers, layerPayments, paymentsOf } from './layers.ts'
import type { Registrations } from './registrations.ts'

const costNames = [
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
] as const
const paidNames = ['fund', 'patient', 'account', 'cash'] as const
export type AmountName =
  | (typeof costNames)[number]
  | 'basic'
  | LayerPayment
  | (typeof paidNames)[number]
  | 'family'

/** The amounts of a claim in fen; of a reversal their exact negatives. They are recorded by position in this order. */
export const amountNames: readonly AmountName[] = [
  ...costNames,
  // Who pays.
  'basic',
  ...paymentsOf(firstLayers),
  ...paidNames,
  ...paymentsOf(addedLayers),
  // What accounts of the family pay.
  'family',
]
export type Amounts = Readonly<Record<AmountName, Fen>>

/** One line of a claim in its four parts. */
export type LineParts = {
  readonly code: string
  readonly amount: Fen
  readonly fullySelfPaid: Fen
  readonly overLimit: Fen
  readonly firstSelfPaid: Fen
  readonly inScope: Fen
}

/** A line in its four parts, with what it was charged for: quantity and unit price in yuan as decimal text. */
export type SplitLine = LineParts & {
  readonly quantity: string
  readonly unitPrice: string
  /** Days of supply, where the sender said them. */
  readonly days?: number
  /** Why the fund does not pay the line, when it is fully self-paid for another reason than its class. */
  readonly breach?: Breach
}

/** What a claim was judged by beside its lines: with these it can be judged again, and explained. */
export type Circumstances = {
  readonly level: HospitalLevel
  /** Whether the hospital is the province's. */
  readonly provincial: boolean
  /** Where the institution stands, seen from the paying city. */
  readonly place: Place
  /** What was filed for treatment elsewhere; none at home. */
  readonly filing: Filing
  readonly referred: boolean
  /** Of care elsewhere, what its sender said was filed: `none` where it said nothing. Absent on older claims. */
  readonly said?: Filing
  readonly purpose: Purpose
  readonly useAccount: boolean
  /** The main diagnosis (ICD-10), where the sender gave one. */
  readonly diagnosis?: string
  /** The registered chronic or special disease that was treated. */
  readonly disease?: string
  /** How the child was born, for a delivery. */
  readonly delivery?: DeliveryKind
  /** The main operation (ICD-9-CM-3) of a stay, where the sender gave one. */
  readonly procedure?: string
  readonly surgery?: Surgery
  /** Whether the patient was admitted in a critical or serious condition. */
  readonly severe?: true
  /** Whether the person has contracted with the institution (签约). */
  readonly contracted?: true
  /** Days from the discharge of the person's last stay of the same disease to this admission; absent where there is none. */
  readonly sinceStay?: number
}

const stepsOfPool = [
  'split',
  'entry',
  'entryCap',
  'deductible',
  'share',
  'floor',
  'fixed',
  'ceiling',
] as const
const furtherSteps = ['account', 'cash', 'transfer', 'classCeiling', 'addition', 'family'] as const
export type StepName = (typeof stepsOfPool)[number] | LayerPayment | (typeof furtherSteps)[number]

/** The steps an adjudication may take; a later layer's step is named after its payment. */
export const stepNames: readonly StepName[] = [...stepsOfPool, ...layerPayments, ...furtherSteps]

/**
 * One step of an explanation, short enough to be stored with the claim. `rule` gives the rows of the plan that were
 * applied by number (deductible, `+` each adjustment, `/` payment). `out` is the result, `room` what is left under the
 * layer's ceiling for the rest of the year. `in` holds the figures the step started from, rates in millionths. `split`:
 * total, fully self-paid, over limit, first self-paid. `entry`: in scope, share. `entryCap`: amount, cap. `transfer`:
 * deductible due, what the stay it continues has paid of it. `deductible`: amount entered, due. `share`: amount and
 * rate of each segment in turn. `classCeiling`: paid so far, the class's part of it, room. `floor`: base, rate, in
 * scope. `fixed`: sum, in scope. `addition`: the ceiling's own amount, the most that may come to it and go off it, then
 * how many times how much of each in turn; its `rule` names the layer. `ceiling`: wanted, room. A later layer: base before, base now, deductible taken, then
 * segments. `account`: patient's part, balance. `family`: what is left
 * to the patient, what that account holds; its `rule` names the consent. `cash`: total, fund, account, family.
 */
export type Step = {
  readonly step: StepName
  readonly rule?: string
  readonly in: readonly number[]
  readonly out: number
  readonly room?: number
  /** Where a layer has several ceilings, what is left under each, in the plan's order; `room` is the least of them. */
  readonly rooms?: readonly number[]
}

/** What every recorded outcome of a claim says. */
type ClaimFacts = {
  readonly claimId: string
  readonly personId: string
  readonly year: FundYear
  readonly scheme: Scheme
  /** The city whose fund pays. */
  readonly city: string
  /** The division in which the care was given, when it is not the paying city. */
  readonly at?: string
  readonly care: Care
  readonly institution: string
  /** The day of service or discharge; it decides year, month, policy and catalogue. */
  readonly servedOn: Day
  readonly amounts: Amounts
  /** The change to the year's accumulators of the scheme. */
  readonly change: Accumulators
}

/**
 * The days of a stay, with what was taken before it of stays that it counts as one with. These may be of another year.
 */
export type StayDays = Pick<Stay, 'from' | 'to' | 'before'>

export type ClaimSettled = ClaimFacts & {
  readonly kind: 'claim-settled'
  readonly msgid: string
  /** Digest of what the sender sent; another one under the same id is refused. */
  readonly fingerprint: string
  /** The day it was settled in China. */
  readonly settledOn: Day
  readonly stay?: StayDays
  readonly circumstances: Circumstances
  readonly lines: readonly SplitLine[]
  readonly steps: readonly Step[]
  readonly policyVersion: string
}

/**
 * What the institution was told of a claim when it was settled, or the negative of it when it is reversed. Corrections
 * are the fund's own: the institution closed its day without them.
 */
export type Told = Pick<ClaimFacts, 'scheme' | 'city' | 'at' | 'amounts'>

/**
 * The exact negative of a settled claim, an entry of its own. Or the exact negative of such a reversal, which was taken
 * back: then the amounts are the claim's again, and it stands as before.
 */
export type ClaimReversed = ClaimFacts & {
  readonly kind: 'claim-reversed'
  /** The business id of the reversal. */
  readonly reversalId: string
  /** What the reversed claim was for, when it was not general care. */
  readonly purpose?: Purpose
  /** What was medically done of the reversed claim; absent on what was reversed before this was kept. */
  readonly medical?: Medical
  /** The level of the institution that gave the care; absent on what was reversed before this was kept. */
  readonly level?: HospitalLevel
  readonly reversedOn: Day
  /** The reversal that this one takes back. */
  readonly undoes?: string
  /** What the institution is told of it, where the claim was corrected since it was settled. */
  readonly told?: Told
  /** The stay that is back with it, where the claim was one. */
  readonly stay?: Stay
  /** Who sent it and when; absent on what was reversed before this was kept. */
  readonly by?: string
}

/** Why claims are looked at again. */
export const correctionCauses = ['late-claim', 'reversal', 'entitlement', 'catalogue', 'policy'] as const
export type CorrectionCause = (typeof correctionCauses)[number]

/**
 * By whose hands a correction was made: who ordered it, and who approved what it moves, where it moves more than one person may.
 * Absent where it started by itself, and on those of earlier releases.
 */
export type CorrectionHands = { readonly ordered: string; readonly approved?: string }

/** How a corrected claim stands: what it was judged by and every step, as a settled claim has them. */
export type Standing = Pick<ClaimSettled, 'circumstances' | 'lines' | 'steps' | 'policyVersion' | 'stay'>

/**
 * What a settled claim should have been less what stood of it, an entry of its own: amounts and change are differences.
 * A claim that another fund should have paid is taken back in the one and given in the other by two entries.
 */
export type ClaimCorrected = ClaimFacts & {
  readonly kind: 'claim-corrected'
  /** Which correction of its claim this is, from 1. */
  readonly sequence: number
  readonly correctedOn: Day
  readonly cause: CorrectionCause
  readonly runId: string
  readonly hands?: CorrectionHands
  /** What the corrected claim was for, when it was not general care. */
  readonly purpose?: Purpose
  /** How the claim stands with this entry; absent when nothing of it stands in this fund any more. */
  readonly stands?: Standing
  /** What was medically done, where nothing stands any more to say so. */
  readonly medical?: Medical
  /** Why nothing is paid any more: a code of the table of refusals. */
  readonly refusedFor?: string
}

/** Whatever is recorded of a claim. */
export type ClaimEntry = ClaimSettled | ClaimReversed | ClaimCorrected

/** Enrolment's word on a year's entitlement, taken over whole. */
export type EntitlementReplaced = {
  readonly kind: 'entitlement-replaced'
  readonly entitlementVersion: number
  readonly birthOn: Day
  readonly sex: 'male' | 'female'
  readonly spells: readonly Spell[]
} & Pick<InsuredYear, 'continuousYears' | 'earlierRuns' | 'missedYears' | 'sameAs' | 'alsoAs' | 'diedOn'>

/** What is registered of the person as far as it matters in the year, taken over whole. */
export type RegistrationsReplaced = {
  readonly kind: 'registrations-replaced'
  readonly registered: Registrations
}

/** Money credited to the personal account (negative: taken back). */
export type AccountCredited = {
  readonly kind: 'account-credited'
  readonly amount: Fen
  /** Whose books it came to, where that is not the city that has the person last. */
  readonly in?: Readonly<Record<string, Fen>>
}

export type InsuredYearEvent = ClaimEntry | EntitlementReplaced | RegistrationsReplaced | AccountCredited

/** What was medically done of a claim, as its event tells it beside the person. */
export type Medical = Omit<NonNullable<SettledClaim['medical']>, 'personId'>
