import * as z from 'zod'
import { day, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { requireSender } from '../claim/sender.ts'
import { effects } from '../effects.ts'
import { acceptedOf, problemOf } from '../refusal-status.ts'
import { refusal } from '../refusals.ts'
import { settleOneDifference } from './reconcile.ts'
import { differenceKinds } from './rules/reconcile.ts'
import { settledHow } from './rules/settle-difference.ts'
import type { Reconciliation } from './store.ts'

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

const toAnswer = ({ fingerprint: _, ...reconciliation }: Reconciliation): z.output<typeof answer> => ({
  ...reconciliation,
  open: reconciliation.differences.filter(({ settled }) => settled === undefined).length,
  differences: [...reconciliation.differences],
})

/** What reconciliations of details with institutions found, and how each difference ended. */
export const reconciliationRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v1/settlement/reconciliations/{reconciliationId}',
    summary: 'A reconciliation of details (3202) with its differences.',
    scopes: ['institution', 'city', 'province', 'auditor'],
    answer,
    problems: ['reconciliation.unknown', 'caller.other-institution', 'caller.other-division'],
    handle: async ({ caller, params }) => {
      const found = await effects.reconciliations.find(params.reconciliationId ?? '')
      if (!found) throw problemOf(refusal('reconciliation.unknown', { field: 'reconciliationId' }))
      await requireSender(caller, found.reconciliation.institution, effects)
      return { status: 200, body: toAnswer(found.reconciliation) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/settlement/reconciliations/{reconciliationId}/differences/{entryId}',
    summary:
      'Settles a difference: reversed and resent are checked against the claim, confirmed is taken as said.',
    scopes: ['institution', 'city', 'province'],
    body: z.strictObject({ how: z.enum(settledHow) }),
    answer,
    problems: [
      'reconciliation.unknown',
      'reconciliation.settled',
      'reconciliation.not-so',
      'caller.other-institution',
      'caller.other-division',
    ],
    handle: async ({ caller, params, body: { how }, today }) => {
      const { reconciliationId = '', entryId = '' } = params
      const decision = await settleOneDifference(
        { reconciliationId, entryId },
        { how, on: today, by: caller.subject },
        (institution) => requireSender(caller, institution, effects),
        effects,
      )
      return { status: 200, body: toAnswer(acceptedOf(decision)) }
    },
  }),
]
