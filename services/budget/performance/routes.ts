import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { officeSignature, signature } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundFields, fundYearFields } from '../ledger/fields.ts'
import { actors, fundOwner, fundParams, readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import {
  approveTargetsCommand,
  evaluateYear,
  indicatorsAt,
  proposeTargetsCommand,
  publishEvaluation,
} from './evaluate.ts'
import { indicatorWords, performanceIndicators, target } from './rules/performance.ts'
import type { BudgetTargets } from './rules/targets.ts'
import type { Evaluation } from './store.ts'
import { budgetTargets, evaluations } from './store.ts'

/** The gateway adds a `proxy` parameter of its own. */
const params = z.object(fundParams)
const of = { fund: z.strictObject(fundFields), year: fundYearFields.year }
const targetsBy = z.partialRecord(z.enum(performanceIndicators), target)
const words = z.strictObject({ zh: z.string(), en: z.string() })

const targetsAnswer = z.strictObject({
  ...of,
  targets: targetsBy,
  status: z.enum(['proposed', 'approved']),
  proposed: signature,
  approved: officeSignature.optional(),
})

const scored = z.strictObject({
  indicator: z.enum(performanceIndicators),
  meaning: words,
  weight: z.string(),
  target: z.string(),
  /** Null where the year has nothing to measure it by: its weight falls to the others. */
  actual: z.string().nullable(),
  attained: z.string().nullable(),
  points: z.int().nullable(),
})

const evaluationAnswer = z.strictObject({
  ...of,
  indicators: z.array(scored),
  score: z.int(),
  evaluated: officeSignature,
  published: officeSignature.optional(),
})

const shownTargets = (decided: Decision<BudgetTargets>) => {
  if (decided.status === 'refused') return decided
  const { fund, year, targets, status, proposed } = decided.value
  const approved = decided.value.status === 'approved' ? { approved: decided.value.approved } : {}
  return accept(targetsAnswer.parse({ fund, year, targets, status, proposed, ...approved }))
}

const evaluationOf = ({ fund, year, indicators, score, evaluated, published }: Evaluation) =>
  evaluationAnswer.parse({
    ...{ fund, year, score, evaluated, published },
    indicators: indicators.map((each) => ({ ...each, meaning: indicatorWords[each.indicator] })),
  })

const shownEvaluation = (decided: Decision<Evaluation>) =>
  decided.status === 'refused' ? decided : accept(evaluationOf(decided.value))

/** Who signs now, with the office that they sign for. */
const officeHand = ({ subject, division }: Decider, on: Day) => ({ by: subject, on, division })

const targetsPath = '/v1/budget/performance-targets/{city}/{scheme}/{year}'
const evaluationPath = '/v1/budget/performance/{city}/{scheme}/{year}'
type Named = { readonly city: string; readonly scheme: string; readonly year: number }
const recordAt =
  (record: string) =>
  ({ params: { city, scheme, year } }: { readonly params: Named }) => [
    `/v1/budget/${record}/${city}/${scheme}/${year}`,
  ]

const targetRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: targetsPath,
    summary:
      "Proposes targets for the performance of a year's budget, none easier than the province's; the province approves them.",
    scopes: actors,
    params,
    owner: fundOwner('params'),
    body: z.strictObject({
      targets: targetsBy.refine((targets) => Object.keys(targets).length > 0, 'at least one target'),
    }),
    status: 201,
    answer: targetsAnswer,
    refusals: [
      ...['budget.unknown', 'performance.year-closed', 'performance.targets-approved'],
      ...['performance.no-such-indicator', 'performance.target-easier', 'policy.missing'],
    ],
    changes: recordAt('performance-targets'),
    handle: async ({ params: { year, ...fund }, body: { targets }, by, today }) =>
      shownTargets(
        await proposeTargetsCommand(
          { fund, year, targets, proposed: { by: by.subject, on: today } },
          effects,
        ),
      ),
  }),
  defineOperation({
    method: 'POST',
    path: `${targetsPath}/approval`,
    summary: 'The province approves proposed targets, by another person than proposed them.',
    scopes: ['province'],
    params,
    owner: fundOwner('params'),
    answer: targetsAnswer,
    refusals: ['performance.no-targets', 'budget.maker-is-checker', 'performance.year-closed'],
    changes: recordAt('performance-targets'),
    hand: ({ approved }) => approved,
    handle: async ({ params: { year, ...fund }, by, today }) =>
      shownTargets(await approveTargetsCommand({ fund, year }, officeHand(by, today), effects)),
  }),
  defineOperation({
    method: 'GET',
    path: targetsPath,
    summary: "The targets of a year's budget, and the province's that hold where it sets none.",
    scopes: readers,
    params,
    owner: fundOwner('params'),
    answer: z.strictObject({
      set: targetsAnswer.nullable(),
      usual: z.array(
        z.strictObject({
          indicator: z.enum(performanceIndicators),
          meaning: words,
          weight: z.string(),
          target: z.string(),
          better: z.enum(['higher', 'lower']),
        }),
      ),
    }),
    refusals: ['policy.missing'],
    handle: async ({ params: { year, ...fund } }) => {
      const found = await budgetTargets.read(effects.store, { fund, year })
      const set = found && shownTargets(accept(found))
      const usual = indicatorsAt(effects, { fund, year }).map((each) => ({
        ...each,
        meaning: indicatorWords[each.indicator],
      }))
      return accept({ set: set?.status === 'accepted' ? set.value : null, usual })
    },
  }),
]

/** Targets of budgets, and how a year fulfilled them. */
export const performanceRoutes = (effects: Effects): Operation[] => [
  ...targetRoutes(effects),
  defineOperation({
    method: 'POST',
    path: evaluationPath,
    summary:
      "Evaluates a cleared year's budget from its books: each target beside what was attained, and the score. Another person publishes it.",
    scopes: ['province'],
    params,
    owner: fundOwner('params'),
    status: 201,
    answer: evaluationAnswer,
    refusals: ['performance.year-not-cleared', 'performance.not-measured', 'policy.missing'],
    changes: recordAt('performance'),
    handle: async ({ params: { year, ...fund }, by, today }) =>
      shownEvaluation(await evaluateYear({ fund, year }, officeHand(by, today), effects)),
  }),
  defineOperation({
    method: 'POST',
    path: `${evaluationPath}/publication`,
    summary: 'Publishes an evaluation as it was worked out, by another person of the province.',
    scopes: ['province'],
    params,
    owner: fundOwner('params'),
    answer: evaluationAnswer,
    refusals: ['performance.not-evaluated', 'budget.maker-is-checker'],
    changes: recordAt('performance'),
    hand: ({ published }) => published,
    handle: async ({ params: { year, ...fund }, by, today }) =>
      shownEvaluation(await publishEvaluation({ fund, year }, officeHand(by, today), effects)),
  }),
  defineOperation({
    method: 'GET',
    path: evaluationPath,
    summary: "How a year's budget was evaluated.",
    scopes: readers,
    params,
    owner: fundOwner('params'),
    answer: evaluationAnswer,
    refusals: ['performance.not-evaluated'],
    handle: async ({ params: { year, ...fund } }) => {
      const found = await evaluations.read(effects.store, { fund, year })
      return found ? accept(evaluationOf(found)) : refuse('performance.not-evaluated', { figures: { year } })
    },
  }),
]
