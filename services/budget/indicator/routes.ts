import * as z from 'zod'
import { lastDayOf } from '#shared/calendar/day.ts'
import { day, id, month, scheme } from '#shared/contracts/fields.ts'
import { citiesSheetQuery, namedCity } from '#shared/edge/files/cities-sheet.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cities, provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { division } from '../ledger/fields.ts'
import { readers } from '../ledger/fund-operations.ts'
import { refuse } from '../refusals.ts'
import type { DivisionIndicators } from './read-indicators.ts'
import { historyOf, indicatorsOfCities } from './read-indicators.ts'
import { definitions, indicators, ofWords, units } from './rules/definitions.ts'
import { startIndicators } from './work-out.ts'

const phrase = z.strictObject({ zh: z.string(), en: z.string() })
const indicator = z.enum(indicators)

const indicatorValue = z.strictObject({
  indicator,
  of: z.string().optional().meta({ description: 'the line, level or place that it is of' }),
  value: z.number().nullable().meta({ description: 'null where there is nothing to divide by' }),
  parts: z.record(z.string(), z.number()).meta({ description: 'the figures that it comes from' }),
  aim: z.string().optional().meta({ description: 'what the policy aims at' }),
})

const divisionMonth = z.strictObject({
  city: division,
  /** When it was worked out; of the province the earliest of its cities. */
  computedOn: day,
  /** The cities that it sums; absent of a city. */
  cities: z.int().optional(),
  values: z.array(indicatorValue),
})

const shown = (value: number | null, unit: (typeof units)[number]): string => {
  if (value === null) return ''
  if (unit === 'fen') return formatYuan(value)
  return unit === 'ratio' ? `${(value * 100).toFixed(2)}%` : String(value)
}

const nameOf = (code: string): string => cities.find((each) => each.code === code)?.chinese ?? '全省'

const sheetOf = (wanted: string, divisions: readonly DivisionIndicators[]) => ({
  title: `运行指标${wanted}`,
  columns: ['统筹区', '指标', '项目', '数值', '政策目标', '计算口径'],
  rows: divisions.flatMap(({ city: code, values }) =>
    values.map(({ indicator: name, of, value, aim }): Cell[] => {
      const { name: words, unit, formula } = definitions[name]
      return [
        nameOf(code),
        words.zh,
        of === undefined ? '' : ofWords(of).zh,
        shown(value, unit),
        aim ?? '',
        formula.zh,
      ]
    }),
  ),
})

const define = (): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/indicators/definitions',
    summary: 'What each indicator of a fund is, how it is worked out, and what of, in both languages.',
    scopes: readers,
    owner: { whose: 'anyone' },
    answer: z.strictObject({
      definitions: z.array(
        z.strictObject({
          indicator,
          name: phrase,
          measuredIn: z.enum(units),
          formula: phrase,
          source: phrase,
        }),
      ),
    }),
    refusals: [],
    handle: async () =>
      accept({
        definitions: indicators.map((each) => {
          const { name, unit, formula, source } = definitions[each]
          return { indicator: each, name, measuredIn: unit, formula, source }
        }),
      }),
  })

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/indicators',
    summary:
      'The indicators of a month: of one city, or of every city with the province as the sum of them. Each with the figures it comes from; as CSV or XLSX too.',
    scopes: readers,
    query: z.strictObject({
      month,
      scheme,
      ...citiesSheetQuery,
    }),
    owner: namedCity,
    downloads: sheetTypes,
    answer: z.strictObject({ month, scheme, divisions: z.array(divisionMonth) }),
    refusals: ['indicator.not-worked-out', 'policy.missing'],
    handle: async ({ query: { format, ...asked } }) => {
      const divisions = await indicatorsOfCities(effects, asked)
      if (divisions.length === 0)
        return refuse('indicator.not-worked-out', { field: 'month', figures: { month: asked.month } })
      if (format !== 'json')
        return accept(
          downloadOf(sheetOf(asked.month, divisions), format, `indicators-${asked.scheme}-${asked.month}`),
        )
      return accept({ month: asked.month, scheme: asked.scheme, divisions })
    },
  })

const history = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: '/v1/budget/indicators/{indicator}/history',
    summary: 'One indicator month by month, of a city or of the province.',
    scopes: readers,
    params: z.strictObject({ indicator }),
    query: z.strictObject({ city: division, scheme, from: month, to: month }),
    owner: {
      whose: 'named',
      parties: ({ query }) => ({ cities: query.city === provinceCode ? [] : [query.city] }),
    },
    answer: z.strictObject({
      ...{ indicator, city: division, scheme },
      months: z.array(z.strictObject({ month, values: z.array(indicatorValue) })),
    }),
    refusals: ['indicator.span', 'policy.missing'],
    handle: async ({ params, query: { from, to, ...of } }) => {
      const months = await historyOf(effects, { ...of, indicator: params.indicator }, { from, to })
      if (months.status === 'refused') return months
      return accept({ indicator: params.indicator, ...of, months: months.value })
    },
  })

const workOut = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: '/v1/budget/indicators/runs',
    summary:
      'Works out the indicators of a month that is over for every city, and again the earlier months of its year whose books moved since.',
    scopes: ['province'],
    owner: { whose: 'province' },
    body: z.strictObject({ month, on: day }),
    status: 202,
    answer: z.strictObject({ month, runId: id }),
    refusals: ['indicator.month-open'],
    changes: () => ['/v1/budget/indicators'],
    handle: async ({ body, commandId }) => {
      if (body.on <= lastDayOf(body.month))
        return refuse('indicator.month-open', { field: 'on', figures: { month: body.month, on: body.on } })
      const runId = stableId('INDICATORS-', commandId)
      await startIndicators({ ...body, runId }, effects)
      return accept({ month: body.month, runId })
    },
  })

/** The indicators of funds: what they are, how they stand, how they came. */
export const indicatorRoutes = (effects: Effects): Operation[] => [
  define(),
  read(effects),
  history(effects),
  workOut(effects),
]
