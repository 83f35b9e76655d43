import * as z from 'zod'
import { city, day, fundYear, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { actors, fundOwner, institutionOwner } from '../../ledger/fund-operations.ts'
import { proposeAll, proposeChange, withoutNotice } from '../propose-agreements.ts'
import { terms } from '../rules/agreement.ts'
import { agreementProposal } from '../rules/proposal.ts'
import {
  agreements,
  changeRefusals,
  changes,
  datedChange,
  handOf,
  ofInstitution,
  place,
  proposeRefusals,
  reason,
  recordOf,
  resumeRefusals,
  termRefusals,
} from './fields.ts'

const mostAtOnce = 50

const proposeBody = z.strictObject({
  city,
  year: fundYear,
  on: day,
  agreements: z
    .array(
      z.strictObject({ institution: id, from: day.optional(), to: day.optional(), terms: terms.optional() }),
    )
    .min(1)
    .max(mostAtOnce)
    .refine(
      (all) => new Set(all.map(({ institution }) => institution)).size === all.length,
      'an institution stands there twice',
    ),
})

const row = z.strictObject({
  institution: id,
  status: z.enum(['proposed', 'repeated', 'refused']),
  number: z.int().min(1).optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
})

const proposing = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: agreements,
    summary:
      "Proposes service agreements of a year to up to 50 of a city's institutions, each row for itself; by the model agreement where no terms are given. Nothing holds before the institution signs.",
    scopes: actors,
    owner: fundOwner('body'),
    body: proposeBody,
    status: 201,
    answer: z.strictObject({ rows: z.array(row) }),
    refusals: ['policy.missing'],
    changes: ({ body }, { rows }) =>
      rows.flatMap(({ institution, status }) =>
        status === 'refused' ? [] : [recordOf({ ...body, institution })],
      ),
    handle: async ({ body: { on, ...drafts }, by, commandId }) =>
      accept({ rows: await proposeAll(effects, { proposed: handOf(by, on), commandId }, drafts) }),
  })

const proposedChanges = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: `${ofInstitution}/amendments`,
    summary: 'Proposes other terms with a reason; they hold when the institution signs.',
    scopes: actors,
    params: place,
    owner: fundOwner('params'),
    body: z.strictObject({ terms, on: day, reason }),
    answer: agreementProposal,
    refusals: [...changeRefusals, ...proposeRefusals, ...termRefusals],
    changes,
    handle: ({ params, body: { on, ...said }, by, commandId }) =>
      proposeChange(effects, params, { change: 'amend', ...said }, { proposed: handOf(by, on), commandId }),
  }),
  defineOperation({
    method: 'POST',
    path: `${ofInstitution}/resumptions`,
    summary:
      'Proposes to resume a suspended agreement; when the institution signs, claims are taken again from a day on.',
    scopes: actors,
    params: place,
    owner: fundOwner('params'),
    body: datedChange,
    answer: agreementProposal,
    refusals: [...changeRefusals, ...proposeRefusals, ...resumeRefusals, 'policy.missing'],
    changes,
    handle: ({ params, body: { on, ...said }, by, commandId }) =>
      proposeChange(effects, params, { change: 'resume', ...said }, { proposed: handOf(by, on), commandId }),
  }),
]

const requesting = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofInstitution}/withdrawal-requests`,
    summary:
      'Asks for the institution to withdraw from its agreement, with notice; claims are taken until the office agrees.',
    scopes: ['institution'],
    params: place,
    owner: institutionOwner('params'),
    body: z.strictObject({ from: day, reason }),
    answer: agreementProposal,
    refusals: [
      ...changeRefusals,
      'agreement.proposal-waits',
      'agreement.says-so-already',
      'agreement.day-outside',
      'agreement.withdrawal-too-soon',
      'policy.missing',
    ],
    changes,
    handle: async ({ params, body, by, today, commandId }) => {
      const proposer = { proposed: handOf(by, today), commandId }
      const said = { change: 'withdraw', ...body } as const
      const late = withoutNotice(effects, { city: params.city, on: today, from: body.from })
      return late ?? proposeChange(effects, params, said, proposer)
    },
  })

/** What one side proposes to the other: agreements, and changes of them. */
export const proposalRoutes = (effects: Effects): Operation[] => [
  proposing(effects),
  ...proposedChanges(effects),
  requesting(effects),
]
