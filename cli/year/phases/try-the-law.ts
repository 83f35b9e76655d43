import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { province } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Group = {
  readonly by: string
  readonly claims: number
  readonly variants: readonly {
    readonly claims: number
    readonly effect: Readonly<Record<string, number>>
  }[]
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

/** Institutions may keep 4 instead of 3 % of their quota; all institutions are tried to have agreed to it. */
const paymentVariants = [
  {
    title: '结余留用封顶4%',
    figures: [{ key: 'total_control.model_agreement', at: '/surplusCap', was: '0.03', becomes: '0.04' }],
  },
]

type PaymentYear = Readonly<Record<'accepted' | 'kept', number>>
type PaymentWhatIf = {
  readonly asRecorded: boolean | null
  readonly total: { readonly inForce: PaymentYear; readonly variants: readonly PaymentYear[] }
}

/**
 * Each city tries another cap of kept surplus on its cleared year: the law in force comes to what its statements say, and what is
 * kept more is what is accepted more.
 */
export const tryThePayment = (context: Context): Promise<void> =>
  context.phase('what if', async () => {
    const { client, year, funds } = context
    for (const fund of funds) {
      const asked = { ...fund, year, variants: paymentVariants }
      const key = `payment-what-if-${fund.city}-${fund.scheme}-${year}`
      const path = '/v1/budget/payment-what-ifs'
      const { asRecorded, total } = await client.command<PaymentWhatIf>(province, 'POST', path, key, asked)
      const [raised] = total.variants
      must(
        asRecorded === true &&
          raised !== undefined &&
          raised.kept >= total.inForce.kept &&
          raised.accepted - total.inForce.accepted === raised.kept - total.inForce.kept,
        'year.what-if-wrong',
        `a what-if of payment came to ${JSON.stringify({ asRecorded, total })}`,
      )
    }
  })

/** What the province tries on the year's claims: level 2 pays residents 85 instead of 80 % of a stay; everybody twice. */
const variants = [
  {
    title: '二级医院报销85%',
    figures: [{ key: 'settlement.resident.inpatient', at: '/pays/3/ratio', was: 0.8, becomes: 0.85 }],
  },
  { title: '参保人数翻倍', world: { heads: [{ ages: { from: 0 }, factor: '2' }] } },
]

/**
 * The province tries another law and another world on all claims of the year. Everyone is judged. By the law, what one payer pays
 * more the others pay less; of twice the persons there are twice the claims.
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
      tried.status === 'done' &&
        tried.unjudged === 0 &&
        (all?.claims ?? 0) > 0 &&
        moved === 0 &&
        all?.variants[1]?.claims === (all?.claims ?? 0) * 2,
      'year.what-if-wrong',
      `a what-if came to ${JSON.stringify({ ...tried, groups: all })}`,
    )
  })
