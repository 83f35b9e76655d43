import * as z from 'zod'
import {
  amount,
  city,
  day,
  divisionCode,
  fundYear,
  id,
  millionths,
  signedAmount,
  yearInText,
} from '#shared/contracts/fields.ts'
import type { Cell } from '#shared/edge/files/sheet.ts'
import { downloadOf, percentCell, sheetFormats, sheetTypes } from '#shared/edge/files/sheet.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { chineseNameOf, cityOfDivision, isCounty } from '#shared/kernel/divisions.ts'
import { million } from '#shared/money/millionths.ts'
import { proportion } from '#shared/money/rate.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import { readCounted, startCounting } from './count-counties.ts'
import type { CountyCollection, CountyCollections } from './rules/county-collection.ts'
import { noCounty } from './rules/county-collection.ts'

const count = z.int().min(0)
const countyAnswer = z.strictObject({
  county: divisionCode.optional().meta({ description: 'absent: whoever belongs to no unit of the city' }),
  bills: count,
  paidUp: count,
  due: amount.meta({ description: 'what residents, and others for them, are to pay' }),
  paid: amount,
  rate: millionths.optional().meta({ description: 'paid over due; absent where nothing is due' }),
  aidFunded: amount.meta({ description: 'what medical aid pays besides' }),
})
const employersAnswer = countyAnswer.omit({ aidFunded: true }).extend({
  paid: signedAmount,
  due: signedAmount.meta({
    description:
      'of employers that lie in the county, and flexible workers who belong to it; less than nothing where more is given back',
  }),
})
type CountyAnswer = z.output<typeof countyAnswer>

const show = ([county, { bills, paidUp, due, paid, aidFunded }]: [
  string,
  CountyCollection,
]): CountyAnswer => ({
  ...(county === noCounty ? {} : { county }),
  ...{ bills, paidUp, due, paid, aidFunded },
  ...(due > 0 && paid >= 0 ? { rate: proportion(million, paid, due) } : {}),
})

const showEmployers = (of: [string, CountyCollection]): z.output<typeof employersAnswer> => {
  const { aidFunded: _, ...rest } = show(of)
  return rest
}

const columns = ['统筹区', '区县', '缴费单', '已缴清', '应收', '实收', '征缴率', '医疗救助资助']
const rowOf = (
  of: string,
  { county = '', bills, paidUp, due, paid, rate, aidFunded }: CountyAnswer,
): Cell[] => [
  ...[chineseNameOf(of), county, bills, paidUp, { fen: due }, { fen: paid }, percentCell(rate)],
  { fen: aidFunded },
]

const path = '/v1/contribution/county-collections'

/** How far residents' contributions of a year are collected, by county. */
export const countyCollectionRoutes = (effects: Pick<Effects, 'store' | 'runs'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path,
    summary:
      "Counts a city's bills of a year by county, residents' by that which each person belongs to, others by that of the employer: what is due, paid, and by how many. A run reads every bill; the last count that was asked for is the one that is read.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z.strictObject({ city, year: fundYear }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['run.other-parameters'],
    changes: ({ body }) => [`${path}/${body.city}/${body.year}`],
    handle: async ({ body, commandId, today: on }) =>
      accept({ runId: await startCounting({ ...body, commandId, on }, effects) }),
  }),
  defineOperation({
    method: 'GET',
    path: `${path}/{city}/{year}`,
    summary:
      "How far contributions of a year are collected in each county of a city, residents' and those of employers and flexible workers apart, as it was counted last; a county's officer names their county and sees it alone. As CSV or XLSX too.",
    scopes: ['province', 'city', 'county', 'tax', 'auditor'],
    params: z.strictObject({ city, year: yearInText }),
    query: z.strictObject({
      county: divisionCode
        .refine(isCounty, 'not the six digits of a county')
        .optional()
        .meta({ description: 'this county alone' }),
      format: z.enum(sheetFormats).default('json'),
    }),
    owner: {
      whose: 'named',
      parties: ({ params: { city: of }, query: { county } }) => ({
        cities: [of],
        ...(county !== undefined && cityOfDivision(county) === of ? { units: [county] } : {}),
      }),
    },
    downloads: sheetTypes,
    answer: z.strictObject({
      ...{ city, year: fundYear, runId: id, on: day, status: z.enum(['running', 'done']) },
      counties: z.array(countyAnswer),
      employers: z.array(employersAnswer),
    }),
    refusals: ['county-collection.not-counted'],
    handle: async ({ params: { city: of, year }, query: { county, format } }) => {
      const found = await readCounted(effects.store, { city: of, year })
      if (!found) return refuse('county-collection.not-counted', { field: 'year', figures: { year } })
      const { counted, employers, ...run } = found
      const asked = (of: CountyCollections) =>
        Object.entries(of)
          .filter(([each]) => county === undefined || each === county)
          .sort(([one], [other]) => (one < other ? -1 : 1))
      const counties = asked(counted).map(show)
      if (format === 'json')
        return accept({ ...run, counties, employers: asked(employers).map(showEmployers) })
      const rows = [
        ...counties.map((each) => ['居民', ...rowOf(of, each)]),
        ...asked(employers)
          .map(show)
          .map((each) => ['单位和灵活就业', ...rowOf(of, each)]),
      ]
      const sheet = { title: `区县征缴 ${year}`, columns: ['险种', ...columns], rows }
      return accept(downloadOf(sheet, format, `county-collections-${of}-${year}`))
    },
  }),
]
