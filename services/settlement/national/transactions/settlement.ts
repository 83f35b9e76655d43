import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Care } from '../../insured-year/rules/care.ts'
import type { SettledVisit } from '../../visit/settle-visit.ts'
import { previewVisit, settleVisit } from '../../visit/settle-visit.ts'
import type { ClaimInput } from '../claim-input.ts'
import { batchOfClaim, claimInput, readClaim } from '../claim-input.ts'
import { feeLinesOf } from '../fee-lines.ts'
import type { WhoTheyAre } from '../identity.ts'
import { identityOf } from '../identity.ts'
import { unreadable } from '../reading.ts'
import { notInFuture, settlementAnswer, settleRequest } from '../settlement-answer.ts'
import type { NationalMessage, Output, SettlementMode, Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'
import { claimOfVisit } from '../visit-claim.ts'

/** What is done of a settlement, and who the patient is as the register says. */
type Terms = { readonly care: Care; readonly does: SettlementMode; readonly identity: WhoTheyAre }

/** A settlement that brings its fee lines along. */
const withOwnLines = async (
  message: NationalMessage<ClaimInput>,
  { care, does, identity }: Terms,
): Promise<Decision<Output>> => {
  const request = notInFuture(readClaim(message, care), message.today)
  if (request.status === 'refused') return request
  const decision = await settleRequest(request.value, does, message)
  if (decision.status === 'refused') return decision
  const lines = feeLinesOf(message.input.feedetail ?? [])
  const serials = lines.status === 'accepted' ? lines.value.map(({ serial }) => serial) : []
  const told = { recorded: decision.value, serials, visitId: message.input.mdtrt_id }
  return accept(settlementAnswer(told, await identity()))
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
  return accept(settlementAnswer({ recorded, serials, visitId }, await identity()))
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
      '`setlinfo` (amounts; name and certificate as registered), `setldetail` (per fund), `feedetail` (each line in its four parts); a preview also `warninfo`, the hints of supervision',
    perform: async (message) => {
      const { feedetail, mdtrt_id } = message.input
      // An empty list is a group that the sender leaves blank: it brings no lines.
      const bringsLines = feedetail !== undefined && feedetail.length > 0
      if (mdtrt_id === undefined && (does === 'settle' || !bringsLines))
        return unreadable('call.bad-field', 'mdtrt_id', undefined)
      const identity = await identityOf(message, does)
      if (identity.status === 'refused') return identity
      const terms = { care, does, identity: identity.value }
      return mdtrt_id === undefined || bringsLines
        ? withOwnLines(message, terms)
        : ofVisit(message, mdtrt_id, terms)
    },
  })

/** Settlement and its preview, for both kinds of care; the variants A are the same under another number. */
export const settlements: readonly Transaction[] = [
  settlement('2206', '门诊预结算', 'outpatient', 'preview'),
  settlement('2206A', '门诊预结算（变体）', 'outpatient', 'preview'),
  settlement('2207', '门诊结算', 'outpatient', 'settle'),
  settlement('2207A', '门诊结算（变体）', 'outpatient', 'settle'),
  settlement('2303', '住院预结算', 'inpatient', 'preview'),
  settlement('2304', '住院结算', 'inpatient', 'settle'),
]
