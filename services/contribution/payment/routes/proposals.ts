import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { payer } from '#shared/contracts/contribution.ts'
import { day, id, positiveAmount, why } from '#shared/contracts/fields.ts'
import { payee } from '#shared/contracts/payee.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { handUnderProposal } from '#shared/kernel/second-hand.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { cityOwner } from '../../city-owner.ts'
import type { Effects } from '../../effects.ts'
import { approveProposal, proposeSuspense, rejectProposal } from '../decide-proposal.ts'
import { paymentAnswer, paymentAnswerOf, returnDocument } from '../fields.ts'
import { judgeReturn } from '../judge-return.ts'
import type { ResolveSuspense } from '../part-out.ts'
import type { Report } from '../report.ts'
import type { StoredSuspense } from '../store.ts'
import { readSuspense } from '../store.ts'
import { keptOut } from './kept-out.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const path = '/v1/contribution/suspense'
const params = z.strictObject({ paymentId: id })
type OfPayment = { readonly params: z.output<typeof params> }

/** Why an officer does it: at least a word. */
const amountFen = positiveAmount
  .optional()
  .meta({ description: 'Fen; all that is still in suspense where it is left out' })

const ownerOf = ({ store }: Needs) =>
  cityOwner('paymentId', {
    as: 'the city whose income account holds it',
    unknown: 'contribution.suspense-unknown',
    find: async (paymentId) => {
      const found = await readSuspense(store, paymentId)
      return found && { city: found.suspense.city, suspense: found.suspense }
    },
  })

type Asked = {
  readonly today: Day
  readonly caller: { readonly division: string }
  readonly by: { readonly subject: string }
  readonly reaches: (parties: Parties) => boolean
}

const reportOf = ({ today, caller, reaches }: Asked, effects: Needs): Report => ({
  ...{ today, days: businessDays(effects.policy(), today), isAnswered: true },
  keptFrom: keptOut({ division: caller.division, reaches }),
})
const signed = ({ by, today }: Asked) => ({ by: by.subject, on: today })

const answered = (outcome: Decision<StoredSuspense>) =>
  outcome.status === 'refused' ? outcome : accept(paymentAnswerOf({ status: 'suspended', ...outcome.value }))

const proposed = async (command: ResolveSuspense, asked: Asked, effects: Needs) =>
  answered(await proposeSuspense(command, signed(asked), reportOf(asked, effects), effects))

/** What may stand against taking money out of suspense, when it is proposed and when it is approved. */
const refusals = [
  'contribution.suspense-unknown',
  'contribution.suspense-resolved',
  'contribution.suspense-too-little',
  'contribution.proposal-waits',
  'policy.missing',
]
const assignmentRefusals = [
  'contribution.other-fund',
  'contribution.income-too-little',
  'contribution.bill-unknown',
  'contribution.nothing-due',
  'contribution.overpaid',
  'contribution.refund-above-paid',
  'contribution.more-back-than-came',
  'contribution.refund-before-payment',
  'contribution.reverses-unknown',
  'contribution.reversed-above-line',
  'contribution.day-as-reported',
  'contribution.paid-after-received',
  'contribution.paid-in-future',
  'contribution.paid-too-early',
]
const returnRefusals = [
  'contribution.income-too-little',
  'suspense.payer-unknown',
  'suspense.other-payee',
  'suspense.payee-unknown',
]

const changes = ({ params: { paymentId } }: OfPayment): string[] => [`/v1/contribution/payments/${paymentId}`]
const proposalIdOf = (commandId: string): string => stableId('SP-', commandId)

const assignOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{paymentId}/assignments`,
    summary:
      'Proposes to assign money in suspense, or a part of it, to the bill that it belongs to; it is assigned when another officer approves. `paidOn` says the right day where the one reported is none.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    // As that of every payment.
    days: 'itself',
    body: z.strictObject({ billId: id, payer, amountFen, paidOn: day.optional(), why }),
    status: 201,
    answer: paymentAnswer,
    refusals: [...refusals, ...assignmentRefusals],
    changes,
    handle: (request) => {
      const { amountFen: amount, why: reason, paidOn, ...bill } = request.body
      const to = { kind: 'bill' as const, ...bill, ...(paidOn === undefined ? {} : { paidOn }) }
      const commandId = proposalIdOf(request.commandId)
      return proposed({ commandId, ...request.params, amount, why: reason, to }, request, effects)
    },
  })

const returnOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{paymentId}/returns`,
    summary:
      'Proposes to return money in suspense, or a part of it, to whoever paid it, as the bill says that it names; to somebody else by a document. The treasury is asked to pay them when another officer approves.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({
      amountFen,
      payee: payee.optional().meta({ description: 'whoever paid it where it is left out' }),
      document: returnDocument.optional(),
      why,
    }),
    status: 201,
    answer: paymentAnswer,
    refusals: [...refusals, ...returnRefusals],
    changes,
    handle: async (request) => {
      const { amountFen: amount, why: reason, ...asked } = request.body
      const commandId = proposalIdOf(request.commandId)
      const to = await judgeReturn(asked, request.found.suspense, effects.store)
      if (to.status === 'refused') return to
      return proposed({ commandId, ...request.params, amount, why: reason, to: to.value }, request, effects)
    },
  })

const proposalPath = `${path}/{paymentId}/proposals/{proposalId}`
const proposalParams = params.extend({ proposalId: id })

const approveOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposalPath}/approval`,
    summary:
      'Approves a proposal for money in suspense, by another officer than who made it: it is assigned or returned.',
    scopes: ['province', 'city'],
    params: proposalParams,
    owner: ownerOf(effects),
    answer: paymentAnswer,
    refusals: [
      ...refusals.filter((code) => code !== 'contribution.proposal-waits'),
      ...assignmentRefusals,
      ...returnRefusals.slice(1),
      'contribution.proposal-unknown',
      'contribution.proposer-is-approver',
    ],
    changes,
    hand: async (_, { params: { paymentId, proposalId } }) => {
      const found = await readSuspense(effects.store, paymentId)
      return found?.suspense.parts.find(({ commandId }) => commandId === proposalId)?.approved
    },
    handle: async (request) =>
      answered(
        await approveProposal({ ...request.params, ...signed(request) }, reportOf(request, effects), effects),
      ),
  })

const rejectOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${proposalPath}/rejection`,
    summary:
      'Rejects a proposal for money in suspense, with a reason; who made it may take it back so. The money stays in suspense.',
    scopes: ['province', 'city'],
    params: proposalParams,
    owner: ownerOf(effects),
    body: z.strictObject({ reason: why }),
    answer: paymentAnswer,
    refusals: ['contribution.suspense-unknown', 'contribution.proposal-unknown', 'policy.missing'],
    changes,
    hand: ({ suspense }, { params }) => handUnderProposal(suspense?.rejected ?? [], params),
    handle: async (request) =>
      answered(
        await rejectProposal(
          { ...request.params, ...request.body, ...signed(request) },
          reportOf(request, effects),
          effects,
        ),
      ),
  })

/** What becomes of money in suspense: one officer proposes, another approves or rejects. */
export const proposalRoutes = (effects: Needs): Operation[] => [
  assignOperation(effects),
  returnOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
]
