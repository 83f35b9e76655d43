import { cities as allCities } from '#shared/kernel/divisions.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { sum } from '#shared/money/fen.ts'
import { concurrently } from './concurrently.ts'
import type { Context, Fund } from './context.ts'
import { province } from './roles.ts'

/** A fund's year, amounts in fen. */
export type FundResult = {
  readonly insured: number
  readonly income: number
  readonly expenditure: number
  /** What the year cost when it was cleared: booked in it, more or less what its clearing came to later. */
  readonly clearedCost: number
  readonly budgetedExpenditure: number
  readonly balance: number
  readonly levy: number
  readonly allocation: number
  readonly monthsPayable: number | null
  /** Share of the budget spent, and the share that the season would have. */
  readonly pace: { readonly spent: number; readonly seasonal: number } | null
  readonly warnings: readonly { readonly indicator: string; readonly level: string; readonly on: string }[]
}

export type CityResult = {
  readonly code: string
  readonly name: string
  readonly schemes: Readonly<Partial<Record<Scheme, FundResult>>>
}

type Execution = Pick<FundResult, 'income' | 'expenditure' | 'monthsPayable' | 'pace' | 'warnings'> & {
  readonly closing: number
  readonly lines: readonly { readonly kind: string; readonly pool: string; readonly budget: number }[]
}
type FinalAccounts = { readonly cleared: { readonly pooled: { readonly expenditure: number } } | null }
type CityAmount = { readonly city: string; readonly amount: number }

const amountOf = (records: readonly CityAmount[], city: string): number =>
  sum(records.filter((record) => record.city === city).map(({ amount }) => amount))

const resultOf = async (
  { client, inputs, year }: Context,
  fund: Fund,
  fromProvince: { readonly levies: readonly CityAmount[]; readonly allocations: readonly CityAmount[] },
): Promise<FundResult> => {
  const ofYear = `${fund.city}/${fund.scheme}/${year}`
  const execution = await client.get<Execution>(province, `/v1/budget/execution/${ofYear}`)
  const { cleared } = await client.get<FinalAccounts>(province, `/v1/budget/final-accounts/${ofYear}`)
  return {
    insured: inputs.enrolment.filter(({ city, scheme }) => city === fund.city && scheme === fund.scheme)
      .length,
    income: execution.income,
    expenditure: execution.expenditure,
    clearedCost: cleared?.pooled.expenditure ?? execution.expenditure,
    budgetedExpenditure: execution.lines
      .filter(({ kind, pool }) => kind === 'expenditure' && pool === 'pooled')
      .reduce((sum, { budget }) => sum + budget, 0),
    balance: execution.closing,
    levy: amountOf(fromProvince.levies, fund.city),
    allocation: amountOf(fromProvince.allocations, fund.city),
    monthsPayable: execution.monthsPayable,
    pace: execution.pace && { spent: execution.pace.spent, seasonal: execution.pace.seasonal },
    warnings: execution.warnings
      .map(({ indicator, level, on }) => ({ indicator, level, on }))
      .sort((a, b) => (`${a.on}${a.indicator}` < `${b.on}${b.indicator}` ? -1 : 1)),
  }
}

/** What the year came to, city by city; levies are those assessed on it, allocations those for its gaps. */
export const readResults = async (context: Context): Promise<CityResult[]> => {
  const { client, funds, cities, year, atATime } = context
  const base = '/v1/adjustment-fund'
  const fromProvince = new Map(
    await concurrently(schemes, 2, async (scheme) => {
      const { levies } = await client.get<{ levies: CityAmount[] }>(
        province,
        `${base}/levies?year=${year + 1}&scheme=${scheme}`,
      )
      const { allocations } = await client.get<{ allocations: CityAmount[] }>(
        province,
        `${base}/allocations?year=${year}&scheme=${scheme}`,
      )
      return [scheme, { levies, allocations }] as const
    }),
  )
  const none = { levies: [], allocations: [] }
  const results = await concurrently(funds, atATime, async (fund) => ({
    fund,
    result: await resultOf(context, fund, fromProvince.get(fund.scheme) ?? none),
  }))
  return cities.map((code) => ({
    code,
    name: allCities.find((city) => city.code === code)?.name ?? code,
    schemes: Object.fromEntries(
      results.filter(({ fund }) => fund.city === code).map(({ fund, result }) => [fund.scheme, result]),
    ),
  }))
}

/** The statements of a year's months, all funds together, amounts in fen. */
export type StatementsResult = {
  readonly months: number
  readonly tied: number
  readonly issued: number
  readonly received: number
  readonly takenOff: number
  readonly open: number
}

type StatedMonth = Pick<StatementsResult, 'issued' | 'received' | 'takenOff'> & {
  readonly closing: number
  readonly isTied: boolean
}

/** What the monthly statements of contributions came to. */
export const readStatements = async ({
  client,
  funds,
  year,
  atATime,
}: Context): Promise<StatementsResult> => {
  const stated = await concurrently(funds, atATime, async ({ city, scheme }) => {
    const query = `city=${city}&scheme=${scheme}&year=${year}`
    return (await client.get<{ months: StatedMonth[] }>(province, `/v1/budget/month-statements?${query}`))
      .months
  })
  const all = stated.flat()
  const sumOf = (months: readonly StatedMonth[], figure: 'issued' | 'received' | 'takenOff' | 'closing') =>
    months.reduce((sum, month) => sum + month[figure], 0)
  return {
    months: all.length,
    tied: all.filter(({ isTied }) => isTied).length,
    issued: sumOf(all, 'issued'),
    received: sumOf(all, 'received'),
    takenOff: sumOf(all, 'takenOff'),
    open: sumOf(
      stated.flatMap((months) => months.slice(-1)),
      'closing',
    ),
  }
}

/** What a division's indicators of the year come to, by scheme; those of lines, levels and places are left out. */
export type IndicatorsResult = {
  readonly scheme: Scheme
  readonly divisions: readonly {
    readonly city: string
    readonly values: Readonly<Record<string, number | null>>
  }[]
}

type Divisions = {
  readonly divisions: readonly {
    readonly city: string
    readonly values: readonly {
      readonly indicator: string
      readonly of?: string
      readonly value: number | null
    }[]
  }[]
}

/** The indicators of the year's December: they are of the year so far. */
export const readIndicators = ({ client, year, atATime }: Context): Promise<IndicatorsResult[]> =>
  concurrently(schemes, atATime, async (scheme) => {
    const path = `/v1/budget/indicators?month=${year}-12&scheme=${scheme}`
    const { divisions } = await client.get<Divisions>(province, path)
    return {
      scheme,
      divisions: divisions.map(({ city, values }) => ({
        city,
        values: Object.fromEntries(
          values.flatMap(({ indicator, of, value }) => (of === undefined ? [[indicator, value]] : [])),
        ),
      })),
    }
  })
