import type { Decision } from '#shared/kernel/decision.ts'
import type { ClaimRequest } from '../claim/claim-request.ts'
import { previewClaim, settleClaim } from '../claim/settle-claim.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import type { SettledVisit } from '../visit/settle-visit.ts'
import { toFeeDetail } from './fee-lines.ts'
import type { Identity } from './identity.ts'
import { toSetldetail } from './setldetail.ts'
import { toSetlinfo } from './setlinfo.ts'
import type { NationalMessage, SettlementMode } from './transaction.ts'

/** What is settled or previewed, under the serial numbers that its lines have. */
export type ToldSettlement = {
  readonly recorded: SettledVisit['recorded']
  readonly serials: readonly string[]
  readonly visitId: string | undefined
}

/** The answer of a settlement, its lines each in their four parts. */
export const settlementAnswer = ({ recorded, serials, visitId }: ToldSettlement, identity: Identity) => ({
  setlinfo: { ...toSetlinfo(recorded, identity), ...(visitId === undefined ? {} : { mdtrt_id: visitId }) },
  setldetail: toSetldetail(recorded.claim),
  feedetail: recorded.claim.lines.map((line, index) =>
    toFeeDetail(line, serials[index] ?? String(index + 1)),
  ),
  ...(recorded.hints?.length
    ? { warninfo: recorded.hints.map(({ rule, says }) => ({ rule, warn_msg: says.zh })) }
    : {}),
})

/** A claim that is settled on a day that has come. */
export const notInFuture = (request: Decision<ClaimRequest>, today: string): Decision<ClaimRequest> => {
  if (request.status === 'refused') return request
  const future = refuseFuture(request.value.settledOn, today, 'input.setl_time')
  return future ? { status: 'refused', refusal: future } : request
}

/** Settles a claim that brings its lines, or says what it would be settled as. */
export const settleRequest = (
  request: ClaimRequest,
  does: SettlementMode,
  { effects }: Pick<NationalMessage<unknown>, 'effects'>,
): Promise<Decision<SettledVisit['recorded']>> =>
  does === 'settle' ? settleClaim(request, effects) : previewClaim(request, effects)
