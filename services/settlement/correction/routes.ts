import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { runRoute } from '#shared/edge/http/run-route.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { effects } from '../effects.ts'
import { requireParty } from '../insured-year/authority.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { problemOf } from '../refusal-status.ts'
import { refusal } from '../refusals.ts'
import { correctionTask } from './correction-unit.ts'
import {
  claimCorrectionsAnswer,
  correctionBody,
  differencesAnswer,
  toCorrectionAnswer,
  toEntryAnswer,
  totalsAnswer,
} from './shapes.ts'
import { startCorrection } from './start-correction.ts'

/** A run of one city concerns that city and the province; one over all cities the province only. */
const requireRun = async (runId: string, caller: Caller) => {
  const run = await readRun(effects.runs().store, runId)
  if (run?.task !== correctionTask)
    throw problem(404, 'run.unknown', `there is no run of corrections ${runId}`)
  requireCity(caller, run.city ?? provinceCode)
  return run
}

const personsAPage = 50

const startRoute = defineRoute({
  method: 'POST',
  path: '/v1/settlement/corrections',
  summary:
    'Judges claims again that a late claim, a reversal, or a change of entitlement, catalogue or policy touches, in service order, and records the differences; with `preview` they are only found and listed.',
  scopes: ['province', 'city'],
  body: correctionBody,
  answer: z.strictObject({ runId: id }),
  problems: ['caller.other-division', 'claim.in-future', 'run.other-parameters'],
  handle: async ({ caller, body, idempotencyKey, today }) => {
    const { on = today, from, city, scheme, persons, ...asked } = body
    requireCity(caller, city ?? provinceCode)
    const future = refuseFuture(on, today, 'on')
    if (future) throw problemOf(future)
    const command = {
      ...{ ...asked, key: idempotencyKey, correctedOn: on },
      ...(from === undefined ? {} : { from }),
      ...(city === undefined ? {} : { city }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(persons === undefined ? {} : { persons }),
    }
    return { status: 202, body: { runId: await startCorrection(command, effects) } }
  },
})

const totalsRoute = defineRoute({
  method: 'GET',
  path: '/v1/settlement/corrections/{runId}',
  summary: 'What a run of corrections came to so far, in fen.',
  scopes: ['province', 'city', 'auditor'],
  answer: totalsAnswer,
  problems: ['run.unknown', 'caller.other-division'],
  handle: async ({ caller, params }) => {
    const { runId, status } = await requireRun(params.runId ?? '', caller)
    return { status: 200, body: { runId, status, ...(await effects.corrections.readTotals(runId)) } }
  },
})

const differencesRoute = defineRoute({
  method: 'GET',
  path: '/v1/settlement/corrections/{runId}/differences',
  summary: 'The differences a run found, claim by claim: recorded ones, or those of a preview.',
  scopes: ['province', 'city', 'auditor'],
  query: z.strictObject({ cursor: z.string().optional() }),
  answer: differencesAnswer,
  problems: ['run.unknown', 'caller.other-division', 'cursor.unreadable'],
  handle: async ({ caller, params, query }) => {
    const { runId } = await requireRun(params.runId ?? '', caller)
    const { found, cursor } = await effects.corrections.listResults(runId, personsAPage, query.cursor)
    const differences = found.flatMap(({ personId, entries }) =>
      entries.map((entry) => ({ personId, ...toEntryAnswer(entry) })),
    )
    return { status: 200, body: { differences, ...(cursor === undefined ? {} : { cursor }) } }
  },
})

const claimCorrectionsRoute = defineRoute({
  method: 'GET',
  path: '/v1/settlement/claims/{claimId}/corrections',
  summary: 'Every correction of a claim, and how the claim stands with them.',
  scopes: ['institution', 'province', 'city', 'auditor'],
  answer: claimCorrectionsAnswer,
  problems: ['claim.unknown', 'caller.other-division', 'caller.other-institution'],
  handle: async ({ caller, params }) => {
    const { entry, corrections } = await effects.claims.find(params.claimId ?? '')
    effects.meter('read-claim', 1)
    if (entry?.kind !== 'claim') throw problemOf(refusal('claim.unknown', { field: 'claimId' }))
    requireParty(caller, entry.claim)
    const { claim, isPaid, refusedFor } = asItStands({ claim: entry.claim, corrections })
    const { scheme, city, amounts } = claim
    const stands = { isPaid, scheme, city, amounts, ...(refusedFor === undefined ? {} : { refusedFor }) }
    return { status: 200, body: { corrections: corrections.map(toCorrectionAnswer), stands } }
  },
})

/** Corrections: their runs, what these found, and what became of a claim. */
export const correctionRoutes: Route[] = [
  startRoute,
  totalsRoute,
  differencesRoute,
  claimCorrectionsRoute,
  runRoute('settlement', ['province', 'city', 'auditor'], () => effects.runs().store),
]
