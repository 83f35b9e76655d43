import type { Day } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { ChargedLine } from '../../claim/rules/command.ts'
import type { Care, DeliveryKind, Filing, Purpose, Surgery } from '../../insured-year/rules/care.ts'

/** A fee line as the institution charges it, under its own serial number, unique in the visit. */
export type FeeLine = ChargedLine & {
  readonly serial: string
  /** The charging batch it belongs to, where the institution counts in batches. */
  readonly batch?: string
  /** The day it arose, where the institution says it. */
  readonly on?: Day
}

/** What is known of a visit beside its fees; all of it may be corrected until the visit is settled. */
export type VisitFacts = {
  /** The national kind of care, `med_type`. */
  readonly medType: string
  readonly purpose: Purpose
  readonly beganOn: Day
  /** The scheme the institution takes the person to be in. */
  readonly scheme?: Scheme
  /** Main diagnosis, ICD-10. */
  readonly diagnosis?: string
  /** The registered chronic or special disease that is treated. */
  readonly disease?: string
  readonly filing?: Exclude<Filing, 'none'>
  readonly referred?: boolean
  /** How the child was born, for a delivery. */
  readonly delivery?: DeliveryKind
  /** The main operation (ICD-9-CM-3), whether it was planned, and how ill the patient came. */
  readonly procedure?: string
  readonly surgery?: Surgery
  readonly severe?: boolean
}

export type VisitOpened = {
  readonly kind: 'visit-opened'
  readonly care: Care
  readonly institution: string
  readonly personId: string
  readonly facts: VisitFacts
}

export type VisitSettled = {
  readonly kind: 'visit-settled'
  readonly claimId: string
  readonly batch?: string
  /** Settled by lines that came with the settlement, not by those collected. */
  readonly own?: true
  /** The marks of the serial numbers of those; absent where their sender gave them none. */
  readonly marks?: readonly string[]
}

/** What happens to a visit between its registration and its settlement, one stored piece each. */
export type VisitEvent =
  | VisitOpened
  | { readonly kind: 'visit-described'; readonly facts: Partial<VisitFacts> }
  | { readonly kind: 'visit-fees-added'; readonly lines: readonly FeeLine[] }
  | { readonly kind: 'visit-fees-withdrawn'; readonly serials: readonly string[] }
  | { readonly kind: 'visit-discharged'; readonly on: Day; readonly facts: Partial<VisitFacts> }
  | { readonly kind: 'visit-discharge-withdrawn' }
  | { readonly kind: 'visit-cancelled' }
  /** Settled by a claim: one charging batch of it, or all that was not settled yet. */
  | VisitSettled
  /** That claim is reversed: what it settled is open again. */
  | { readonly kind: 'visit-settlement-reversed'; readonly claimId: string }
  /** An earlier event, by its number from 1, never happened: its sender did not get the answer and took it back. */
  | { readonly kind: 'visit-call-undone'; readonly event: number }
