import * as z from 'zod'
import { amount, city, day, id, month, positiveAmount, signature, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { lumpSumsPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { approveLumpSum, proposeLumpSum, turnDownLumpSum } from './decide.ts'
import type { LumpSum } from './rules/decide-lump-sum.ts'
import { lumpSumStates } from './rules/decide-lump-sum.ts'
import { lumpSums, readLumpSum } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

/** What a number of months can be at all; the record of the person and the policy say how many they may buy. */
const mostTyped = 999

const path = '/v1/contribution/lump-sums'
const params = z.strictObject({ lumpSumId: id })
type OfLumpSum = { readonly params: z.output<typeof params> }

const document = id.meta({ description: 'the number of the document that proves the base' })
const shown = z.strictObject({
  lumpSumId: id,
  state: z.enum(lumpSumStates),
  ...{ city, personId: id, retiresOn: day, months: z.int() },
  base: z.strictObject({
    amount,
    month: month.optional().meta({ description: 'the last month billed here, whose base it is' }),
    document: document.optional(),
  }),
  leastAge: z.int().optional().meta({ description: 'the least age of retirement that it was judged by' }),
  record: z
    .strictObject({ neededMonths: z.int(), contributedMonths: z.int(), boughtMonths: z.int() })
    .optional()
    .meta({
      description:
        'of the person, as it was judged: months needed, contributed (paid or deemed paid), and bought before',
    }),
  mostMonths: z.int().optional().meta({ description: 'the most months of one lump sum, by the policy' }),
  proposed: signature,
  decided: signature.extend({ reason: why.optional() }).optional(),
  billId: id.optional(),
})

const answered = (outcome: Decision<LumpSum>) =>
  outcome.status === 'refused' ? outcome : accept(outcome.value)

const faults = [
  'contribution.not-an-employee',
  'contribution.base-unknown',
  'contribution.retirement-ahead',
  ...['lump-sum.too-young', 'lump-sum.record-unknown'],
  ...['lump-sum.months-not-missing', 'lump-sum.too-many-months'],
  'contribution.lump-sum-waits',
  'lump-sum.base-is-billed',
  'lump-sum.base-unproved',
  'policy.missing',
]

const ownerOf = ({ store }: Needs) =>
  cityOwner('lumpSumId', {
    as: 'the city that insured the person',
    unknown: 'lump-sum.unknown',
    find: async (lumpSumId) => (await readLumpSum(store, lumpSumId))?.lumpSum,
  })

const changes = ({ params: { lumpSumId } }: OfLumpSum): string[] => [`${path}/${lumpSumId}`]

const proposeOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary:
      'Proposes to bill the missing months of somebody who retired, on the base of their last month billed; it is billed when another officer approves, and once it is paid the months are theirs.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({
      city,
      personId: id,
      retiresOn: day.meta({ description: 'the day of retirement, which has come: its base and rate hold' }),
      months: z
        .int()
        .min(1)
        .max(mostTyped)
        .meta({ description: 'no more than the record of the person says are missing' }),
      baseFen: positiveAmount.optional().meta({
        description: 'the base of the last month, where no month of theirs is billed here: with its document',
      }),
      document: document.optional(),
    }),
    status: 201,
    answer: shown,
    refusals: faults,
    changes: (_, { lumpSumId }) => [`${path}/${lumpSumId}`],
    handle: async ({ body, commandId, by, today }) => {
      const proposed = { by: by.subject, on: today }
      return answered(
        await proposeLumpSum({ lumpSumId: stableId('LP-', commandId), ...body, proposed }, effects),
      )
    },
  })

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: 'The lump sums of a city that were proposed, by their state, the oldest first.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(lumpSumStates), cursor }),
    answer: z.strictObject({ lumpSums: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    persons: (_, { lumpSums: listed }) => listed.map(({ personId }) => personId),
    handle: async ({ query: { city: of, state, cursor: from } }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from) }
      const { records, ...next } = await lumpSums.page(store, lumpSumsPartition(of, state), place)
      return accept({ lumpSums: records.map(({ lumpSum }) => lumpSum), ...next })
    },
  })

const oneOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{lumpSumId}`,
    summary: 'A lump sum as it was proposed: on which base, by whom, and what was decided.',
    scopes: ['province', 'city', 'auditor'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: ['lump-sum.unknown'],
    persons: (_, { personId }) => [personId],
    handle: async ({ found }) => accept(found),
  })

const approveOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{lumpSumId}/approval`,
    summary:
      'Approves a lump sum by another officer than proposed it, who has read the document where the base is of one: it is billed.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: [
      ...faults,
      ...['lump-sum.unknown', 'lump-sum.decided', 'lump-sum.base-changed'],
      'contribution.proposer-is-approver',
    ],
    changes: (asked, { billId = '' }) => [...changes(asked), `/v1/contribution/bills/${billId}`],
    hand: ({ decided }) => decided,
    handle: async ({ params: { lumpSumId }, by, today }) =>
      answered(await approveLumpSum(lumpSumId, { by: by.subject, on: today }, effects)),
  })

const rejectOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{lumpSumId}/rejection`,
    summary: 'Rejects a lump sum with a reason; who proposed it takes it back so. Nothing is billed.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ reason: why }),
    answer: shown,
    refusals: ['lump-sum.unknown', 'lump-sum.decided'],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: { lumpSumId }, body: { reason }, by, today }) =>
      answered(await turnDownLumpSum(lumpSumId, { by: by.subject, on: today, reason }, effects)),
  })

/** Lump sums at retirement: one officer proposes, another decides. */
export const lumpSumRoutes = (effects: Needs): Operation[] => [
  proposeOperation(effects),
  listOperation(effects),
  oneOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
]
