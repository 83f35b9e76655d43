import * as z from 'zod'
import { lastDayOf } from '#shared/calendar/day.ts'
import {
  city,
  day,
  divisionCode,
  employment,
  id,
  millionths,
  month,
  scheme,
} from '#shared/contracts/fields.ts'
import { citiesSheetQuery, namedCity } from '#shared/edge/files/cities-sheet.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, percentCell, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun, unitResults } from '#shared/edge/runs/run.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { chineseNameOf, cities, cityOfDivision, isCounty, provinceCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { halfUp } from '#shared/money/millionths.ts'
import { ratioAt, tableAt } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { countRun, startCount } from './count-insured.ts'
import type { Count, Counts } from './rules/count.ts'
import {
  billsGiving,
  billsWithout,
  daysUntil,
  duplicates,
  entitledIn,
  insuredAs,
  insuredIn,
  recipients,
  recipientsInsured,
  shareIn,
  together,
} from './rules/count.ts'
import { countsOfMonths } from './store.ts'

const path = '/v1/enrollment/indicators/{month}'
const params = z.strictObject({ month })

const counted = z.int().min(0)
/** Absent where there is nothing to divide by. */
const share = millionths.optional()
const places = scheme.options.flatMap((of) =>
  employment.options.map((as) => ({ scheme: of, employment: as })),
)

const divisionAnswer = z.strictObject({
  city,
  insured: counted,
  insuredAs: z.array(z.strictObject({ scheme, employment, persons: counted })),
  entitled: z.array(z.strictObject({ scheme, persons: counted })),
  residents: counted.meta({ description: 'resident population as last published' }),
  coverage: share.meta({ description: 'insured over residents' }),
  coverageAim: z.string().meta({ description: 'a share of one', unit: 'ratio' }),
  recipients: counted.meta({ description: 'persons with an aid category who are not dead' }),
  recipientsInsured: counted,
  recipientsCovered: share.meta({ description: 'insured over all recipients; the aim is all of them' }),
  retiredToWorking: share.meta({ description: 'retired employees over those who work' }),
  counties: z
    .array(z.strictObject({ code: divisionCode, insured: counted }))
    .meta({ description: 'who is insured, of those who belong to a county' }),
  duplicates: counted.meta({ description: 'pairs that may be one person and wait for a decision' }),
  paymentToEntitlement: z
    .array(
      z.strictObject({
        scheme,
        bills: counted,
        averageDays: z.int().min(0).optional(),
        without: counted.meta({ description: 'bills of which nobody may claim yet' }),
      }),
    )
    .meta({
      description:
        'of bills paid in the month, a bill for each person: days from the payment, or from the first day that it pays for where that is later, until they may claim',
    }),
})
type DivisionAnswer = z.output<typeof divisionAnswer>

const countyPrefix = insuredIn('')
const countiesIn = (count: Count): DivisionAnswer['counties'] =>
  Object.entries(count)
    .filter(([what]) => what.startsWith(countyPrefix))
    .map(([what, insured]) => ({ code: what.slice(countyPrefix.length), insured }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))

const waitIn = (count: Count, of: Scheme): DivisionAnswer['paymentToEntitlement'] => {
  const { [billsGiving(of)]: bills = 0, [daysUntil(of)]: days = 0, [billsWithout(of)]: without = 0 } = count
  if (bills + without === 0) return []
  return [{ scheme: of, bills, without, ...(bills === 0 ? {} : { averageDays: halfUp(days, bills) }) }]
}

const withShares = (of: CityCode, count: Count, on: string, { policy }: Pick<Effects, 'policy'>) => {
  const number = (what: string): number => count[what] ?? 0
  const persons = places.flatMap((place) => {
    const found = number(insuredAs(place.scheme, place.employment))
    return found === 0 ? [] : [{ ...place, persons: found }]
  })
  const sumOf = (matches: (place: (typeof persons)[number]) => boolean): number =>
    persons.filter(matches).reduce((sum, each) => sum + each.persons, 0)
  const table = tableAt(policy(), 'general.resident_population', { on }, z.record(z.string(), z.int()))
  const insured = sumOf(() => true)
  const residents = table[of] ?? 0
  const working = sumOf(({ employment: as }) => as === 'employed' || as === 'flexible')
  return {
    city: of,
    ...{ insured, insuredAs: persons, residents, coverage: shareIn(insured, residents) },
    entitled: scheme.options.map((each) => ({ scheme: each, persons: number(entitledIn(each)) })),
    coverageAim: ratioAt(policy(), 'enrollment.indicator.coverage_aim', { on }),
    ...{ recipients: number(recipients), recipientsInsured: number(recipientsInsured) },
    recipientsCovered: shareIn(number(recipientsInsured), number(recipients)),
    retiredToWorking: shareIn(
      sumOf(({ employment: as }) => as === 'retired'),
      working,
    ),
    counties: countiesIn(count),
    duplicates: number(duplicates),
    paymentToEntitlement: scheme.options.flatMap((each) => waitIn(count, each)),
  }
}

const columns = [
  '统筹区',
  '参保人数',
  '常住人口',
  '参保率',
  '职工可享受',
  '居民可享受',
  '救助对象',
  '已参保',
  '救助对象参保率',
  '退休与在职之比',
  '疑似重复待处理',
]
const rowOf = (each: DivisionAnswer): Cell[] => [
  chineseNameOf(each.city),
  ...[each.insured, each.residents, percentCell(each.coverage)],
  ...each.entitled.map(({ persons }) => persons),
  ...[
    each.recipients,
    each.recipientsInsured,
    percentCell(each.recipientsCovered),
    percentCell(each.retiredToWorking),
    each.duplicates,
  ],
]

const read = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'Who was insured on the last day of a month, by city: against the resident population, who could claim, recipients of aid who are insured, the retired against those who work, who is insured by county, pairs that may be one person, and how long those who paid in the month wait until they may claim. Counted by a run after the month; as CSV or XLSX too.',
    scopes: ['province', 'city', 'auditor'],
    params,
    query: z.strictObject(citiesSheetQuery),
    owner: namedCity,
    downloads: sheetTypes,
    answer: z.strictObject({
      month,
      on: day,
      runId: id,
      status: z.enum(['running', 'done']),
      divisions: z.array(divisionAnswer),
      duplicatesAcross: counted
        .optional()
        .meta({ description: 'pairs of persons of two cities, which the province decides; with all cities' }),
    }),
    refusals: ['indicator.not-counted', 'policy.missing'],
    handle: async ({ params: { month: of }, query: { city: asked, format } }) => {
      const { store } = effects
      const runId = (await countsOfMonths.read(store, { month: of }))?.runId ?? countRun(of)
      const run = await readRun(store, runId)
      if (!run) return refuse('indicator.not-counted', { field: 'month', figures: { month: of } })
      let counts: Counts = {}
      for await (const { result } of unitResults<{ counted: Counts }>(store, runId))
        counts = together(counts, result.counted)
      const on = lastDayOf(of)
      const divisions = cities
        .filter(({ code }) => asked === undefined || code === asked)
        .map(({ code }) => withShares(code, counts[code] ?? {}, on, effects))
      if (format !== 'json')
        return accept(
          downloadOf(
            { title: `参保指标${of}`, columns, rows: divisions.map((each) => rowOf(each as DivisionAnswer)) },
            format,
            `indicators-${of}`,
          ),
        )
      const across = counts[provinceCode]?.[duplicates] ?? 0
      return accept({
        ...{ month: of, on, runId, status: run.status, divisions },
        ...(asked === undefined ? { duplicatesAcross: across } : {}),
      })
    },
  })

const readCounty = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/counties/{county}`,
    summary:
      'How many who belong to a county were insured on the last day of a month, as it was counted after it. A county sees its own.',
    scopes: ['province', 'city', 'county', 'auditor'],
    params: params.extend({ county: divisionCode.refine(isCounty, 'not the six digits of a county') }),
    owner: {
      whose: 'named',
      parties: ({ params: { county } }) => ({ cities: [cityOfDivision(county) ?? ''], units: [county] }),
    },
    answer: z.strictObject({
      ...{ month, on: day, status: z.enum(['running', 'done']) },
      ...{ county: divisionCode, insured: counted },
    }),
    refusals: ['indicator.not-counted'],
    handle: async ({ params: { month: of, county } }) => {
      const runId = (await countsOfMonths.read(store, { month: of }))?.runId ?? countRun(of)
      const run = await readRun(store, runId)
      if (!run) return refuse('indicator.not-counted', { field: 'month', figures: { month: of } })
      let counts: Counts = {}
      for await (const { result } of unitResults<{ counted: Counts }>(store, runId))
        counts = together(counts, result.counted)
      const own = counts[cityOfDivision(county) as CityCode] ?? {}
      const { status } = run
      return accept({ month: of, on: lastDayOf(of), status, county, insured: own[insuredIn(county)] ?? 0 })
    },
  })

const countAgain = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${path}/counts`,
    summary:
      'Has the insured of a month that is over counted again, as its records are now: what was reported late is in it.',
    scopes: ['province'],
    params,
    owner: { whose: 'province' },
    status: 202,
    answer: z.strictObject({ month, runId: id }),
    refusals: ['indicator.month-not-over'],
    changes: ({ params: of }) => [path.replace('{month}', of.month)],
    handle: async ({ params: { month: of }, commandId, today, by: { subject, division } }) => {
      if (lastDayOf(of) >= today)
        return refuse('indicator.month-not-over', { field: 'month', figures: { month: of } })
      const { store } = effects
      const runId = countRun(of, stableId('', commandId))
      const before = await countsOfMonths.read(store, { month: of })
      const version = before?.version ?? 0
      // The schedule's count is the first; each that is asked for counts one more, and a repeat of the same none.
      await startCount(runId, of, effects, before?.runId === runId ? version + 1 : version + 2)
      const asked = { subject, division, on: today, commandId }
      if (before?.runId !== runId)
        await store.write([countsOfMonths.replace({ month: of, runId, asked, version }, version)])
      return accept({ month: of, runId })
    },
  })

/** Indicators of enrolment. */
export const indicatorRoutes = (effects: Effects): Operation[] => [
  read(effects),
  readCounty(effects),
  countAgain(effects),
]
