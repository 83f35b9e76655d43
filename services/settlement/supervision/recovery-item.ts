import { defineRecord } from '#shared/edge/store/record.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { ClaimCorrected, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { Key } from '../keys.ts'
import { ownKey } from '../keys.ts'
import type { FundAmounts, PaidClaim, RecoveryOrdered, RecoveryPart } from './rules/recovery.ts'
import { addFunds, fundAmounts, fundsOf } from './rules/recovery.ts'

/** What was taken back of one claim so far, recovery by recovery; what was given back stands there as negative. */
type ClaimRecoveries = {
  readonly version: number
  readonly recoveries: readonly ClaimRecovery[]
}
export type ClaimRecovery = FundAmounts & {
  readonly recoveryId: string
  readonly caseId: string
  readonly city: string
  readonly scheme: Scheme
}

export const recoveryKey = (recoveryId: string): Key => ({ pk: `RECOVERY#${recoveryId}`, sk: 'RECOVERY' })
export const claimRecoveredKey = (claimId: string): Key => ({ pk: `RECOVERED#${claimId}`, sk: 'RECOVERED' })

/** Recoveries: facts under their own ids, which the outbox publishes. */
export const recoveryOrders = defineRecord<RecoveryOrdered, Pick<RecoveryOrdered, 'recoveryId'>>({
  kind: 'recovery-ordered',
  key: ({ recoveryId }) => recoveryKey(recoveryId),
})
export const claimRecoveries = defineRecord<ClaimRecoveries, Key>({ kind: 'claim-recovered', key: ownKey })

/** The claim whose list of recoveries a key is of. */
export const claimOfList = ({ pk }: Key): string => pk.slice(claimRecoveredKey('').pk.length)

/** What a recovery takes of a claim, as the claim's own list has it. */
export const claimRecovery = (
  { recoveryId, caseId, city, scheme }: RecoveryOrdered,
  part: RecoveryPart,
): ClaimRecovery => ({
  ...{ recoveryId, caseId, city, scheme },
  ...fundsOf(part),
})

/** All that is recorded of a claim that bears on what may be taken back of it. */
export type ClaimOnFile = {
  readonly claim: ClaimSettled
  readonly corrections: readonly ClaimCorrected[]
  readonly reversed: boolean
  /** How often it was reversed, or a reversal of it taken back. */
  readonly turns: number
  readonly recoveries: readonly ClaimRecovery[]
  /** The version of the list of recoveries; 0 when there is none. */
  readonly version: number
}

type Fund = { readonly city: string; readonly scheme: Scheme }
const isOf =
  ({ city, scheme }: Fund) =>
  (other: Fund): boolean =>
    other.city === city && other.scheme === scheme

/** A claim as each fund sees it that ever paid it: one, unless a correction moved it to another. */
export const paidClaims = ({
  claim,
  corrections,
  reversed,
  recoveries,
}: ClaimOnFile): readonly PaidClaim[] => {
  const entries = [claim, ...corrections]
  const funds = new Map(entries.map(({ city, scheme }) => [`${city} ${scheme}`, { city, scheme }]))
  return [...funds.values()].map((fund) => {
    const amounts = entries.filter(isOf(fund)).map((entry) => fundAmounts(entry.amounts))
    const { claimId, institution, care, circumstances, at, settledOn, year } = claim
    return {
      ...{ claimId, institution, care, purpose: circumstances.purpose, settledOn, year },
      ...(at === undefined ? {} : { settledAt: at }),
      ...fund,
      paid: reversed ? addFunds() : addFunds(...amounts),
      recovered: addFunds(...recoveries.filter(isOf(fund))),
    }
  })
}
