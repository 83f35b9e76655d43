import { setTimeout as sleep } from 'node:timers/promises'
import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import type { Context } from '../context.ts'
import { province } from '../roles.ts'
import { waitForRun } from './runs.ts'

/** Counts the insured of a month that is over, and tells the funds of it. */
const countInsured = async ({ client, settle }: Context, month: Month): Promise<void> => {
  const path = `/v1/enrollment/indicators/${month}`
  await client.command(province, 'POST', `${path}/counts`, `counts-${month}`)
  await settle()
  while ((await client.get<{ status: string }>(province, path)).status !== 'done') await sleep(50)
  await settle()
}

/** Works out every fund's indicators of a month, as the schedule does on the third of the next. */
const workOut = async ({ client, settle }: Context, month: Month, on: string): Promise<void> => {
  const path = '/v1/budget/indicators/runs'
  const { runId } = await client.command<{ runId: string }>(province, 'POST', path, `indicators-${on}`, {
    month,
    on,
  })
  await settle()
  await waitForRun(client, province, 'budget', runId)
}

/** The insured are counted at the ends of quarters, and of the first month; the months between take the last count. */
const counted = /-(01|03|06|09|12)$/

/** The indicators of a month that is over. */
export const workOutIndicators = (context: Context, month: Month): Promise<void> =>
  context.phase('indicators', async () => {
    if (counted.test(month)) await countInsured(context, month)
    await workOut(context, month, `${addMonths(month, 1)}-03`)
  })

/** The indicators of the whole year once more, when its books are closed and cleared. */
export const workOutYear = (context: Context): Promise<void> =>
  context.phase('indicators', () => workOut(context, `${context.year}-12`, `${context.year + 1}-05-03`))
