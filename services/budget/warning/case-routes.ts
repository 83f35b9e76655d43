import * as z from 'zod'
import { lastDayOf } from '#shared/calendar/day.ts'
import { city, day, id, month, scheme } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { Effects } from '../effects.ts'
import { listRaised } from '../execution/raised-log.ts'
import { toldFigures as figures } from '../execution/told-figures.ts'
import { monthsWithin } from '../indicator/rules/span.ts'
import { actors, cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import { changeCase } from './change-case.ts'
import { timesAt } from './judge-fund.ts'
import { judgedIndicators } from './rules/evaluate.ts'
import { heatOf } from './rules/heat.ts'
import { warningLevels } from './rules/thresholds.ts'
import type { WarningCase } from './rules/warning-case.ts'
import { answerCase, calledFor, closeCase, escalationPlaces, finishStep } from './rules/warning-case.ts'
import { listCases, readCase } from './store.ts'

const indicator = z.enum(judgedIndicators)
const level = z.enum(warningLevels)
const words = z.string().trim().min(10).max(1000)
const name = z.string().trim().min(2).max(60)

const plannedStep = z.strictObject({ step: z.string().trim().min(4).max(200), owner: name, until: day })

const warningCase = z.strictObject({
  warningId: id,
  ...{ city, scheme, indicator, article: z.string() },
  status: z.enum(['open', 'answered', 'closed']),
  level,
  gravest: level,
  since: day,
  due: day,
  latest: day.optional().meta({ description: 'by when its plan ends, however often it is answered' }),
  judgements: z.array(z.strictObject({ on: day, level, figures })),
  answers: z.array(
    z.strictObject({ officer: z.string(), plan: z.string(), until: day, on: day, by: z.string() }),
  ),
  steps: z.array(
    plannedStep.extend({
      done: z.strictObject({ by: z.string(), on: day, note: z.string() }).optional(),
    }),
  ),
  calls: z.array(z.strictObject({ to: z.enum(escalationPlaces), why: z.enum(calledFor), on: day })),
  closed: z.strictObject({ by: z.string(), on: day, changed: z.string(), figures }).optional(),
})

const path = '/v1/budget/warning-cases/{city}/{scheme}/{indicator}'
const params = z.strictObject({ city, scheme, indicator })
const changes = ({ params: { city: of } }: { readonly params: { readonly city: string } }) => [
  `/v1/budget/warning-cases?city=${of}`,
]

const answered = (decision: Decision<WarningCase>) =>
  decision.status === 'refused' ? decision : accept(warningCase.parse(decision.value))

const list = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/warning-cases',
    summary:
      "A city's warnings: those that are open with their answers, steps and calls, then those that were closed, the latest first.",
    scopes: readers,
    owner: fundOwner('query'),
    query: z.strictObject({ city, ...cursorField }),
    answer: z.strictObject({ warnings: z.array(warningCase), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) => {
      const found = await listCases(effects.store, query.city, pageOf(query.cursor))
      return accept({ ...found, warnings: found.warnings.map((each) => warningCase.parse(each)) })
    },
  })

const one = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The warning of an indicator of a fund, open or closed last: how it was judged, answered and called, and how far each step is.',
    scopes: readers,
    params,
    owner: fundOwner('params'),
    answer: warningCase,
    refusals: ['warning.unknown'],
    handle: async ({ params: { indicator: of, ...fund } }) => {
      const { warning } = await readCase(effects.store, fund, of)
      return warning === undefined
        ? refuse('warning.unknown', { field: 'indicator' })
        : answered(accept(warning))
    },
  })

const answer = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/answer`,
    summary:
      'Answers a warning: which officer does what until when; of a red one the steps by which the risk is disposed of, each with its owner.',
    scopes: actors,
    params,
    owner: fundOwner('params'),
    body: z.strictObject({
      officer: name,
      plan: words,
      until: day,
      steps: z.array(plannedStep).max(20).default([]),
      on: day,
    }),
    answer: warningCase,
    refusals: [
      'warning.unknown',
      'warning.before-it',
      'warning.nothing-to-answer',
      'warning.plan-date',
      'warning.plan-put-off',
      'warning.steps-needed',
      'warning.step-date',
      'warning.changed-meanwhile',
      'policy.missing',
    ],
    changes,
    handle: async ({ params: { indicator: of, ...fund }, body: { on, ...body }, by, commandId }) => {
      const times = timesAt(effects, fund, on)
      return answered(
        await changeCase(
          { fund, indicator: of, commandId },
          (warning) => answerCase(warning, body, { by: by.subject, on, times }),
          effects,
        ),
      )
    },
  })

const finish = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/steps/{number}`,
    summary: 'Says that a step of the plan for a warning is done.',
    scopes: actors,
    params: params.extend({ number: z.coerce.number().int().min(1).max(20) }),
    owner: fundOwner('params'),
    body: z.strictObject({ note: words, on: day }),
    answer: warningCase,
    refusals: [
      'warning.unknown',
      'warning.before-it',
      'warning.no-step',
      'warning.step-done',
      'warning.changed-meanwhile',
    ],
    changes,
    handle: async ({ params: { indicator: of, number, ...fund }, body: { on, note }, by, commandId }) =>
      answered(
        await changeCase(
          { fund, indicator: of, commandId },
          (warning) => finishStep(warning, { number, note }, { by: by.subject, on }),
          effects,
        ),
      ),
  })

const close = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/closing`,
    summary: 'Closes a warning whose indicator is normal again, with what changed.',
    scopes: actors,
    params,
    owner: fundOwner('params'),
    body: z.strictObject({ changed: words, on: day }),
    answer: warningCase,
    refusals: [
      'warning.unknown',
      'warning.before-it',
      'warning.still-warns',
      'warning.steps-open',
      'warning.changed-meanwhile',
    ],
    changes,
    handle: async ({ params: { indicator: of, ...fund }, body: { on, changed }, by, commandId }) =>
      answered(
        await changeCase(
          { fund, indicator: of, commandId },
          (warning) => closeCase(warning, { changed }, { by: by.subject, on }),
          effects,
        ),
      ),
  })

const mostMonths = 24

const heat = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/warning-heat/{scheme}',
    summary:
      'How grave the warnings of each city were at the end of each month: a table of cities by months.',
    scopes: ['province', 'auditor'],
    params: z.strictObject({ scheme }),
    owner: { whose: 'province' },
    query: z.strictObject({ from: month, to: month }),
    answer: z.strictObject({
      scheme,
      cities: z.array(
        z.strictObject({
          city,
          months: z.array(z.strictObject({ month, level, indicators: z.array(indicator) })),
        }),
      ),
    }),
    refusals: ['indicator.span'],
    handle: async ({ params: of, query: { from, to } }) => {
      const months = monthsWithin(from, to, mostMonths)
      if (months.status === 'refused') return months
      const rows = await Promise.all(
        cities.map(async ({ code }) => {
          const raised = await listRaised(effects.store, code, lastDayOf(to))
          const own = raised.filter((each) => each.scheme === of.scheme)
          return {
            city: code,
            months: heatOf(own, months.value).map((each) => ({ ...each, indicators: [...each.indicators] })),
          }
        }),
      )
      return accept({ scheme: of.scheme, cities: rows })
    },
  })

/** Warnings as they are answered, carried out and closed, and how grave they are everywhere. */
export const warningCaseRoutes = (effects: Effects): Operation[] => [
  list(effects),
  one(effects),
  answer(effects),
  finish(effects),
  close(effects),
  heat(effects),
]
