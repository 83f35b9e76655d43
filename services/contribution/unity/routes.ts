import * as z from 'zod'
import { payer, payers } from '#shared/contracts/contribution.ts'
import { amount, city, day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import { citiesSheetQuery, namedCity } from '#shared/edge/files/cities-sheet.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { chineseNameOf, provinceCode } from '#shared/kernel/divisions.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { unityPhases } from '#shared/policy/format.ts'
import type { DifferingFigure } from '#shared/policy/unity.ts'
import { differingFigures, unityStates } from '#shared/policy/unity.ts'
import type { Effects } from '../effects.ts'
import { payerNames } from '../payer-names.ts'
import { walksFor } from './rules/unity-effect.ts'
import type { WeighedUnity } from './weigh-unity.ts'
import { readWeighed, startWeighing } from './weigh-unity.ts'

const effectWays = ['bills', 'what-if', 'none'] as const

const text = z.string()

const figureAnswer = z.strictObject({
  city,
  key: text,
  title: text,
  zh: text.optional(),
  places: z
    .array(z.strictObject({ at: text, own: text.optional(), province: text.optional() }))
    .meta({ description: 'Where the two values differ, as JSON: the whole value where `at` is empty' }),
  holdsFrom: day.meta({ description: 'since when the city’s own value holds' }),
  holdsUntil: day.optional().meta({ description: 'the last day on which it holds, where that is decided' }),
  phase: z.enum(unityPhases),
  unityFrom: day
    .optional()
    .meta({ description: 'the day on which its step of unity begins, by the province’s document' }),
  state: z.enum(unityStates),
  cites: text,
  effectBy: z.enum(effectWays).meta({
    description:
      'How the effect of unifying is worked out: over the bills of a year here, over its claims by a what-if with `unify`, or not at all, since it changes no amount of either',
  }),
})
type FigureAnswer = z.output<typeof figureAnswer>

const wayOf = ({ key, unit }: DifferingFigure): (typeof effectWays)[number] => {
  if (walksFor(key).length > 0) return 'bills'
  return unit === 'plan' ? 'what-if' : 'none'
}

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const figureOf = (each: DifferingFigure): FigureAnswer => ({
  ...{ city: each.city, key: each.key, title: each.title },
  ...(each.zh === undefined ? {} : { zh: each.zh }),
  places: each.places.map(({ at, own, province }) => ({
    at,
    ...(own === undefined ? {} : { own: said(own) }),
    ...(province === undefined ? {} : { province: said(province) }),
  })),
  holdsFrom: each.own.from,
  ...(each.until === undefined ? {} : { holdsUntil: each.until }),
  phase: each.phase,
  ...(each.target === undefined ? {} : { unityFrom: each.target }),
  ...{ state: each.state, cites: each.own.cites, effectBy: wayOf(each) },
})

const columns = [
  ...['统筹区', '项目', '代码', '位置', '本市规定', '全省规定', '本市规定起', '本市规定止'],
  ...['统一步骤', '文件统一日期', '状态', '依据', '影响测算'],
]
const phaseNames = {
  resident: '居民待遇',
  employee: '职工待遇',
  financing: '筹资',
  later: '另行推进',
} as const
const stateNames = {
  ends: '已定终止日',
  'to-come': '未到统一日期',
  overdue: '已过统一日期',
  'no-day': '未定日期',
} as const
const wayNames = { bills: '按缴费单测算', 'what-if': '按费用试算', none: '不改变金额' } as const

const rowsOf = (each: FigureAnswer): Cell[][] =>
  each.places.map(({ at, own = '', province = '' }) => [
    ...[chineseNameOf(each.city), each.zh ?? each.title, each.key, at, own, province],
    ...[each.holdsFrom, each.holdsUntil ?? '', phaseNames[each.phase], each.unityFrom ?? ''],
    ...[stateNames[each.state], each.cites, wayNames[each.effectBy]],
  ])

const effectAnswer = z.strictObject({
  city,
  key: text.meta({ description: 'the figure unified alone; `all`: every one of the city’s at once' }),
  lines: z
    .int()
    .min(0)
    .meta({ description: 'persons of a year, or months of persons, that come to another amount' }),
  base: amount.meta({
    description: 'what these are reckoned on: the wage base, or the contribution per head',
  }),
  payers: z
    .array(z.strictObject({ payer, difference: signedAmount }))
    .meta({ description: 'what each pays more, or less, in the year' }),
  total: signedAmount.meta({ description: 'what the payers pay more, or less, in all' }),
})
type EffectAnswer = z.output<typeof effectAnswer>

const weighedAnswer = z.strictObject({
  runId: id,
  year: fundYear,
  city: city.optional(),
  policyVersion: text,
  ...{ units: z.int(), done: z.int(), status: z.enum(['running', 'done']) },
  effects: z.array(effectAnswer),
})

const effectsOf = ({ effects }: WeighedUnity): EffectAnswer[] =>
  effects.flatMap(({ city: of, of: byKey }) =>
    Object.entries(byKey)
      .sort(([one], [other]) => Number(one === 'all') - Number(other === 'all') || (one < other ? -1 : 1))
      .map(([key, { lines, base, payers: more }]) => {
        const moved = payers.flatMap((each) => (more[each] ? [{ payer: each, difference: more[each] }] : []))
        const total = moved.reduce((sum, each) => sum + each.difference, 0)
        return { city: of, key, lines, base: Math.max(0, base), payers: moved, total }
      }),
  )

const effectColumns = ['统筹区', '统一的项目', '涉及人次', '计算基数', '缴费主体增减', '基金收入增减']
const effectRow = ({ city: of, key, lines, base, payers: moved, total }: EffectAnswer): Cell[] => [
  ...[chineseNameOf(of), key === 'all' ? '全部项目' : key, lines, { fen: base }],
  moved.map((each) => `${payerNames[each.payer]} ${formatYuan(each.difference)}`).join('；'),
  { fen: total },
]

const path = '/v1/contribution/unity'

const weighedOwner = (store: Effects['store']) => ({
  whose: 'recorded' as const,
  as: 'the city whose bills were weighed, else the province',
  unknown: () => doorRefusals.refusal('run.unknown', { field: 'runId' }),
  find: async ({ params }: { readonly params: { readonly runId: string } }) => {
    const found = await readWeighed(store, params.runId)
    return found && { parties: { cities: [found.city ?? provinceCode] }, found }
  },
})

const differOperation = ({ policy }: Pick<Effects, 'policy'>): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'What cities still set otherwise than the province on a day, figure by figure: both values, until when the city’s holds, the step of unity it belongs to and whether that is overdue; as CSV or XLSX too.',
    scopes: ['province', 'city', 'auditor'],
    // A day to come is asked for as well: what will still differ then.
    days: 'itself',
    query: z.strictObject({ on: day, ...citiesSheetQuery }),
    owner: namedCity,
    downloads: sheetTypes,
    answer: z.strictObject({ on: day, figures: z.array(figureAnswer) }),
    refusals: [],
    handle: async ({ query: { on, city: of, format } }) => {
      const figures = differingFigures(policy(), on, of).map(figureOf)
      if (format === 'json') return accept({ on, figures })
      return accept(
        downloadOf(
          { title: `未统一项目 ${on}`, columns, rows: figures.flatMap(rowsOf) },
          format,
          `unity-${on}`,
        ),
      )
    },
  })

/** What still differs on the way to the province's figures, and what unifying it changes for those who pay. */
export const unityRoutes = (effects: Pick<Effects, 'store' | 'runs' | 'policy'>): Operation[] => [
  differOperation(effects),
  defineOperation({
    method: 'POST',
    path: `${path}/effects`,
    summary:
      'Weighs what payers would pay more, or less, had the province’s figures held on the bills of a year: every figure that differs alone, and all at once, city by city. A run reprices each bill; nothing of any is changed.',
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city ?? provinceCode] }) },
    body: z.strictObject({ year: fundYear, city: city.optional() }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['policy.missing', 'run.other-parameters'],
    changes: (_, { runId }) => [`${path}/effects/${runId}`],
    handle: async ({ body: { year, city: of }, commandId }) =>
      accept({
        runId: await startWeighing({ commandId, year, ...(of === undefined ? {} : { city: of }) }, effects),
      }),
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/effects/{runId}`,
    summary:
      'What payers would pay more, or less, with the province’s figures on a year’s bills, as far as it is weighed; as CSV or XLSX too.',
    scopes: ['province', 'city', 'auditor'],
    params: z.strictObject({ runId: id }),
    query: z.strictObject({ format: z.enum(sheetFormats).default('json') }),
    owner: weighedOwner(effects.store),
    downloads: sheetTypes,
    answer: weighedAnswer,
    refusals: ['run.unknown'],
    handle: async ({ found, query: { format } }) => {
      const shown = effectsOf(found)
      if (format !== 'json') {
        const sheet = { title: `统一影响 ${found.year}`, columns: effectColumns, rows: shown.map(effectRow) }
        return accept(downloadOf(sheet, format, `unity-effects-${found.year}`))
      }
      const { effects: _, ...run } = found
      return accept({ ...run, effects: shown })
    },
  }),
]
