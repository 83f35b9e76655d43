import type { Refusal } from '#shared/kernel/decision.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import { refusal } from '../../refusals.ts'

/**
 * Looks at a command whose id was recorded before. Undefined when it is the same command again, to be answered with
 * what was recorded and no new event. A refusal when the id now comes with other content.
 */
export const refuseReuse = (
  recorded: Pick<ClaimSettled, 'claimId' | 'fingerprint'>,
  fingerprint: string,
): Refusal | undefined =>
  recorded.fingerprint === fingerprint
    ? undefined
    : refusal('claim.other-payload', { field: 'msgid', figures: { claimId: recorded.claimId } })

/** Why an id that something else was recorded under cannot be used: taken back before its message came, or in use. */
export const refuseTaken = (by: { readonly kind: string; readonly undone?: boolean }): Refusal =>
  refusal(by.undone === true ? 'call.undone' : 'claim.other-payload', { field: 'msgid' })
