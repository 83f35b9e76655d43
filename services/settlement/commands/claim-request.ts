import type { Day, FundYear } from '#shared/calendar/day.ts'
import { yearOf } from '#shared/calendar/day.ts'
import { fingerprint, stableId } from '#shared/edge/stable-id.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { Reference } from '../adapters/reference.ts'
import type { ClaimSettled } from '../domain/claim-events.ts'
import type { InsuredYear } from '../domain/insured-year.ts'
import type { PlanBook } from '../domain/plan/plan-book.ts'
import { refusal } from '../domain/refusals.ts'
import type { SettleClaim } from '../domain/settle-claim.ts'
import { decide } from '../domain/settle-claim.ts'

type LookedUp = 'claimId' | 'fingerprint' | 'institution' | 'today'
type Without<Command, Names extends string> = Command extends unknown ? Omit<Command, Names> : never

/** A claim as it is asked for, whatever interface it came by: the institution by its code, nothing looked up yet. */
export type ClaimRequest = Without<SettleClaim, LookedUp> & {
  readonly institution: string
  /** The scheme the sender takes the person to be in; a claim that turns out to be another's is refused. */
  readonly scheme?: Scheme
  /** The day of settlement in China. */
  readonly settledOn: Day
}

export const claimIdOfMessage = (msgid: string): string => stableId('C', msgid)

/** What makes two messages the same: everything of the claim but the day it was sent. */
export const fingerprintOf = ({ settledOn: _, ...content }: ClaimRequest): string => fingerprint(content)

/** The fund year whose item decides on a claim. */
export const yearOfRequest = (request: ClaimRequest): FundYear =>
  yearOf(request.care === 'inpatient' ? request.dischargedOn : request.serviceOn)

/** Decides on a request with what was read for it; pure. */
export const judge = (
  request: ClaimRequest,
  read: { readonly state: InsuredYear; readonly reference: Reference; readonly plans: PlanBook },
): Decision<ClaimSettled> => {
  const { scheme, settledOn, ...claim } = request
  const { institutions, catalogue } = read.reference
  const command: SettleClaim = {
    ...claim,
    claimId: claimIdOfMessage(request.msgid),
    fingerprint: fingerprintOf(request),
    institution: institutions.get(request.institution),
    today: settledOn,
  }
  const decision = decide(command, read.state, { plans: read.plans, catalogue })
  if (decision.status === 'refused' || scheme === undefined || decision.value.scheme === scheme)
    return decision
  const figures = { scheme: decision.value.scheme }
  return { status: 'refused', refusal: refusal('claim.other-scheme', { field: 'scheme', figures }) }
}
