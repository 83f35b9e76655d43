import type { Day } from '#shared/calendar/day.ts'
import { laterOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk, cityReviewer, province, provinceApprover } from '../roles.ts'
import { payOrders } from './pay-institutions.ts'
import { sendBudget } from './send-budget.ts'

/** A fund's final accounts: its year by what belongs to it. */
type FinalAccounts = {
  readonly cleared: { readonly pooled: { readonly income: number; readonly expenditure: number } } | null
}

const fundBase = '/v1/adjustment-fund'

type Line = {
  readonly line: string
  readonly kind: string
  readonly budget: number
  readonly executed: number
}
type Lines = { readonly lines: readonly Line[] }

const reason = '本年收入和医疗费用均高于预算'

/** The lines of a kind as they are to stand: as planned, or as executed where that is more. */
const raised = (lines: readonly Line[], wanted: string) =>
  Object.fromEntries(
    lines
      .filter(({ kind }) => kind === wanted)
      .map(({ line, budget, executed }) => [line, Math.max(budget, executed)]),
  )

/** Adjusts a budget that lines came to lie above: proposed and reviewed in the city, approved by the province. */
const adjustBudget = async (context: Context, fund: Fund): Promise<void> => {
  const { client, year } = context
  const { city, scheme } = fund
  const [clerk, ofYear] = [cityClerk(city), `${city}/${scheme}/${year}`]
  const { lines } = await client.get<Lines>(clerk, `/v1/budget/execution/${ofYear}`)
  if (!lines.some(({ kind, budget, executed }) => kind === 'expenditure' && executed > budget)) return
  const path = `/v1/budget/budgets/${ofYear}/adjustment`
  const key = `adjustment-${fundName(fund)}-${year}`
  const body = { income: raised(lines, 'income'), expenditure: raised(lines, 'expenditure'), reason }
  await sendBudget(context, fund, { path, key, body, reason })
  await client.command(cityReviewer(city), 'POST', `${path}/review`, `${key}-review`)
  await client.command(provinceApprover, 'POST', `${path}/approval`, `${key}-approval`)
}

/** Has every budget adjusted that the year's care went beyond: without that, no year is closed. */
export const adjustBudgets = (context: Context): Promise<void> =>
  context.phase('budget adjustments', async () => {
    const { funds, atATime, settle } = context
    await settle()
    await concurrently(funds, atATime, (fund) => adjustBudget(context, fund))
  })

/** Closes every fund's year: the clerk proposes it, a colleague closes it. */
export const closeYear = (context: Context): Promise<void> =>
  context.phase('year close', async () => {
    const { client, funds, year, atATime, settle } = context
    await settle()
    const on = `${year + 1}-01-25`
    const path = '/v1/budget/year-closes'
    await concurrently(funds, atATime, async (fund) => {
      const key = `close-${fundName(fund)}-${year}`
      const { city, scheme } = fund
      await client.command(cityClerk(city), 'POST', path, key, { ...fund, year, on })
      const approval = `${path}/${city}/${scheme}/${year}/approval`
      await client.command(cityReviewer(city), 'POST', approval, `${key}-approval`, { on })
    })
    await settle()
  })

type Run = {
  readonly year: number
  readonly scheme: string
  readonly on: string
  readonly cities?: readonly string[]
  readonly share?: string
}

/** A run that moves the province's money: one officer proposes it, another approves it. */
const moveByTwo = async ({ client }: Context, kind: 'levy' | 'allocation', run: Run): Promise<void> => {
  const path = `${fundBase}/${kind}-runs`
  const key = `${kind}-${run.scheme}-${run.year}${run.share === undefined ? '' : `-${run.share}`}`
  const { runId } = await client.command<{ runId: string }>(province, 'POST', path, key, run)
  await client.command(provinceApprover, 'POST', `${path}/${runId}/approval`, `${key}-approval`)
}

/**
 * Levies on the closed year, once it is cleared, in two parts: whoever is late with a levy is not helped. The treasury pays
 * what cities owe.
 */
export const levy = (context: Context): Promise<void> =>
  context.phase('levy', async () => {
    const { cities, year, settle } = context
    for (const scheme of schemes) {
      const run = { year: year + 1, scheme, cities }
      await moveByTwo(context, 'levy', { ...run, on: `${year + 1}-04-11`, share: '0.5' })
      // What the first part raises counts for the second, which waits until it went through all cities.
      await settle()
      await moveByTwo(context, 'levy', { ...run, on: `${year + 1}-04-12` })
    }
    await settle()
    await payOrders(context, `${year + 1}-04-14`)
    await settle()
  })

/** Whether a fund's cleared year cost more than came in. */
const isInDeficit = async ({ client, year }: Context, { city, scheme }: Fund): Promise<boolean> => {
  const path = `/v1/budget/final-accounts/${city}/${scheme}/${year}`
  const { cleared } = await client.get<FinalAccounts>(cityClerk(city), path)
  must(cleared !== null, 'year.not-cleared', `${path} is not cleared`)
  return cleared.pooled.expenditure > cleared.pooled.income
}

/** Evaluates every fund's year from its books: one officer of the province works it out, another publishes it. */
export const evaluateBudgets = (context: Context): Promise<void> =>
  context.phase('performance of budgets', async () => {
    const { client, funds, year, atATime, settle } = context
    await concurrently(funds, atATime, async (fund) => {
      const path = `/v1/budget/performance/${fund.city}/${fund.scheme}/${year}`
      const key = `performance-${fundName(fund)}-${year}`
      const evaluated = await client.send(province, 'POST', path, undefined, key)
      // Where nobody is insured and nothing was paid there is nothing to measure a year by.
      if (evaluated.body.code === 'performance.not-measured') return
      must(evaluated.status < 300, 'year.refused', `${path}: ${evaluated.status} ${evaluated.body.code}`)
      await client.command(provinceApprover, 'POST', `${path}/publication`, `${key}-publication`)
    })
    await settle()
  })

/** Why a gap is the city's own: its balance covers it, or no figure proves its cause. */
const ownGaps: readonly unknown[] = ['gap.own-balance-covers', 'gap.not-proven']

/** A fund in deficit applies, one officer of the province examines it and another approves it. @returns when, of a share */
const shareGap = async (context: Context, fund: Fund): Promise<Day | undefined> => {
  const { client, year } = context
  const { city, scheme } = fund
  const key = `gap-${city}-${scheme}-${year}`
  const base = `${fundBase}/gap-applications`
  const on = `${year + 1}-04-15`
  const body = {
    ...{ city, scheme, year, on },
    causes: ['reasonable-spending'],
    reason: '清算后本年费用高于收入',
    // A year that is long past is applied for after its last day, whichever day the application names.
    late: {
      reason: '年度结束之后才办结的缺口申请',
      document: `LATE-${city}-${scheme}-${year}`,
    },
  }
  const applied = await client.send(cityClerk(city), 'POST', base, body, key)
  if (ownGaps.includes(applied.body.code)) return undefined
  must(applied.status === 201, 'year.refused', `${base}: ${applied.status} ${applied.body.code}`)
  const path = `${base}/${applied.body.applicationId}`
  await client.command(province, 'POST', `${path}/examination`, `${key}-examination`)
  const approval = `${path}/approval`
  const { approvedOn } = await client.command<{ approvedOn: Day }>(
    ...([provinceApprover, 'POST', approval, `${key}-approval`] as const),
  )
  return approvedOn
}

/** Every fund in deficit by its cleared year applies, the province examines and approves, and the fund pays what it can. */
export const shareGaps = (context: Context): Promise<void> =>
  context.phase('gaps and allocations', async () => {
    const { funds, year, atATime, settle } = context
    let on = `${year + 1}-04-20` as Day
    await concurrently(funds, atATime, async (fund) => {
      const approvedOn = (await isInDeficit(context, fund)) ? await shareGap(context, fund) : undefined
      // No share is paid on a day before it was approved, and that is a day of the clock.
      if (approvedOn !== undefined) on = laterOf(on, approvedOn)
    })
    for (const scheme of schemes) await moveByTwo(context, 'allocation', { year, scheme, on })
    await settle()
  })
