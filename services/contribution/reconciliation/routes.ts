import * as z from 'zod'
import { lastDayOf } from '#shared/calendar/day.ts'
import { city, day, id, month, signature, signedAmount, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { sum } from '#shared/money/fen.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { dayListsPartition, differencesPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { differenceKinds, effectOf } from './rules/compare.ts'
import type { Difference } from './rules/difference.ts'
import { approveSettling, differenceStates, proposeSettling, rejectSettling } from './rules/difference.ts'
import { changeDifference } from './settle-difference.ts'
import { dayListStates, dayLists, differences, readDifference } from './store.ts'
import { takeListPart } from './take-list.ts'

type Needs = Pick<Effects, 'store' | 'runs'>

const path = '/v1/contribution/differences'
const params = z.strictObject({ differenceId: id })
type OfDifference = { readonly params: z.output<typeof params> }
const total = z.strictObject({ count: z.int().min(0), amount: signedAmount })

const listOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/tax-day-lists',
    summary:
      "A part of the tax authority's list of a day's payments in a city, with the count and the sum of the whole list; refunds are negative. With its last part the list is compared with ours by a run. Sent again it is compared again.",
    scopes: ['tax'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z
      .strictObject({
        ...{ city, on: day },
        part: z.int().min(1).max(100),
        parts: z.int().min(1).max(100),
        count: z.int().min(0).max(100_000),
        amount: signedAmount,
        lines: z.array(z.strictObject({ paymentId: id, amount: signedAmount })).max(1_000),
      })
      .refine(({ part, parts }) => part <= parts, 'a part above their number'),
    status: 202,
    answer: z.strictObject({
      ...{ city, on: day, parts: z.int() },
      received: z.array(z.int()),
      runId: id.optional().meta({ description: 'the run that compares; absent while parts are missing' }),
    }),
    refusals: [],
    changes: (_, { runId }) => (runId === undefined ? [] : [`/v1/contribution/runs/${runId}`]),
    handle: async ({ body, today, commandId }) => {
      const { list, runId } = await takeListPart(body, { today, commandId }, effects)
      const { city: of, on, parts, received } = list
      return accept({
        ...{ city: of, on, parts, received: [...received] },
        ...(runId === undefined ? {} : { runId }),
      })
    },
  })

const monthOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/reconciliations',
    summary:
      "A city's month against the tax authority's lists: each day that was listed with both sums and its differences, the sums of them all, and the days of the month without a list.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, month }),
    answer: z.strictObject({
      ...{ city, month },
      days: z.array(
        z.strictObject({
          on: day,
          state: z.enum(dayListStates),
          ...{ said: total, ours: total.optional(), theirs: total.optional() },
          differences: z.int().min(0),
        }),
      ),
      ...{ ours: total, theirs: total },
      withoutList: z.array(day),
    }),
    refusals: [],
    handle: async ({ query: { city: of, month: in_ }, today }) => {
      const lists = await Array.fromAsync(dayLists.list(store, dayListsPartition(of, in_)))
      const compared = lists.filter(({ state }) => state === 'compared')
      const added = (side: 'ours' | 'theirs') => ({
        count: sum(compared.map((list) => list[side]?.count ?? 0)),
        amount: sum(compared.map((list) => list[side]?.amount ?? 0)),
      })
      const listed = new Set(lists.map(({ on }) => on))
      const days = Array.from(
        { length: Number(lastDayOf(in_).slice(8)) },
        (_, index) => `${in_}-${String(index + 1).padStart(2, '0')}`,
      )
      return accept({
        ...{ city: of, month: in_, ours: added('ours'), theirs: added('theirs') },
        days: lists.map(({ on, state, said, ours, theirs, differenceIds = [] }) => ({
          ...{ on, state, said, differences: differenceIds.length },
          ...(ours ? { ours } : {}),
          ...(theirs ? { theirs } : {}),
        })),
        withoutList: days.filter((on) => on <= today && !listed.has(on)),
      })
    },
  })

const side = z.strictObject({ amount: signedAmount, on: day })
const shown = z.strictObject({
  ...{ differenceId: id, city, on: day, foundOn: day, paymentId: id },
  kind: z.enum(differenceKinds),
  state: z.enum(differenceStates).meta({ description: '`gone`: a later comparison found none' }),
  ...{ ours: side.optional(), theirs: side.optional() },
  effect: signedAmount.meta({ description: 'by how much it makes their sum of the day more than ours' }),
  settling: z
    .strictObject({
      as: z.enum(['ours', 'theirs']).meta({ description: 'whose word stands' }),
      ...{ why, proposed: signature, approved: signature.optional() },
    })
    .optional(),
  rejected: z.array(signature.extend({ reason: z.string() })).optional(),
})
const shownOf = ({ rejected, settling, ...difference }: Difference): z.output<typeof shown> => {
  const { commandId: _, ...told } = settling ?? { commandId: '' }
  return {
    ...difference,
    effect: effectOf(difference),
    ...('as' in told ? { settling: told } : {}),
    ...(rejected ? { rejected: rejected.map(({ by, on, reason }) => ({ by, on, reason })) } : {}),
  }
}
const answered = (outcome: Decision<Difference>) =>
  outcome.status === 'refused' ? outcome : accept(shownOf(outcome.value))

const differencesOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      "The differences between the tax authority's lists and ours in a city, of one state, the earliest day first; of one day where it is given.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(differenceStates), on: day.optional(), cursor }),
    answer: z.strictObject({ differences: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, state, on, cursor: from } }) => {
      const { records, ...next } = await differences.page(store, differencesPartition(of, state), {
        ...{ index: 'gsi1', ...pageFrom(from) },
        ...(on === undefined ? {} : { prefix: `${on}#` }),
      })
      return accept({ differences: records.map(({ difference }) => shownOf(difference)), ...next })
    },
  })

const ownerOf = ({ store }: Needs) =>
  cityOwner('differenceId', {
    as: 'the city of the list',
    unknown: 'reconciliation.difference-unknown',
    find: async (differenceId) => (await readDifference(store, differenceId))?.difference,
  })

const common = (effects: Needs) => ({
  method: 'POST' as const,
  scopes: ['province', 'city'] as const,
  params,
  owner: ownerOf(effects),
  answer: shown,
  changes: ({ params: { differenceId } }: OfDifference) => [`${path}/${differenceId}`],
})

const settleOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    path: `${path}/{differenceId}/settlement`,
    summary:
      'Proposes whose word stands of a difference, and why; it is settled when another officer approves. What has to change on our side goes the usual ways: a payment or a refund of the tax authority, or suspense.',
    body: z.strictObject({ as: z.enum(['ours', 'theirs']), why }),
    refusals: ['reconciliation.difference-unknown', 'reconciliation.difference-closed'],
    handle: async ({ params: { differenceId }, body, by, today, commandId }) => {
      const proposed = { by: by.subject, on: today, commandId }
      return answered(
        await changeDifference(differenceId, (each) => proposeSettling(each, body, proposed), effects),
      )
    },
  })

const approveOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    path: `${path}/{differenceId}/approval`,
    summary: 'Approves how another officer would settle a difference.',
    refusals: [
      'reconciliation.difference-unknown',
      'reconciliation.difference-closed',
      'contribution.proposer-is-approver',
    ],
    hand: ({ settling }) => settling?.approved,
    handle: async ({ params: { differenceId }, by, today }) => {
      const approved = { by: by.subject, on: today }
      return answered(
        await changeDifference(differenceId, (each) => approveSettling(each, approved), effects),
      )
    },
  })

const rejectOperation = (effects: Needs): Operation =>
  defineOperation({
    ...common(effects),
    path: `${path}/{differenceId}/rejection`,
    summary: 'Rejects how a difference would be settled, with a reason: it is open again.',
    body: z.strictObject({ reason: why }),
    refusals: ['reconciliation.difference-unknown', 'reconciliation.difference-closed'],
    hand: 'leaves-open',
    handle: async ({ params: { differenceId }, body: { reason }, by, today, commandId }) => {
      const rejected = { by: by.subject, on: today, reason, commandId }
      return answered(await changeDifference(differenceId, (each) => rejectSettling(each, rejected), effects))
    },
  })

/** The tax authority's lists of days against ours, and what differs. */
export const reconciliationRoutes = (effects: Needs): Operation[] => [
  listOperation(effects),
  monthOperation(effects),
  differencesOperation(effects),
  settleOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
]
