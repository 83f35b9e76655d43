import * as z from 'zod'
import { daysBetween } from '#shared/calendar/day.ts'
import { payer } from '#shared/contracts/contribution.ts'
import { city, day, id, positiveAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Parties } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import type { Effects } from '../../effects.ts'
import { suspensePartition } from '../../keys.ts'
import { refuse } from '../../refusals.ts'
import { listedOf, paymentAnswer, paymentAnswerOf, suspenseRow } from '../fields.ts'
import type { Report } from '../report.ts'
import type { ResolveSuspense } from '../resolve-suspense.ts'
import { resolveSuspense } from '../resolve-suspense.ts'
import { openAmount } from '../rules/suspense.ts'
import { readSuspense, suspenses } from '../store.ts'
import { keptOut } from './kept-out.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const atOnce = 100
const cursor = z.string().min(1).max(2_000).optional()
const path = '/v1/contribution/suspense'
const params = z.strictObject({ paymentId: id })
type OfPayment = { readonly params: z.output<typeof params> }

/** Why an officer does it: at least a word. */
const why = z.string().trim().min(1).max(500)
const amountFen = positiveAmount
  .optional()
  .meta({ description: 'Fen; all that is still in suspense where it is left out' })

const ownerOf = ({ store }: Needs) =>
  ({
    whose: 'recorded',
    as: 'the city whose income account holds it',
    find: async ({ params: { paymentId } }: OfPayment) => {
      const found = await readSuspense(store, paymentId)
      return found
        ? accept({ parties: { cities: [found.suspense.city] }, found })
        : refuse('contribution.suspense-unknown', { field: 'paymentId', figures: { paymentId } })
    },
  }) as const

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      "A city's money in suspense, the earliest payments first, each with its reason and its age in days.",
    scopes: ['province', 'city', 'feed', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, cursor }),
    answer: z.strictObject({ suspense: z.array(suspenseRow).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, cursor: from }, today }) => {
      const place = { index: 'gsi1' as const, limit: atOnce, ...(from === undefined ? {} : { cursor: from }) }
      const { records, ...next } = await suspenses.page(store, suspensePartition(of), place)
      return accept({
        suspense: records.map((record) => ({
          ...listedOf({ status: 'suspended', ...record }),
          receivedOn: record.suspense.receivedOn,
          ageDays: Math.max(0, daysBetween(record.suspense.receivedOn, today)),
          open: openAmount(record.suspense),
        })),
        ...next,
      })
    },
  })

type Asked = {
  readonly today: string
  readonly caller: { readonly division: string }
  readonly reaches: (parties: Parties) => boolean
}

const resolve = async (command: ResolveSuspense, { today, caller, reaches }: Asked, effects: Needs) => {
  const report: Report = {
    ...{ today, days: businessDays(effects.policy(), today), isAnswered: true },
    keptFrom: keptOut({ division: caller.division, reaches }),
  }
  const resolved = await resolveSuspense(command, report, effects)
  if (resolved.status === 'refused') return resolved
  return accept(paymentAnswerOf({ status: 'suspended', ...resolved.value }))
}

const refusals = [
  'contribution.suspense-unknown',
  'contribution.suspense-resolved',
  'contribution.suspense-too-little',
  'policy.missing',
]
const changes = ({ params: { paymentId } }: OfPayment): string[] => [`/v1/contribution/payments/${paymentId}`]

const assignOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{paymentId}/assignments`,
    summary:
      'Assigns money in suspense, or a part of it, to the bill that it belongs to. `paidOn` says the right day where the one reported is none.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    // As that of every payment.
    days: 'itself',
    body: z.strictObject({ billId: id, payer, amountFen, paidOn: day.optional(), why }),
    status: 201,
    answer: paymentAnswer,
    refusals: [
      ...refusals,
      'contribution.bill-unknown',
      'contribution.nothing-due',
      'contribution.overpaid',
      'contribution.refund-above-paid',
      'contribution.paid-in-future',
      'contribution.paid-too-early',
      'caller.other-division',
    ],
    changes,
    handle: (request) => {
      const { billId, payer: by, paidOn, amountFen: amount, why: reason } = request.body
      const { commandId, params: of } = request
      const to = { billId, payer: by, paidOn }
      return resolve({ commandId, ...of, amount, why: reason, to }, request, effects)
    },
  })

const returnOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{paymentId}/returns`,
    summary: 'Returns money in suspense, or a part of it, to whoever paid it.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ amountFen, why }),
    status: 201,
    answer: paymentAnswer,
    refusals: [...refusals, 'contribution.income-too-little'],
    changes,
    handle: (request) => {
      const { amountFen: amount, why: reason } = request.body
      const { commandId, params: of } = request
      return resolve({ commandId, ...of, amount, why: reason, to: 'payer' }, request, effects)
    },
  })

/** Money that fits no bill: its list by age, assigning it, returning it. */
export const suspenseRoutes = (effects: Needs): Operation[] => [
  listOperation(effects),
  assignOperation(effects),
  returnOperation(effects),
]
