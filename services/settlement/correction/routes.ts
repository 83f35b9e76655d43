import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { city, id, why, yearInText } from '#shared/contracts/fields.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun, readRunParameters } from '#shared/edge/runs/run.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { asItStands } from '../insured-year/rules/as-it-stands.ts'
import { amountNames } from '../insured-year/rules/claim-events.ts'
import { refuseFuture } from '../insured-year/rules/settlement-day.ts'
import { refusal } from '../refusals.ts'
import { correctionTask } from './correction-unit.ts'
import type { Word } from './decide-held.ts'
import { decideHeld, handOfDecision } from './decide-held.ts'
import type { CorrectionEffects } from './effects.ts'
import type { ListedRun } from './listed-runs.ts'
import { listedRunsOf } from './listed-runs.ts'
import { correctionLimits } from './rules/limits.ts'
import type { CorrectionRun } from './rules/run-result.ts'
import {
  claimCorrectionsAnswer,
  correctionBody,
  differencesAnswer,
  listedRunsAnswer,
  toCorrectionAnswer,
  toEntryAnswer,
  totalsAnswer,
  toWaitingAnswer,
  waitingAnswer,
} from './shapes.ts'
import type { StartCorrection } from './start-correction.ts'
import { startCorrection } from './start-correction.ts'
import { waitingYears } from './waiting-persons.ts'

const personsAPage = 50
const runsAPage = 50
/** So many persons who wait one answer shows, the others as a number. */
const mostWaiting = 200

const ofRun = '/v1/settlement/corrections/{runId}'
const runParams = z.strictObject({ runId: id })
type RunIdRequest = { readonly params: z.output<typeof runParams> }

/** A run of one city concerns that city and the province; one over all cities the province only. */
const runOwner = ({ runs }: CorrectionEffects) =>
  ({
    whose: 'recorded',
    as: 'the city of the run, else the province',
    unknown: () => doorRefusals.refusal('run.unknown', { field: 'runId' }),
    find: async ({ params: { runId } }: RunIdRequest) => {
      const run = await readRun(runs().store, runId)
      if (run?.task !== correctionTask) return undefined
      return { parties: { cities: [run.city ?? provinceCode] }, found: run }
    },
  }) as const

const ordering = (
  {
    body,
    commandId,
    by,
    today,
  }: {
    readonly body: z.output<typeof correctionBody>
    readonly commandId: string
    readonly by: Decider
    readonly today: Day
  },
  policy: Policy,
): StartCorrection => {
  const { on = today, from, city, scheme, persons, ...asked } = body
  const { approvalAbove, totalAbove } = correctionLimits(policy, today)
  return {
    ...{
      ...asked,
      commandId,
      correctedOn: on,
      approvalAbove,
      totalAbove,
      ordered: { by: by.subject, on: today },
    },
    ...(from === undefined ? {} : { from }),
    ...(city === undefined ? {} : { city }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(persons === undefined ? {} : { persons }),
  }
}

const startOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/settlement/corrections',
    summary:
      'Judges claims again that a late claim, a reversal, or a change of entitlement, catalogue or policy touches, in service order, and records the differences; with `preview` they are only found and listed. What moves more of the fund’s money than one person may move, for a person’s year or for all persons of the run together, waits for another person’s approval of the run.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city ?? provinceCode] }) },
    // As claims do: refused as dated in the future.
    days: 'itself',
    body: correctionBody,
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['claim.in-future', 'run.other-parameters'],
    changes: (_, { runId }) => [`/v1/settlement/corrections/${runId}`],
    handle: async (request) => {
      const { body, today } = request
      const future = refuseFuture(body.on ?? today, today, 'on')
      if (future) return { status: 'refused', refusal: future }
      return accept({ runId: await startCorrection(ordering(request, effects.policy()), effects) })
    },
  })

const decision = {
  scopes: ['province', 'city'],
  params: runParams,
  status: 202,
  answer: z.strictObject({ runId: id }),
} as const
const decided = (_: object, { runId }: { readonly runId: string }) => [`/v1/settlement/corrections/${runId}`]

const decide = async (
  runId: string,
  word: Word,
  effects: CorrectionEffects,
): Promise<Decision<{ readonly runId: string }>> => {
  const order = await readRunParameters<CorrectionRun>(effects.runs().store, runId)
  must(order !== undefined, 'run.missing', 'a run that was found is gone', { runId })
  const decision = await decideHeld(order, word, effects)
  return decision.status === 'refused' ? decision : accept({ runId: decision.value })
}

const approveOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    ...decision,
    method: 'POST',
    path: `${ofRun}/approval`,
    summary:
      'Approves what a run found and held since it moves more than one person may, by another person than ordered it. A run makes just what was found; what is found otherwise by then is held again.',
    owner: runOwner(effects),
    refusals: [
      'run.unknown',
      'correction.not-ordered',
      'correction.orderer-is-approver',
      'correction.still-running',
      'correction.nothing-waits',
      'correction.decided',
    ],
    changes: decided,
    hand: ({ runId }) => handOfDecision(runId, effects),
    handle: ({ params: { runId }, by, today }) =>
      decide(runId, { approved: { by: by.subject, on: today } }, effects),
  })

const rejectOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    ...decision,
    method: 'POST',
    path: `${ofRun}/rejection`,
    summary:
      'Rejects what a run found and held, with a reason; who ordered it takes it back so. It waits no more. What a change of entitlement asks for is found again the next night.',
    owner: runOwner(effects),
    body: z.strictObject({ reason: why }),
    refusals: [
      'run.unknown',
      'correction.not-ordered',
      'correction.still-running',
      'correction.nothing-waits',
      'correction.decided',
    ],
    changes: decided,
    hand: ({ runId }) => handOfDecision(runId, effects),
    handle: ({ params: { runId }, body: { reason }, by, today }) =>
      decide(runId, { rejected: { by: by.subject, on: today, reason } }, effects),
  })

const waitingOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/waiting-corrections',
    summary:
      'Persons of a fund year who lost or changed their entitlement on days they were paid for, and whose claims were not judged again since. A correction starts by itself at night. One that moves too much waits for an order, `POST /v1/settlement/corrections` with these persons, and then for another person’s approval of that run.',
    scopes: ['province', 'city', 'auditor'],
    query: z.strictObject({ year: yearInText, city: city.optional() }),
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city ?? provinceCode] }) },
    answer: waitingAnswer,
    refusals: [],
    persons: (_, { waiting }) => waiting.map(({ personId }) => personId),
    handle: async ({ query }) => {
      const years = await waitingYears(query, effects)
      effects.meter('list-waiting-corrections', 1)
      return accept({ waiting: years.slice(0, mostWaiting).map(toWaitingAnswer), of: years.length })
    },
  })

const listOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/corrections',
    summary: 'Runs of corrections of a city, or of all cities where none is named, the latest first.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city ?? provinceCode] }) },
    query: z.strictObject({ city: city.optional(), cursor: z.string().max(2_000).optional() }),
    answer: listedRunsAnswer,
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of = provinceCode, cursor: from } }) => {
      const place = { limit: runsAPage, ...(from === undefined ? {} : { cursor: from }) }
      const { found, ...next } = await listedRunsOf(effects.runs().store, of, place)
      effects.meter('list-corrections', 1)
      return accept(
        listedRunsAnswer.parse({ runs: found.map(({ isDone, ...run }) => runAnswer(run, isDone)), ...next }),
      )
    },
  })

const runAnswer = (
  { runId, correctedOn, cause, year, city: of, scheme, preview, ordered, decides }: ListedRun,
  isDone: boolean,
) => ({
  ...{ runId, correctedOn, cause, year, city: of, scheme, preview, ordered, decides },
  status: isDone ? 'done' : 'running',
})

const totalsOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: ofRun,
    summary: 'What a run of corrections came to so far, in fen.',
    scopes: ['province', 'city', 'auditor'],
    params: runParams,
    owner: runOwner(effects),
    answer: totalsAnswer,
    refusals: ['run.unknown'],
    handle: async ({ found: { runId, status } }) =>
      accept({ runId, status, ...(await effects.corrections.readTotals(runId)) }),
  })

const differencesOperation = (effects: CorrectionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${ofRun}/differences`,
    summary: 'The differences a run found, claim by claim: recorded ones, or those of a preview.',
    scopes: ['province', 'city', 'auditor'],
    params: runParams,
    owner: runOwner(effects),
    query: z.strictObject({ cursor: z.string().max(2_000).optional() }),
    answer: differencesAnswer,
    refusals: ['run.unknown', 'cursor.unreadable'],
    persons: (_, { differences }) => differences.map(({ personId }) => personId),
    handle: async ({ found: { runId }, query }) => {
      const { found, cursor } = await effects.corrections.listResults(runId, personsAPage, query.cursor)
      const differences = found.flatMap(({ personId, entries }) =>
        entries.map((entry) => ({ personId, ...toEntryAnswer(entry) })),
      )
      return accept(differencesAnswer.parse({ differences, ...(cursor === undefined ? {} : { cursor }) }))
    },
  })

const claimCorrectionsOperation = ({ claims, meter }: CorrectionEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/settlement/claims/{claimId}/corrections',
    summary: 'Every correction of a claim, and how the claim stands with them.',
    scopes: ['institution', 'province', 'city', 'auditor'],
    params: z.strictObject({ claimId: id }),
    owner: {
      whose: 'recorded',
      as: 'the city that pays the claim, and the institution that sent it',
      unknown: () => refusal('claim.unknown', { field: 'claimId' }),
      find: async ({ params }) => {
        const { entry, corrections, reversedBy } = await claims.find(params.claimId)
        meter('read-claim', 1)
        if (entry?.kind !== 'claim') return undefined
        const { claim } = entry
        const { city, institution } = claim
        return { parties: { cities: [city], institution }, found: { claim, corrections, reversedBy } }
      },
    },
    answer: claimCorrectionsAnswer,
    refusals: ['claim.unknown'],
    persons: (_, { personId }) => [personId],
    handle: async ({ found: { claim: recorded, corrections, reversedBy } }) => {
      const { claim, isPaid, refusedFor } = asItStands({ claim: recorded, corrections })
      const { personId, scheme, city, amounts } = claim
      const stands = {
        ...{ scheme, city, ...(refusedFor === undefined ? {} : { refusedFor }) },
        ...(reversedBy === undefined ? { isPaid, amounts } : { isPaid: false, amounts: nothing, reversedBy }),
      }
      return accept(
        claimCorrectionsAnswer.parse({ personId, corrections: corrections.map(toCorrectionAnswer), stands }),
      )
    },
  })

/** What stands of a claim that is reversed. */
const nothing = Object.fromEntries(amountNames.map((name) => [name, 0]))

/** Corrections: their runs, what these found, and what became of a claim. */
export const correctionRoutes = (effects: CorrectionEffects): Operation[] => [
  startOperation(effects),
  approveOperation(effects),
  rejectOperation(effects),
  waitingOperation(effects),
  listOperation(effects),
  totalsOperation(effects),
  differencesOperation(effects),
  claimCorrectionsOperation(effects),
]
