import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { ClaimRequest } from '../../claim/claim-request.ts'
import { previewClaim, settleClaim } from '../../claim/settle-claim.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import { refuseFuture } from '../../insured-year/rules/settlement-day.ts'
import type { SettledVisit } from '../../visit/settle-visit.ts'
import { previewVisit, settleVisit } from '../../visit/settle-visit.ts'
import type { ClaimInput } from '../claim-input.ts'
import { batchOfClaim, claimInput, readClaim } from '../claim-input.ts'
import { feeLinesOf, toFeeDetail } from '../fee-lines.ts'
import type { Identity } from '../identity.ts'
import { identityOf } from '../identity.ts'
import { unreadable } from '../reading.ts'
import { toSetldetail } from '../setldetail.ts'
import { toSetlinfo } from '../setlinfo.ts'
import type { NationalMessage, Output, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import { claimOfVisit } from '../visit-claim.ts'

type SettlementMode = 'preview' | 'settle'

const toAnswer = (
  recorded: SettledVisit['recorded'],
  serials: readonly string[],
  mdtrtId: string | undefined,
  identity: Identity,
): Output => ({
  setlinfo: { ...toSetlinfo(recorded, identity), ...(mdtrtId === undefined ? {} : { mdtrt_id: mdtrtId }) },
  setldetail: toSetldetail(recorded.claim),
  feedetail: recorded.claim.lines.map((line, index) =>
    toFeeDetail(line, serials[index] ?? String(index + 1)),
  ),
  ...(recorded.hints?.length
    ? { warninfo: recorded.hints.map(({ rule, says }) => ({ rule, warn_msg: says.zh })) }
    : {}),
})

const notInFuture = (request: Decision<ClaimRequest>, today: string): Decision<ClaimRequest> => {
  if (request.status === 'refused') return request
  const future = refuseFuture(request.value.settledOn, today, 'input.setl_time')
  return future ? { status: 'refused', refusal: future } : request
}

/** What is done of a settlement, and who the patient is as the register says. */
type Terms = { readonly care: Care; readonly does: SettlementMode; readonly identity: Identity }

/** A settlement that brings its fee lines along. */
const withOwnLines = async (
  message: NationalMessage<ClaimInput>,
  { care, does, identity }: Terms,
): Promise<Decision<Output>> => {
  const request = notInFuture(readClaim(message, care), message.today)
  if (request.status === 'refused') return request
  const perform = does === 'settle' ? settleClaim : previewClaim
  const decision = await perform(request.value, message.effects)
  if (decision.status === 'refused') return decision
  const lines = feeLinesOf(message.input.feedetail ?? [])
  const serials = lines.status === 'accepted' ? lines.value.map(({ serial }) => serial) : []
  return accept(toAnswer(decision.value, serials, message.input.mdtrt_id, identity))
}

/** A settlement of what was collected of a visit. */
const ofVisit = async (
  message: NationalMessage<ClaimInput>,
  visitId: string,
  { care, does, identity }: Terms,
): Promise<Decision<Output>> => {
  const { effects, institution, today } = message
  const read = claimOfVisit(message, { care, unfinished: does === 'preview' })
  const claimOf: typeof read = (visit, lines) => notInFuture(read(visit, lines), today)
  const batch = batchOfClaim(care, message.input)
  const asked = { institution, visitId, claimOf, ...(batch === undefined ? {} : { batch }) }
  const decision: Decision<SettledVisit> =
    does === 'settle' ? await settleVisit(asked, message, effects) : await previewVisit(asked, effects)
  if (decision.status === 'refused') return decision
  const { recorded, lines } = decision.value
  const serials = lines.map(({ serial }) => serial)
  return accept(toAnswer(recorded, serials, visitId, identity))
}

const settlement = (infno: string, name: string, care: Care, does: SettlementMode): Transaction =>
  defineTransaction({
    infno,
    name,
    does:
      does === 'settle'
        ? 'Settles the fee lines in the message, or, without any, what was collected of the visit: with `chrg_bchno` that charging batch, else all that is not settled. A visit, or a batch of it, is settled once: while that stands another message is refused, and told its `setl_id`.'
        : 'Says what the settlement would be; records nothing.',
    sentBy: 'institution',
    ...(does === 'preview' ? { shows: true, looksUp: true } : {}),
    input: claimInput,
    answers:
      '`setlinfo` (amounts; name and certificate as registered, where the message says them), `setldetail` (per fund), `feedetail` (each line in its four parts); a preview also `warninfo`, the hints of supervision',
    perform: async (message) => {
      const { feedetail, mdtrt_id } = message.input
      // An empty list is a group that the sender leaves blank: it brings no lines.
      const bringsLines = feedetail !== undefined && feedetail.length > 0
      if (mdtrt_id === undefined && (does === 'settle' || !bringsLines))
        return unreadable('call.bad-field', 'mdtrt_id', undefined)
      const identity = await identityOf(message, { counted: does === 'preview' })
      if (identity.status === 'refused') return identity
      const terms = { care, does, identity: identity.value }
      return mdtrt_id === undefined || bringsLines
        ? withOwnLines(message, terms)
        : ofVisit(message, mdtrt_id, terms)
    },
  })

/** Settlement and its preview, for both kinds of care. */
export const settlements: readonly Transaction[] = [
  settlement('2206', '门诊预结算', 'outpatient', 'preview'),
  settlement('2207', '门诊结算', 'outpatient', 'settle'),
  settlement('2303', '住院预结算', 'inpatient', 'preview'),
  settlement('2304', '住院结算', 'inpatient', 'settle'),
]
