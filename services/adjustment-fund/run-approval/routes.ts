import * as z from 'zod'
import type { OfficeSignature } from '#shared/contracts/fields.ts'
import { id, why } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { yearQuery } from '../year/year-query.ts'
import { decideOnRun } from './decide-run.ts'
import { runAnswer, shownRun } from './fields.ts'
import type { RunKind } from './rules/provincial-run.ts'
import { rejectRun } from './rules/provincial-run.ts'
import { readApprovalHand, readRuns } from './store.ts'

/** How a kind of run is approved: it fixes its figures and starts. */
type Approve = (runId: string, approved: OfficeSignature) => Promise<Decision<{ readonly runId: string }>>

const province = { whose: 'province' } as const
const params = z.strictObject({ runId: id })

/** Approving, rejecting and listing the runs of one kind. */
export const runDecisionRoutes = (
  kind: RunKind,
  approve: Approve,
  { store }: Pick<Effects, 'store'>,
): Operation[] => {
  const path = `/v1/adjustment-fund/${kind}-runs`
  const record = ({ params: { runId } }: { readonly params: { readonly runId: string } }) => [
    `${path}/${runId}`,
  ]
  return [
    defineOperation({
      method: 'POST',
      path: `${path}/{runId}/approval`,
      summary: `Approves a proposed ${kind} run, by another person than proposed it, and starts it.`,
      scopes: ['province'],
      params,
      owner: province,
      status: 202,
      answer: z.strictObject({ runId: id }),
      refusals: [
        'run.not-proposed',
        'run.same-person',
        'run.rejected',
        ...(kind === 'levy' ? (['levy.year-not-closed', 'levy.earlier-run-open'] as const) : []),
      ],
      changes: record,
      hand: ({ runId }) => readApprovalHand(store, runId),
      handle: ({ params: { runId }, by, today }) =>
        approve(runId, { by: by.subject, on: today, division: by.division }),
    }),
    defineOperation({
      method: 'POST',
      path: `${path}/{runId}/rejection`,
      summary: `Rejects a proposed ${kind} run with a reason; another can then be proposed.`,
      scopes: ['province'],
      params,
      owner: province,
      body: z.strictObject({ reason: why }),
      answer: runAnswer,
      refusals: ['run.not-proposed', 'run.approved'],
      changes: record,
      hand: ({ rejected }) => rejected,
      handle: async ({ params: { runId }, body, by, today }) => {
        const rejected = { ...body, by: by.subject, on: today, division: by.division }
        const decided = await decideOnRun(store, { kind, runId }, (run) => rejectRun(rejected, run))
        return decided.status === 'refused' ? decided : accept(shownRun(decided.value))
      },
    }),
    defineOperation({
      method: 'GET',
      path,
      summary: `The ${kind} runs of a year: proposed, approved or rejected, and by whom.`,
      scopes: ['province', 'auditor'],
      owner: province,
      query: yearQuery,
      answer: z.strictObject({ runs: z.array(runAnswer) }),
      refusals: [],
      handle: async ({ query: { scheme, year } }) => {
        const found = await readRuns(store, { run: kind, scheme, year })
        return accept({ runs: found.map(shownRun) })
      },
    }),
  ]
}
