import * as z from 'zod'
import { aid, city, id, signature, signedAmount, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { billOwner } from '../bill/bill-owner.ts'
import { readBill } from '../bill/store.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { billCorrectionsPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { approveCorrection, proposeCorrection, rejectCorrection } from './decide.ts'
import type { BillCorrection } from './rules/correction.ts'
import { correctionStates } from './rules/correction.ts'
import { billCorrections, readCorrection } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const path = '/v1/contribution/bill-corrections'
const params = z.strictObject({ correctionId: id })
type OfCorrection = { readonly params: z.output<typeof params> }

const shown = z.strictObject({
  ...{ correctionId: id, state: z.enum(correctionStates), billId: id, city, aid },
  ownFen: signedAmount.meta({ description: 'fen: what the resident pays more; negative: gets back' }),
  aidFundedFen: signedAmount.meta({ description: 'fen: what medical aid pays more' }),
  ...{ why, document: id, proposed: signature },
  decided: signature.extend({ reason: why.optional() }).optional(),
  differenceBill: id.optional().meta({ description: 'the bill of the difference' }),
})

const shownOf = ({
  own: ownFen,
  aidFunded: aidFundedFen,
  ...rest
}: BillCorrection): z.output<typeof shown> => ({
  ...rest,
  ...{ ownFen, aidFundedFen },
})
const answered = (outcome: Decision<BillCorrection>) =>
  outcome.status === 'refused' ? outcome : accept(shownOf(outcome.value))

const faults = [
  ...['bill-correction.other-kind', 'bill-correction.not-standing', 'bill-correction.pledged'],
  ...['bill-correction.nothing', 'contribution.bill-unknown', 'repair.replaced', 'policy.missing'],
]

const ownerOf = ({ store }: Needs) =>
  cityOwner('correctionId', {
    as: 'the city of the bill',
    unknown: 'bill-correction.unknown',
    find: async (correctionId) => (await readCorrection(store, correctionId))?.correction,
  })

const changes = (
  { params: { correctionId } }: OfCorrection,
  { billId }: { readonly billId: string },
): string[] => [`${path}/${correctionId}`, `/v1/contribution/bills/${billId}`]

const proposeOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/bills/{billId}/corrections',
    summary:
      "Proposes to put right a resident's bill of a year that was issued by another category or standard: reckoned anew by the category that a document proves. When another officer approves, the difference is a bill of its own: to be paid, set off against what is open, or paid back.",
    scopes: ['province', 'city'],
    params: z.strictObject({ billId: id }),
    owner: billOwner(async (billId) => (await readBill(effects.store, billId))?.bill),
    body: z.strictObject({
      aid: aid.meta({ description: 'the category that the resident had for the year' }),
      why,
      document: id.meta({ description: 'the number of the document that proves it' }),
    }),
    status: 201,
    answer: shown,
    refusals: faults,
    changes: (_, { correctionId }) => [`${path}/${correctionId}`],
    handle: async ({ params: { billId }, body, commandId, by, today }) => {
      const correctionId = stableId('BC-', commandId)
      const proposed = { by: by.subject, on: today }
      return answered(await proposeCorrection({ correctionId, billId, ...body, proposed }, effects))
    },
  })

const readOperations = (effects: Needs): Operation[] => [
  defineOperation({
    method: 'GET',
    path,
    summary: "Corrections of residents' bills of a city, by their state, the oldest first.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(correctionStates), cursor }),
    answer: z.strictObject({ corrections: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, state, cursor: from } }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from) }
      const { records, ...next } = await billCorrections.page(
        effects.store,
        billCorrectionsPartition(of, state),
        place,
      )
      return accept({ corrections: records.map(({ correction }) => shownOf(correction)), ...next })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/{correctionId}`,
    summary: "A correction of a resident's bill: what changes, by which document, and what was decided.",
    scopes: ['province', 'city', 'tax', 'auditor'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: ['bill-correction.unknown'],
    handle: async ({ found }) => accept(shownOf(found)),
  }),
]

const decideOperations = (effects: Needs): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${path}/{correctionId}/approval`,
    summary:
      'Approves what another officer proposed: the bill of the difference is issued, and medical aid is claimed by what the resident should have been billed.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: [
      ...faults,
      ...['bill-correction.unknown', 'bill-correction.decided', 'bill-correction.changed'],
      'contribution.proposer-is-approver',
    ],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: { correctionId }, by, today }) =>
      answered(await approveCorrection(correctionId, { by: by.subject, on: today }, effects)),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/{correctionId}/rejection`,
    summary: 'Rejects a correction, with a reason; who proposed it may take it back so.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ reason: why }),
    answer: shown,
    refusals: ['bill-correction.unknown', 'bill-correction.decided'],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: { correctionId }, body: { reason }, by, today }) =>
      answered(await rejectCorrection(correctionId, reason, { by: by.subject, on: today }, effects)),
  }),
]

/** Corrections of residents' bills: one officer proposes, another decides. */
export const billCorrectionRoutes = (effects: Needs): Operation[] => [
  proposeOperation(effects),
  ...readOperations(effects),
  ...decideOperations(effects),
]
