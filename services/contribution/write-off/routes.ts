import * as z from 'zod'
import { payer } from '#shared/contracts/contribution.ts'
import { city, id, positiveAmount, scheme, signature, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { billOwner } from '../bill/bill-owner.ts'
import { readBill } from '../bill/store.ts'
import { cityOwner } from '../city-owner.ts'
import type { Effects } from '../effects.ts'
import { writeOffsPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { decideOnWriteOff, proposeWriteOff } from './decide.ts'
import type { WriteOff } from './rules/write-off.ts'
import { writeOffKinds, writeOffStates } from './rules/write-off.ts'
import { readWriteOff, writeOffs } from './store.ts'

type Needs = Pick<Effects, 'store'>

const path = '/v1/contribution/write-offs'
const params = z.strictObject({ writeOffId: id })
type OfWriteOff = { readonly params: z.output<typeof params> }

const shown = z.strictObject({
  writeOffId: id,
  state: z.enum(writeOffStates),
  kind: z.enum(writeOffKinds).meta({
    description:
      '`write-off`: contributions that nobody can collect; `waiver`: a late fee; `reinstatement`: either put back',
  }),
  ...{ billId: id, city, scheme, payer },
  amountFen: positiveAmount,
  ...{ why, document: id, proposed: signature },
  decided: signature.extend({ reason: why.optional() }).optional(),
})

const shownOf = ({ amount: amountFen, ...rest }: WriteOff): z.output<typeof shown> => ({ ...rest, amountFen })
const answered = (outcome: Decision<WriteOff>) =>
  outcome.status === 'refused' ? outcome : accept(shownOf(outcome.value))

const faults = [
  'write-off.other-kind',
  'write-off.not-overdue',
  'write-off.above-open',
  'contribution.bill-unknown',
  'contribution.nothing-due',
]

const ownerOf = ({ store }: Needs) =>
  cityOwner('writeOffId', {
    as: 'the city of the bill',
    unknown: 'write-off.unknown',
    find: async (writeOffId) => (await readWriteOff(store, writeOffId))?.writeOff,
  })

const changes = (
  { params: { writeOffId } }: OfWriteOff,
  { billId }: { readonly billId: string },
): string[] => [`${path}/${writeOffId}`, `/v1/contribution/bills/${billId}`]

const proposeOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/bills/{billId}/write-offs',
    summary:
      "Proposes to write off an employer's arrears, to waive a late fee, or to put either back; it counts when another officer approves.",
    scopes: ['province', 'city'],
    params: z.strictObject({ billId: id }),
    owner: billOwner(async (billId) => (await readBill(effects.store, billId))?.bill),
    body: z.strictObject({
      kind: z.enum(writeOffKinds),
      payer,
      amountFen: positiveAmount,
      why,
      document: id.meta({ description: 'the number of the document that allows it' }),
    }),
    status: 201,
    answer: shown,
    refusals: faults,
    changes: (_, { writeOffId }) => [`${path}/${writeOffId}`],
    handle: async ({ params: { billId }, body: { amountFen: amount, ...body }, commandId, by, today }) => {
      const writeOffId = stableId('WO-', commandId)
      const proposed = { by: by.subject, on: today }
      return answered(await proposeWriteOff({ writeOffId, billId, amount, ...body, proposed }, effects))
    },
  })

const listOperation = ({ store }: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary: 'What was proposed to be taken off bills of a city, by its state, the oldest first.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, state: z.enum(writeOffStates), cursor }),
    answer: z.strictObject({ writeOffs: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, state, cursor: from } }) => {
      const place = { index: 'gsi1' as const, ...pageFrom(from) }
      const { records, ...next } = await writeOffs.page(store, writeOffsPartition(of, state), place)
      return accept({ writeOffs: records.map(({ writeOff }) => shownOf(writeOff)), ...next })
    },
  })

const oneOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{writeOffId}`,
    summary: 'What was proposed to be taken off a bill, by whom and why, and what was decided.',
    scopes: ['province', 'city', 'tax', 'auditor'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: ['write-off.unknown'],
    handle: async ({ found }) => accept(shownOf(found)),
  })

const approveOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{writeOffId}/approval`,
    summary: 'Approves what another officer proposed to take off a bill: it is not due any more.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    answer: shown,
    refusals: [...faults, 'write-off.unknown', 'write-off.decided', 'contribution.proposer-is-approver'],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: { writeOffId }, by, today }) =>
      answered(
        await decideOnWriteOff(writeOffId, { as: 'approved' }, { by: by.subject, on: today }, effects),
      ),
  })

const rejectOperation = (effects: Needs): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/{writeOffId}/rejection`,
    summary:
      'Rejects what was proposed to be taken off a bill, with a reason; who proposed it may take it back so.',
    scopes: ['province', 'city'],
    params,
    owner: ownerOf(effects),
    body: z.strictObject({ reason: why }),
    answer: shown,
    refusals: ['write-off.unknown', 'write-off.decided'],
    changes,
    hand: ({ decided }) => decided,
    handle: async ({ params: { writeOffId }, body: { reason }, by, today }) =>
      answered(
        await decideOnWriteOff(
          writeOffId,
          { as: 'rejected', reason },
          { by: by.subject, on: today },
          effects,
        ),
      ),
  })

/** Arrears that are written off and late fees that are waived: one officer proposes, another decides. */
export const writeOffRoutes = (effects: Needs): Operation[] => [
  proposeOperation(effects),
  listOperation(effects),
  oneOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
]
