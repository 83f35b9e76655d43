import type { Caller } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { reverseClaim } from '../../commands/reverse-claim.ts'
import { previewClaim, settleClaim } from '../../commands/settle-claim.ts'
import { refusal } from '../../domain/refusals.ts'
import { effects } from '../../effects.ts'
import { declined, done } from '../../national/answer.ts'
import { dayOf, institutionOf, readClaim } from '../../national/claim-input.ts'
import type { Envelope, NationalAnswer } from '../../national/envelope.ts'
import { envelope, nationalAnswer, transactions } from '../../national/envelope.ts'
import { toReversalSetlinfo, toSetldetail, toSetlinfo } from '../../national/setlinfo.ts'
import { requireParty, requireSender } from '../authority.ts'
import { refuseFuture } from '../settlement-day.ts'

type Claim = Extract<Envelope, { infno: '2206' | '2207' | '2303' | '2304' }>
type Cancellation = Exclude<Envelope, Claim>
type Said<Message> = { readonly message: Message; readonly caller: Caller; readonly today: string }

const settleOrPreview = async ({ message, caller, today }: Said<Claim>): Promise<NationalAnswer> => {
  const { msgid, infno, input } = message
  const institution = institutionOf(message)
  if (institution === undefined)
    return declined(msgid, refusal('institution.unknown', { field: 'fixmedins_code' }))
  await requireSender(caller, institution, effects)
  const read = readClaim(message, institution)
  if (read.status === 'refused') return declined(msgid, read.refusal)
  const future = refuseFuture(read.value.settledOn, today, 'input.setl_time')
  if (future) return declined(msgid, future)
  const perform = transactions[infno].does === 'settle' ? settleClaim : previewClaim
  const decision = await perform(read.value, effects)
  if (decision.status === 'refused') return declined(msgid, decision.refusal)
  const serials = input.feedetail.map(({ feedetl_sn, feedetail_sn }) => feedetl_sn ?? feedetail_sn)
  return done(msgid, {
    setlinfo: toSetlinfo(decision.value),
    setldetail: toSetldetail(decision.value.claim.lines, serials),
  })
}

const cancel = async ({ message, caller, today }: Said<Cancellation>): Promise<NationalAnswer> => {
  const { msgid, infno, input } = message
  const on = input.setl_time === undefined ? today : dayOf(input.setl_time)
  if (on === undefined) return declined(msgid, refusal('claim.bad-date', { field: 'input.setl_time' }))
  const future = refuseFuture(on, today, 'input.setl_time')
  if (future) return declined(msgid, future)
  const { care } = transactions[infno]
  const decision = await reverseClaim(
    { claimId: input.setl_id, key: msgid, today: on, personId: input.psn_no, care },
    (claim) => requireParty(caller, claim),
    effects,
  )
  return decision.status === 'accepted'
    ? done(msgid, { setlinfo: toReversalSetlinfo(decision.value) })
    : declined(msgid, decision.refusal)
}

const isClaim = (message: Envelope): message is Claim => transactions[message.infno].does !== 'cancel'

/** The national hospital interface: settlement, its preview and its cancellation, on the same commands as plain JSON. */
export const nationalRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/national',
    summary:
      'National transactions 2206, 2207, 2208, 2303, 2304, 2305. A refusal is an answer with infcode -1; the Idempotency-Key is the msgid.',
    scopes: ['institution', 'city', 'province'],
    body: envelope,
    answer: nationalAnswer,
    problems: ['idempotency-key.mismatch', 'caller.other-institution', 'caller.other-division'],
    handle: async ({ caller, body: message, idempotencyKey, today }) => {
      if (message.msgid !== idempotencyKey)
        throw problem(400, 'idempotency-key.mismatch', 'the Idempotency-Key is not the msgid', 'msgid')
      const body = isClaim(message)
        ? await settleOrPreview({ message, caller, today })
        : await cancel({ message, caller, today })
      return { status: 200, body }
    },
  }),
]
