import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { province } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Figure = { readonly city: string; readonly key: string; readonly effectBy: string }
type Effect = {
  readonly city: string
  readonly key: string
  readonly lines: number
  readonly payers: readonly { readonly payer: string; readonly difference: number }[]
  readonly total: number
}
type Weighed = { readonly status: string; readonly effects: readonly Effect[] }
type Tried = {
  readonly status: string
  readonly groups: readonly {
    readonly by: string
    readonly variants: readonly { readonly effect: Readonly<Record<string, number>> }[]
  }[]
}

const path = '/v1/contribution/unity'

/** What payers pay more with the province's figures; each figure alone adds up to all at once, since none acts on another. */
const weighBills = async ({ client, year, cities }: Context, figures: readonly Figure[]): Promise<void> => {
  const { runId } = await client.command<{ runId: string }>(
    ...([province, 'POST', `${path}/effects`, `unity-${year}`, { year }] as const),
  )
  await waitForRun(client, province, 'contribution', runId)
  const weighed = await client.get<Weighed>(province, `${path}/effects/${runId}`)
  must(weighed.status === 'done', 'year.unity-unweighed', 'the effect of unifying is not worked out')
  for (const city of cities.filter((each) =>
    figures.some((it) => it.city === each && it.effectBy === 'bills'),
  )) {
    const own = weighed.effects.filter((each) => each.city === city)
    const all = own.find(({ key }) => key === 'all')
    const alone = own.filter(({ key }) => key !== 'all')
    must(
      all !== undefined &&
        all.lines === alone.reduce((sum, { lines }) => sum + lines, 0) &&
        all.total === alone.reduce((sum, { total }) => sum + total, 0),
      'year.unity-wrong',
      `unifying the figures of ${city} came to ${JSON.stringify(own)}`,
    )
  }
}

/** What the funds pay more with the province's benefits in place of a city's: what one payer pays more others pay less. */
const tryBenefits = async ({ client, year, settle }: Context, figures: readonly Figure[]): Promise<void> => {
  const unify = figures
    .filter(({ effectBy }) => effectBy === 'what-if')
    .map(({ key, city }) => ({ key, city }))
  if (unify.length === 0) return
  const whatIfs = '/v1/settlement/what-ifs'
  const { whatIfId } = await client.command<{ whatIfId: string }>(
    ...([province, 'POST', whatIfs, `unity-${year}`] as const),
    { year, variants: [{ title: '全省统一待遇', figures: [], unify }] },
  )
  await waitForRun(client, province, 'settlement', whatIfId)
  await settle()
  const tried = await client.get<Tried>(province, `${whatIfs}/${whatIfId}`)
  const effect = tried.groups.find(({ by }) => by === 'all')?.variants[0]?.effect ?? {}
  must(
    tried.status === 'done' && Object.values(effect).reduce((sum, amount) => sum + amount, 0) === 0,
    'year.unity-benefits-wrong',
    `unifying benefits came to ${JSON.stringify(tried)}`,
  )
}

/** The province asks what its cities still set otherwise, and what unifying it would change for payers and for the funds. */
export const unifyTheLaw = (context: Context): Promise<void> =>
  context.phase('unity', async () => {
    const { client, year, cities } = context
    const found = await client.get<{ figures: readonly Figure[] }>(province, `${path}?on=${year}-12-31`)
    const figures = found.figures.filter(({ city }) => cities.includes(city as never))
    await weighBills(context, figures)
    await tryBenefits(context, figures)
  })
