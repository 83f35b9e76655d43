import type { Day } from '#shared/calendar/day.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { must } from '#shared/kernel/errors.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk, cityReviewer, province, provinceApprover } from '../roles.ts'
import { waitForRun } from './runs.ts'

/** Seals every city's ledger as it stands on a day: one command a city, and none of its entries is left unsealed. */
export const sealLedgers = (context: Context, on: Day): Promise<void> =>
  context.phase('seals', async () => {
    const { client, cities, atATime, settle } = context
    const runs = await concurrently([...cities, provinceCode], atATime, async (city) => {
      const clerk = city === provinceCode ? province : cityClerk(city)
      const { runId } = await client.command<{ runId: string }>(
        clerk,
        'POST',
        '/v1/budget/seals',
        `seal-${city}-${on}`,
        { city, on },
      )
      return { city, clerk, runId }
    })
    await settle()
    await concurrently(runs, atATime, async ({ city, clerk, runId }) => {
      await waitForRun(client, clerk, 'budget', runId)
      const { unsealed } = await client.get<{ unsealed: number }>(clerk, `/v1/budget/seals/${city}`)
      must(unsealed === 0, 'year.unsealed', `${unsealed} entries of ${city} are not sealed`, { city })
    })
  })

type Totals = { readonly closing: number }

/** Draws up and approves every fund's final accounts, whose balance is the one the closed year carries on. */
export const approveFinalAccounts = (context: Context): Promise<void> =>
  context.phase('final accounts', async () => {
    const { client, funds, year, atATime } = context
    await concurrently(funds, atATime, async (fund) => {
      const clerk = cityClerk(fund.city)
      const path = `/v1/budget/final-accounts/${fund.city}/${fund.scheme}/${year}`
      const { pooled } = await client.get<{ pooled: Totals }>(clerk, path)
      const query = new URLSearchParams({ ...fund, month: `${year}-12` })
      const statement = await client.get<{ pooled: { year: Totals } }>(
        clerk,
        `/v1/budget/income-statement?${query}`,
      )
      must(
        pooled.closing === statement.pooled.year.closing,
        'year.final-accounts',
        `final accounts of ${fundName(fund)} end otherwise than the ledger`,
      )
      const key = `final-${fundName(fund)}-${year}`
      await client.command(cityReviewer(fund.city), 'POST', `${path}/review`, `${key}-review`)
      await client.command(provinceApprover, 'POST', `${path}/approval`, key)
    })
  })
