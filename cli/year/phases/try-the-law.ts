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

type Outcome = Readonly<Record<'current' | 'balance' | 'gap' | 'levy', number>>
type FundWhatIf = { readonly total: { readonly inForce: Outcome; readonly variants: readonly Outcome[] } }

/** What the province tries on the funds of residents: a standard 50 yuan higher, and a winter of an epidemic. */
const fundVariants = [
  {
    title: '居民个人缴费提高',
    figures: [{ figure: 'contribution.resident.individual', becomes: '450' }],
  },
  { title: '三个月疫情', epidemic: { months: 3, more: '0.2' } },
]

/** Other contributions, and another world: premiums fill the funds, an epidemic empties them. Nothing is booked. */
export const tryTheFunds = (context: Context): Promise<void> =>
  context.phase('what if', async () => {
    const { client, year } = context
    const asked = { scheme: 'resident', year, basis: 'executed', variants: fundVariants }
    const path = '/v1/budget/what-ifs'
    const { total } = await client.command<FundWhatIf>(province, 'POST', path, `fund-what-if-${year}`, asked)
    const [dearer, epidemic] = total.variants
    must(
      dearer !== undefined &&
        epidemic !== undefined &&
        dearer.current > total.inForce.current &&
        epidemic.current < total.inForce.current &&
        epidemic.gap >= total.inForce.gap,
      'year.what-if-wrong',
      `a what-if of funds came to ${JSON.stringify(total)}`,
    )
  })

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
