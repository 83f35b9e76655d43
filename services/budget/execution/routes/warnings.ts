import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { monthOf, yearOf } from '#shared/calendar/day.ts'
import { warningRaised } from '#shared/contracts/budget.ts'
import { city, day } from '#shared/contracts/fields.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import { tableAt, valueAt } from '#shared/policy/policy.ts'
import type { Effects } from '../../effects.ts'
import { actors, cursorField, fundFields, fundFor, pageOf, readers } from '../../ledger/fields.ts'
import type { Fund } from '../../ledger/rules/fund.ts'
import { fundExecution } from '../fund-execution.ts'
import type { Indicator, ThresholdBook } from '../rules/evaluate.ts'
import { changedSignals, indicators, signalsOf } from '../rules/evaluate.ts'
import { thresholdTable, warningLevels } from '../rules/thresholds.ts'
import { pageWarnings, raise, readLevels } from '../store.ts'

const parameterOf: Readonly<Record<Indicator, string>> = {
  'months-payable': 'warning.months_payable',
  'budget-pace': 'warning.budget_pace',
}

const thresholdsAt = ({ policy }: Effects, fund: Fund, on: Day): ThresholdBook => {
  const at = (indicator: Indicator) => {
    const key = parameterOf[indicator]
    const moment = { on, city: fund.city }
    return {
      table: tableAt(policy(), key, moment, thresholdTable),
      cites: valueAt(policy(), key, moment).cites,
    }
  }
  return { 'months-payable': at('months-payable'), 'budget-pace': at('budget-pace') }
}

const signal = z.strictObject({
  indicator: z.enum(indicators),
  level: z.enum(warningLevels),
  figures: z.record(z.string(), z.number()),
  article: z.string(),
})

/** Judging a fund by its indicators, and the warnings raised. */
export const warningRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/warnings',
    summary: 'Judges a fund by its indicators as of a day; a level that changed is raised, once.',
    scopes: actors,
    body: z.strictObject({ ...fundFields, on: day }),
    answer: z.strictObject({ signals: z.array(signal), raised: z.array(signal) }),
    problems: ['warning.judged-meanwhile', 'policy.missing'],
    handle: async ({ caller, body }) => {
      const fund = fundFor(caller, body)
      const { on } = body
      const execution = await fundExecution(effects, fund, yearOf(on), monthOf(on))
      const signals = signalsOf(fund.scheme, execution, thresholdsAt(effects, fund, on))
      const levels = await readLevels(effects.store, fund)
      const raised = Object.fromEntries(indicators.map((each) => [each, levels[each]?.level ?? 'normal']))
      const changed = changedSignals(signals, raised)
      if (!(await raise(effects.store, fund, on, changed, levels)))
        throw problem(409, 'warning.judged-meanwhile', 'another evaluation raised a warning; evaluate again')
      return { status: 200, body: { signals, raised: changed } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/warnings',
    summary: "A city's warnings, the latest first, with the figures they were raised on.",
    scopes: readers,
    query: z.strictObject({ city, ...cursorField }),
    answer: z.strictObject({ warnings: z.array(warningRaised.data), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, query }) => {
      requireCity(caller, query.city)
      return { status: 200, body: await pageWarnings(effects.store, query.city, pageOf(query.cursor)) }
    },
  }),
]
