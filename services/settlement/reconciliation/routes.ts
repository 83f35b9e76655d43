import * as z from 'zod'
import { day, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation, RequestParts } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Owner } from '#shared/edge/http/owner.ts'
import { accept } from '#shared/kernel/decision.ts'
import { partiesOfSender } from '../claim/sender.ts'
import { refusal } from '../refusals.ts'
import type { ReconciliationEffects } from './effects.ts'
import { settleOneDifference } from './reconcile.ts'
import { differenceKinds } from './rules/reconcile.ts'
import { settledHow } from './rules/settle-difference.ts'
import type { Reconciliation, RecordedReconciliation } from './store.ts'

const amounts = z.strictObject({ total: signedAmount, fund: signedAmount, account: signedAmount })
const totals = amounts.extend({ entries: z.int() })

const answer = z.strictObject({
  reconciliationId: id,
  institution: id,
  from: day,
  to: day,
  ours: totals,
  theirs: totals,
  open: z.int().meta({ description: 'Differences that are not settled yet' }),
  differences: z.array(
    z.strictObject({
      entryId: id,
      kind: z.enum(differenceKinds),
      ours: amounts.optional(),
      theirs: amounts.optional(),
      settled: z.strictObject({ how: z.enum(settledHow), on: day, by: z.string() }).optional(),
    }),
  ),
})

const toAnswer = ({
  fingerprint: _,
  by: __,
  ...reconciliation
}: Reconciliation): z.output<typeof answer> => ({
  ...reconciliation,
  open: reconciliation.differences.filter(({ settled }) => settled === undefined).length,
  differences: [...reconciliation.differences],
})

const path = '/v1/settlement/reconciliations/{reconciliationId}'

type ReconciliationIdRequest = RequestParts<{ readonly reconciliationId: string }, unknown, unknown>

const ofInstitution = (
  effects: ReconciliationEffects,
): Owner<ReconciliationIdRequest, RecordedReconciliation> => ({
  whose: 'recorded',
  as: 'the institution of the reconciliation and the city that it stands in',
  unknown: () => refusal('reconciliation.unknown', { field: 'reconciliationId' }),
  find: async ({ params, caller }) => {
    const found = await effects.reconciliations.find(params.reconciliationId)
    const parties = found && (await partiesOfSender(found.reconciliation.institution, caller, effects))
    return parties && { parties, found }
  },
})

/** What reconciliations of details with institutions found, and how each difference ended. */
export const reconciliationOperations = (effects: ReconciliationEffects): Operation[] => [
  defineOperation({
    method: 'GET',
    path,
    summary: 'A reconciliation of details (3202) with its differences.',
    scopes: ['institution', 'city', 'province', 'auditor'],
    params: z.strictObject({ reconciliationId: id }),
    owner: ofInstitution(effects),
    answer,
    refusals: ['reconciliation.unknown'],
    handle: async ({ found }) => accept(toAnswer(found.reconciliation)),
  }),
  defineOperation({
    method: 'POST',
    path: `${path}/differences/{entryId}`,
    summary:
      'Settles a difference: reversed and resent are checked against the claim, confirmed is taken as said.',
    scopes: ['institution', 'city', 'province'],
    params: z.strictObject({ reconciliationId: id, entryId: id }),
    body: z.strictObject({ how: z.enum(settledHow) }),
    owner: ofInstitution(effects),
    answer,
    refusals: ['reconciliation.unknown', 'reconciliation.settled', 'reconciliation.not-so'],
    changes: ({ params }) => [path.replace('{reconciliationId}', params.reconciliationId)],
    handle: async ({ params: { entryId }, body: { how }, today, by, found }) => {
      const settling = { how, on: today, by: by.subject }
      const decision = await settleOneDifference({ found, entryId }, settling, effects)
      return decision.status === 'refused' ? decision : accept(toAnswer(decision.value))
    },
  }),
]
