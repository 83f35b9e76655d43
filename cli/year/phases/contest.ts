import type { Month } from '#shared/calendar/day.ts'
import { addMonths } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, institutionClerk } from '../roles.ts'

type Statements = {
  readonly statements: readonly { readonly institution: string; readonly claimed: number }[]
}
type Postings = { readonly postings: readonly { readonly claimId: string }[] }
type Contests = { readonly contests: readonly { readonly institution: string; readonly state: string }[] }

/** An institution contests a claim of its month; who decides finds it in the list, and dismisses it. */
export const contestMonth = async ({ client, funds }: Context, month: Month): Promise<void> => {
  const [fund] = funds
  must(fund !== undefined, 'year.no-fund', 'there is no fund')
  const { city, scheme } = fund
  const clerk = cityClerk(city)
  const of = `city=${city}&scheme=${scheme}&month=${month}`
  const { statements } = await client.get<Statements>(clerk, `/v1/budget/statements?${of}`)
  const contested = statements.find(({ claimed }) => claimed > 0)
  if (!contested) return
  const { institution } = contested
  const { postings } = await client.get<Postings>(
    clerk,
    `/v1/budget/postings?${of}&institution=${institution}`,
  )
  const [claim] = postings
  if (!claim) return
  const path = `/v1/budget/statements/${city}/${scheme}/${month}/${institution}`
  const [key, on] = [`contest-${city}-${month}`, `${addMonths(month, 1)}-09`]
  const { claimId } = claim
  const items = [{ claimId, reason: '就诊医院的级别登记有误' }]
  await client.command(institutionClerk(city, institution), 'POST', `${path}/answer`, key, { on, items })
  const listed = () =>
    client.get<Contests>(clerk, `/v1/budget/statement-contests?city=${city}&scheme=${scheme}&state=contested`)
  const waiting = (await listed()).contests.some((each) => each.institution === institution)
  must(waiting, 'year.contest-not-listed', `what ${institution} contests is not listed`)
  const rulings = [{ claimId, outcome: 'dismissed', reason: '已按该院实际级别结算，不予更改' }]
  await client.command(cityReviewer(city), 'POST', `${path}/decision`, `${key}-decision`, {
    on,
    items: rulings,
  })
  must((await listed()).contests.length === 0, 'year.contest-waits', 'a decided contest still waits')
}
