import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk, cityReviewer, institutionClerk } from '../roles.ts'
import { payOrders } from './pay-institutions.ts'
import { waitForRun } from './runs.ts'

/** What a fund's year came to when it was cleared, amounts in fen. */
export type ClearedFund = Fund & {
  readonly statements: number
  readonly states: { readonly locked: number }
  readonly sums: Readonly<Record<string, number>>
  readonly clearingRate: number | null
}

type Statement = { readonly institution: string; readonly state: string }

/** Starts a run of the budget service for a fund and waits until it is done. */
const run = async (context: Context, fund: Fund, step: string, on: string): Promise<void> => {
  const { client, year } = context
  // Whoever proposes does not lock.
  const role = step === 'clearing-locks' ? cityReviewer(fund.city) : cityClerk(fund.city)
  const key = `${step}-${fundName(fund)}-${year}`
  const body = { ...fund, year, on }
  const { runId } = await client.command<{ runId: string }>(role, 'POST', `/v1/budget/${step}`, key, body)
  await waitForRun(client, role, 'budget', runId)
}

const proposedTo = async ({ client, year }: Context, fund: Fund): Promise<string[]> => {
  const asked = { ...fund, year: String(year) }
  const clerk = cityClerk(fund.city)
  const statements = await client.list<Statement>(clerk, '/v1/budget/clearings', 'statements', asked)
  return statements.filter(({ state }) => state === 'proposed').map(({ institution }) => institution)
}

/** Every institution confirms its statement, each with a token of its own. */
const confirmAll = async (context: Context, fund: Fund, on: string): Promise<void> => {
  const { client, year, atATime } = context
  await concurrently(await proposedTo(context, fund), atATime, (institution) =>
    client.command(
      institutionClerk(fund.city, institution),
      'POST',
      `/v1/budget/clearings/${fund.city}/${fund.scheme}/${year}/${institution}/confirmation`,
      `confirm-${fundName(fund)}-${year}-${institution}`,
      { on },
    ),
  )
}

/**
 * Clears every fund's year. Institutions are assessed by their claims, and confirm their statements. Silence would
 * confirm too, but only after days that really pass, and a year is lived in an hour. A colleague locks the
 * statements, and the treasury pays what is due. The year itself is closed by then.
 */
export const clearYear = (context: Context): Promise<ClearedFund[]> =>
  context.phase('clearing', async ({ expect, done }) => {
    const { client, funds, year, atATime, settle } = context
    const next = year + 1
    expect(funds.length)
    await settle()
    const cleared = await concurrently(funds, atATime, async (fund) => {
      await run(context, fund, 'assessments', `${next}-03-01`)
      await run(context, fund, 'clearings', `${next}-03-10`)
      await confirmAll(context, fund, `${next}-03-15`)
      await run(context, fund, 'clearing-locks', `${next}-04-01`)
      done()
      return client.get<ClearedFund>(
        cityClerk(fund.city),
        `/v1/budget/clearings/${fund.city}/${fund.scheme}/${year}`,
      )
    })
    await payOrders(context, `${next}-04-10`)
    await settle()
    return cleared
  })
