import * as z from 'zod'
import { city, day, id, positiveAmount, signature, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { BenefitEffects } from '../benefit/effects.ts'
import { refusal } from '../refusals.ts'
import { changeTakeBack } from './decide-take-back.ts'
import type { TakeBack } from './rules/take-back.ts'
import {
  approveTakeBack,
  proposeTakeBack,
  receiveTakeBack,
  takeBackOutcomes,
  takeBackStates,
  turnDownTakeBack,
} from './rules/take-back.ts'
import { pageTakeBacks, readTakeBack } from './store.ts'

type TakeBackEffects = Pick<BenefitEffects, 'store'>

const path = '/v1/settlement/allowance-take-backs'
const ofOne = `${path}/{benefitId}`
const params = z.strictObject({ benefitId: id })
const document = z.string().trim().min(1).max(100)

const shown = z.object({
  ...{ benefitId: id, other: id, personId: id, city, amount: positiveAmount, deliveredOn: day, since: day },
  state: z.enum(takeBackStates),
  proposalId: z.string().optional(),
  outcome: z.enum(takeBackOutcomes).optional(),
  reason: z.string().optional(),
  document: z.string().optional(),
  proposed: signature.optional(),
  approved: signature.optional(),
  turnedDown: signature.extend({ reason: z.string() }).optional(),
  received: signature.extend({ document: z.string() }).optional(),
})

const answered = (decision: Decision<TakeBack>) =>
  decision.status === 'refused' ? decision : accept(shown.parse(decision.value))

const owner = ({ store }: TakeBackEffects) =>
  ({
    whose: 'recorded',
    as: 'the city whose fund paid the allowance',
    unknown: () => refusal('take-back.unknown', { field: 'benefitId' }),
    find: async ({ params: { benefitId } }: { readonly params: { readonly benefitId: string } }) => {
      const found = await readTakeBack(store, benefitId)
      return found && { parties: { cities: [found.takeBack.city] }, found: found.takeBack }
    },
  }) as const

/** A step on one of them. */
const step = (effects: TakeBackEffects) => ({
  ...{ method: 'POST' as const, scopes: ['province', 'city'] as const, params, answer: shown },
  owner: owner(effects),
  persons: (_: unknown, { personId }: { readonly personId: string }) => [personId],
  changes: (_: unknown, { benefitId }: { readonly benefitId: string }) => [`${path}/${benefitId}`],
})

const proposal = (effects: TakeBackEffects): Operation =>
  defineOperation({
    ...step(effects),
    path: `${ofOne}/proposal`,
    summary:
      'Proposes what becomes of an allowance that was paid for a delivery a second time: it is asked back, or both stand.',
    body: z.strictObject({ outcome: z.enum(takeBackOutcomes), reason: why, document }),
    refusals: ['take-back.unknown', 'take-back.not-now'],
    handle: async ({ params: { benefitId }, body, commandId, by, today }) =>
      answered(
        await changeTakeBack({ benefitId, commandId }, effects, (each) =>
          proposeTakeBack(each, {
            ...{ ...body, proposalId: stableId('TP-', benefitId, commandId) },
            proposed: { by: by.subject, on: today },
          }),
        ),
      ),
  })

const approval = (effects: TakeBackEffects): Operation =>
  defineOperation({
    ...step(effects),
    path: `${ofOne}/approval`,
    summary:
      'Approves the proposal as another officer than made it. What is asked back is owed from then on.',
    body: z.strictObject({ proposalId: z.string().min(1).max(80) }),
    refusals: [
      ...(['take-back.unknown', 'take-back.not-now', 'take-back.other-proposal'] as const),
      'take-back.proposer-is-approver',
    ],
    hand: ({ approved }) => approved,
    handle: async ({ params: { benefitId }, body: { proposalId }, commandId, by, today }) =>
      answered(
        await changeTakeBack({ benefitId, commandId }, effects, (each) =>
          approveTakeBack(each, proposalId, { by: by.subject, on: today }),
        ),
      ),
  })

const rejection = (effects: TakeBackEffects): Operation =>
  defineOperation({
    ...step(effects),
    path: `${ofOne}/rejection`,
    summary: 'Turns a proposal down with a reason, or takes it back: another can be made.',
    body: z.strictObject({ reason: why }),
    refusals: ['take-back.unknown', 'take-back.not-now'],
    hand: ({ turnedDown }) => turnedDown,
    handle: async ({ params: { benefitId }, body: { reason }, commandId, by, today }) =>
      answered(
        await changeTakeBack({ benefitId, commandId }, effects, (each) =>
          turnDownTakeBack(each, { by: by.subject, on: today, reason }),
        ),
      ),
  })

const receipt = (effects: TakeBackEffects): Operation =>
  defineOperation({
    ...step(effects),
    path: `${ofOne}/receipt`,
    summary:
      'Says that the money came back, by the slip of the bank. The books have it by a voucher of two accountants.',
    body: z.strictObject({ document }),
    refusals: ['take-back.unknown', 'take-back.not-now'],
    hand: ({ received }) => received,
    handle: async ({ params: { benefitId }, body, commandId, by, today }) =>
      answered(
        await changeTakeBack({ benefitId, commandId }, effects, (each) =>
          receiveTakeBack(each, { by: by.subject, on: today, ...body }),
        ),
      ),
  })

const atOnce = 50
const cursor = z.string().min(1).max(2_000).optional()

/** Allowances that were paid twice for one delivery, and what becomes of each. */
export const takeBackRoutes = (effects: TakeBackEffects): Operation[] => [
  proposal(effects),
  approval(effects),
  rejection(effects),
  receipt(effects),
  defineOperation({
    method: 'GET',
    path,
    summary:
      "A city's allowances that were paid for a delivery a second time, in a state, the oldest first: those `open` wait for a proposal.",
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(takeBackStates).default('open'), cursor }),
    answer: z.strictObject({ takeBacks: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    persons: (_, { takeBacks }) => takeBacks.map(({ personId }) => personId),
    handle: async ({ query: { cursor: from, ...of } }) => {
      const place = from === undefined ? { limit: atOnce } : { limit: atOnce, cursor: from }
      const { found, ...next } = await pageTakeBacks(effects.store, of, place)
      return accept({ takeBacks: found.map((each) => shown.parse(each)), ...next })
    },
  }),
]
