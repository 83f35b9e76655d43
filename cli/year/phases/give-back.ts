import { chinaDay } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { sum } from '#shared/money/fen.ts'
import { concurrently } from '../concurrently.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { province } from '../roles.ts'
import { payFrom } from './pay-institutions.ts'
import { supportFund } from './support.ts'

type Owed = { readonly amount: number; readonly remittedOn?: string }
type Applications = {
  readonly applications: readonly { readonly city: string; readonly owedBack?: readonly Owed[] }[]
}

/** What a fund owes back of its share, or gave back. */
const owedBackOf = async ({ client, year }: Context, { city, scheme }: Fund): Promise<readonly Owed[]> => {
  const path = `/v1/adjustment-fund/gap-applications?year=${year}&scheme=${scheme}`
  const { applications } = await client.get<Applications>(province, path)
  return applications.flatMap((each) => (each.city === city ? (each.owedBack ?? []) : []))
}

/**
 * What a year costs less after its gap was shared is owed back of the share. The treasury pays it out of the fund, which the
 * city supports where it holds too little, and the adjustment fund has it.
 * @returns what was given back, in fen
 */
export const giveBackShares = (context: Context): Promise<number> =>
  context.phase('shares given back', async () => {
    const { funds, atATime, settle } = context
    const today = chinaDay(new Date())
    const owing = (
      await concurrently(funds, atATime, async (fund) => ({ fund, owed: await owedBackOf(context, fund) }))
    ).flatMap(({ fund, owed }) => (owed.length === 0 ? [] : [fund]))
    if (owing.length === 0) return 0
    for (const fund of owing) await supportFund(context, fund, today)
    await settle()
    await payFrom(context, owing, today)
    await settle()
    const given = await concurrently(owing, atATime, async (fund) => {
      const owed = await owedBackOf(context, fund)
      const isGiven = owed.every(({ remittedOn }) => remittedOn !== undefined)
      must(isGiven, 'year.share-kept', `${fundName(fund)} owes of its share`)
      return sum(owed.map(({ amount }) => amount))
    })
    return sum(given)
  })
