import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Catalogue } from '../../catalogue/rules/catalogue.ts'
import type { Institution } from '../../institution/rules/institution.ts'
import type { DeliveryKind, Filing, Purpose, Surgery } from '../../insured-year/rules/care.ts'
import type { PlanBook } from '../../plan/rules/plan-book.ts'

/** A line as the institution charges it. */
export type ChargedLine = {
  readonly code: string
  readonly name?: string
  /** Decimal text, up to four decimals. */
  readonly quantity: string
  /** Decimal text in yuan, up to six decimals. */
  readonly unitPrice: string
  readonly amount: Fen
  /** Days of supply, where the sender says them. */
  readonly days?: number
}

type AnyClaim = {
  readonly claimId: string
  readonly msgid: string
  /** Digest of what the sender sent, made at the edge. */
  readonly fingerprint: string
  readonly personId: string
  /** As looked up; undefined when no such institution is known. */
  readonly institution: Institution | undefined
  readonly lines: readonly ChargedLine[]
  readonly total: Fen
  /** Whether the personal account shall pay what is left to the patient, as far as the plan lets it. */
  readonly useAccount: boolean
  /** What the sender says was filed for treatment away from the paying city; of it only an emergency counts. */
  readonly filing?: Exclude<Filing, 'none'>
  readonly referred?: boolean
  /** What the visit is for, where plans tell it apart; a purchase at a pharmacy, else general, when absent. */
  readonly purpose?: Purpose
  /** How the child was born, for a delivery. */
  readonly delivery?: DeliveryKind
  /** The main diagnosis (ICD-10), where the sender gives one. */
  readonly diagnosis?: string
  /** The registered chronic or special disease that is treated. */
  readonly disease?: string
  /** Of a stay, where the sender gives them: its main operation (ICD-9-CM-3), whether that was planned, how ill the patient came. */
  readonly procedure?: string
  readonly surgery?: Surgery
  readonly severe?: boolean
  /** The day it is in China, from the caller's clock. */
  readonly today: Day
}

/** The command: settle a claim. */
export type SettleClaim =
  | (AnyClaim & { readonly care: 'outpatient'; readonly serviceOn: Day })
  | (AnyClaim & {
      readonly care: 'inpatient'
      readonly admittedOn: Day
      readonly dischargedOn: Day
      /** The fund year a stay across the year's end belongs to, where the plan's rule makes it an earlier one. */
      readonly year?: FundYear
    })

/** What claims are judged by: the plans of the policy and the catalogue, both in memory. */
export type SettlementBasis = { readonly plans: PlanBook; readonly catalogue: Catalogue }

/**
 * The day that decides a claim's year, month, policy and catalogue: service, or discharge. A stay that belongs to the year
 * before its discharge counts as if it had ended with that year.
 */
export const servedOn = (command: SettleClaim): Day => {
  if (command.care === 'outpatient') return command.serviceOn
  const { year, dischargedOn } = command
  return year !== undefined && year < yearOf(dischargedOn) ? lastDayOfYear(year) : dischargedOn
}
