import type { Month } from '#shared/calendar/day.ts'
import { addMonths, monthsOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk } from '../roles.ts'

type Amounts = Readonly<Record<string, number>>
type EarlierMonth = { readonly month: Month; readonly amounts: Amounts }
type Statement = {
  readonly pooled: { readonly lines: readonly { readonly line: string; readonly month: number }[] }
}
type Ahead = {
  readonly month: Month
  readonly income: number
  readonly expenditure: number
  readonly balance: number
}
type Refused = { readonly code?: string; readonly figures?: { readonly month?: Month } }

/** What a fund's next year is forecast to come to, in fen. */
export type ForecastResult = Fund & {
  readonly year: number
  readonly income: number
  readonly expenditure: number
  /** At the end of the next year. */
  readonly balance: number
}

/** Hundredths of the year that the same months of the years before it came to, the latest first: books were kept elsewhere then. */
const yearsBefore = [97, 94, 91]

const bookedIn = async ({ client }: Context, fund: Fund, month: Month): Promise<EarlierMonth> => {
  const path = `/v1/budget/income-statement?${new URLSearchParams({ ...fund, month })}`
  const { pooled } = await client.get<Statement>(cityClerk(fund.city), path)
  return { month, amounts: Object.fromEntries(pooled.lines.map(({ line, month: amount }) => [line, amount])) }
}

/** The months of the years before, as whoever kept their books has them. */
const monthsBefore = async (context: Context, fund: Fund): Promise<EarlierMonth[]> => {
  const booked = await concurrently(monthsOf(context.year), context.atATime, (month) =>
    bookedIn(context, fund, month),
  )
  return yearsBefore.flatMap((hundredths, index) =>
    booked.map(({ month, amounts }) => ({
      month: addMonths(month, -12 * (index + 1)),
      amounts: Object.fromEntries(
        Object.entries(amounts).map(([line, amount]) => [line, Math.round((amount * hundredths) / 100)]),
      ),
    })),
  )
}

/** Forecasts a fund; months that have books of their own are not told over them. */
const forecast = async (context: Context, fund: Fund): Promise<readonly Ahead[]> => {
  const { client, year } = context
  const earlier = await monthsBefore(context, fund)
  const ask = (months: readonly EarlierMonth[], key: string) =>
    client.send(
      ...([cityClerk(fund.city), 'POST', '/v1/budget/forecasts'] as const),
      ...([{ ...fund, through: `${year}-12`, earlier: months }, key] as const),
    )
  const key = `forecast-${fundName(fund)}-${year}`
  const { status, body } = await ask(earlier, key)
  const { code, figures } = body as Refused
  const isOver = code === 'forecast.has-books'
  const first = figures?.month ?? ''
  const answer = isOver
    ? await ask(
        earlier.filter(({ month }) => month < first),
        `${key}-again`,
      )
    : { status, body }
  must(answer.status < 300, 'year.refused', `a forecast: ${answer.status} ${answer.body.code}`)
  return (answer.body as { readonly months: readonly Ahead[] }).months
}

/** The first fund of residents is forecast for two years, by its books and by what was kept before them; nothing is booked. */
export const forecastFund = (context: Context): Promise<ForecastResult | undefined> =>
  context.phase('forecast', async () => {
    const { funds, year } = context
    const fund = funds.find(({ scheme }) => scheme === 'resident')
    if (!fund) return undefined
    const months = await forecast(context, fund)
    const isChain = months.every(({ income, expenditure, balance }, index) => {
      const before = months[index - 1]
      return !before || balance === before.balance + income - expenditure
    })
    must(
      months.length === 24 && isChain,
      'year.forecast-wrong',
      `${months.length} months of ${fundName(fund)}`,
    )
    const next = months.slice(0, 12)
    return {
      ...{ ...fund, year: year + 1, balance: next.at(-1)?.balance ?? 0 },
      income: next.reduce((sum, each) => sum + each.income, 0),
      expenditure: next.reduce((sum, each) => sum + each.expenditure, 0),
    }
  })
