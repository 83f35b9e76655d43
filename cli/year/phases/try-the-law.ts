import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { province } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Group = {
  readonly by: string
  readonly claims: number
  readonly variants: readonly { readonly effect: Readonly<Record<string, number>> }[]
}
type WhatIf = { readonly status: string; readonly unjudged: number; readonly groups: readonly Group[] }

/** The law that the province tries on the year's claims: level 2 pays residents 85 instead of 80 % of a stay. */
const variants = [
  {
    title: '二级医院报销85%',
    figures: [{ key: 'settlement.resident.inpatient', at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
  },
]

/**
 * The province tries another law on all claims of the year. Everyone is judged, and what one payer pays more the others pay
 * less.
 */
export const tryTheLaw = (context: Context): Promise<void> =>
  context.phase('what if', async () => {
    const { client, year, settle } = context
    const path = '/v1/settlement/what-ifs'
    const { whatIfId } = await client.command<{ whatIfId: string }>(
      province,
      'POST',
      path,
      `what-if-${year}`,
      { year, variants },
    )
    await waitForRun(client, province, 'settlement', whatIfId)
    // Whoever did its last unit adds the units up.
    await settle()
    const tried = await client.get<WhatIf>(province, `${path}/${whatIfId}`)
    const all = tried.groups.find(({ by }) => by === 'all')
    const moved = Object.values(all?.variants[0]?.effect ?? {}).reduce((sum, amount) => sum + amount, 0)
    must(
      tried.status === 'done' && tried.unjudged === 0 && (all?.claims ?? 0) > 0 && moved === 0,
      'year.what-if-wrong',
      `a what-if came to ${JSON.stringify({ ...tried, groups: all })}`,
    )
  })
