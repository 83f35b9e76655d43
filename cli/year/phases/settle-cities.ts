import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Context } from '../context.ts'
import { province, provinceApprover } from '../roles.ts'
import { payFrom, payOrders } from './pay-institutions.ts'
import { waitForRun } from './runs.ts'

const path = '/v1/budget/city-settlements'

/** Proposes a scheme's month and approves it; undefined where it brought nobody to another city. */
const startRun = async ({ client }: Context, scheme: Scheme, month: Month): Promise<string | undefined> => {
  const next = addMonths(month, 1)
  const key = `cities-${scheme}-${month}`
  const { status, body } = await client.send(province, 'POST', path, { scheme, month, on: `${next}-21` }, key)
  if (body.code === 'city-settlement.nothing-owed') return undefined
  if (status !== 201) throw new TongchouError('year.refused', `${key}: ${status} ${body.code} ${body.detail}`)
  const approval = [
    provinceApprover,
    'POST',
    `${path}/${scheme}/${month}/approval`,
    `${key}-approval`,
  ] as const
  const { runId } = await client.command<{ runId: string }>(...approval, { on: `${next}-22` })
  return runId
}

/** The province pays cities out of what others remitted, once that arrived. */
export const payProvince = async (context: Context, paidOn: string): Promise<void> => {
  await context.settle()
  const books = schemes.map((scheme) => ({ city: provinceCode, scheme }))
  await payFrom(context, books, paidOn)
  await context.settle()
}

/** Settles between cities what their people cost elsewhere: proposed on the 21st of the next month, approved on the 22nd. */
export const settleCities = (context: Context, month: Month): Promise<void> =>
  context.phase('settlement between cities', async () => {
    const { client, settle } = context
    const next = addMonths(month, 1)
    // Every visit is booked in both cities before they reckon with each other.
    await settle()
    const runs = await Promise.all(schemes.map((scheme) => startRun(context, scheme, month)))
    await settle()
    for (const runId of runs) if (runId !== undefined) await waitForRun(client, province, 'budget', runId)
    if (runs.every((runId) => runId === undefined)) return
    await payOrders(context, `${next}-24`)
    await payProvince(context, `${next}-26`)
  })
