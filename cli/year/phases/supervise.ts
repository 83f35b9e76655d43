import type { Day, Month } from '#shared/calendar/day.ts'
import { addMonths, lastDayOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import type { Message } from '../inputs.ts'
import { cityClerk, cityReviewer, provinceApprover } from '../roles.ts'
import type { Settlements } from './claims.ts'
import { waitForRun } from './runs.ts'

const settlements = new Set(['2207', '2304'])
/** What an inspection takes back of a claim it looked into, in fen; less where the funds paid less. */
const mostRecovered = 10_000

type Claim = {
  readonly claimId: string
  readonly institution: string
  readonly city: string
  readonly scheme: string
  readonly amounts: { readonly fund: number }
  readonly reversedBy?: string
}

type Applications = {
  readonly applications: readonly { readonly city: string; readonly paid?: number }[]
}

type WantedClaim = { readonly scheme?: string; readonly isLast?: boolean }

/**
 * The first of a city's claims that nobody inspected, in the order of message ids, of which the funds paid something that
 * stands; or the last. Nothing where a city of a few persons has none left.
 */
const paidClaim = async (
  { client, inputs }: Context,
  city: string,
  { byMessage, inspected }: Settlements,
  { scheme, isLast = false }: WantedClaim = {},
): Promise<Claim | undefined> => {
  const own = ({ insuplc_admdvs, infno }: Message) => insuplc_admdvs === city && settlements.has(infno)
  const sent = inputs.claims.filter(own).map(({ msgid }) => msgid)
  const inOrder = [...new Set(sent)].sort()
  for (const msgid of isLast ? inOrder.reverse() : inOrder) {
    const claimId = byMessage.get(msgid)
    if (claimId === undefined || inspected.has(claimId)) continue
    const claim = await client.get<Claim>(cityClerk(city), `/v1/settlement/claims/${claimId}`)
    const isWanted = scheme === undefined || claim.scheme === scheme
    if (claim.reversedBy === undefined && claim.amounts.fund > 0 && claim.city === city && isWanted)
      return claim
  }
  return undefined
}

/** An inspection of a claim: opened and looked into by the clerk, confirmed by a colleague. */
const inspect = async (
  { client }: Context,
  { inspected }: Settlements,
  claim: Claim,
  { on, most = mostRecovered }: { readonly on: string; readonly most?: number },
): Promise<void> => {
  const { claimId, institution, city, amounts } = claim
  inspected.add(claimId)
  const cases = '/v1/settlement/audit-cases'
  const opening = { institution, city, claims: [claimId], reason: '现场检查发现违规收费问题', on }
  const clerk = cityClerk(city)
  const { caseId } = await client.command<{ caseId: string }>(
    clerk,
    'POST',
    cases,
    `inspect-${claimId}`,
    opening,
  )
  await client.command(clerk, 'POST', `${cases}/${caseId}/assignment`, `assign-${caseId}`, { on })
  const found = { amount: Math.min(most, amounts.fund), reason: '已收费但未实际提供该项服务', on }
  const findings = `${cases}/${caseId}/findings`
  await client.command(clerk, 'POST', findings, `find-${caseId}`, { as: 'recover', ...found })
  const confirmation = `${cases}/${caseId}/confirmation`
  await client.command(cityReviewer(city), 'POST', confirmation, `confirm-${caseId}`, found)
}

/**
 * The city proposes what becomes of costs that came to its cleared year, and the province approves it. What is too little
 * for a gap to be trued up again is carried.
 */
const decideLateCosts = async (
  context: Context,
  fund: { readonly city: string; readonly scheme: string },
  { outcome, document }: { readonly outcome: 'carried' | 'trued-up'; readonly document: string },
): Promise<void> => {
  const { client, year } = context
  const { city, scheme } = fund
  const path = `/v1/budget/late-costs/${city}/${scheme}/${year}/proposals`
  const key = `late-cost-${city}-${scheme}-${outcome}`
  const reason = '检查后追回医保基金已支付的费用'
  const body = { outcome, reason, document: `Late costs of ${document}` }
  const { status, body: proposed } = await client.send(cityClerk(city), 'POST', path, body, key)
  if (proposed.code === 'late-cost.too-little')
    return await decideLateCosts(context, fund, { outcome: 'carried', document })
  must(status === 201, 'year.refused', `${path}: ${status} ${proposed.code}`)
  const { number, proposalId } = proposed
  const approval = `${path}/${number}/approval`
  await client.command(provinceApprover, 'POST', approval, `${key}-approval`, { proposalId })
}

/**
 * An inspection after the year is cleared: what it takes back comes to a year whose gap was shared without it. The city
 * proposes that it stays in the year it is booked in, and the province approves.
 */
export const inspectLate = (context: Context, on: Day, settlements: Settlements): Promise<void> =>
  context.phase('costs after clearing', async () => {
    const { client, cities, year, settle } = context
    const [city] = cities
    must(city !== undefined, 'year.no-city', 'there is no city')
    const claim = await paidClaim(context, city, settlements)
    if (claim === undefined) return
    await inspect(context, settlements, claim, { on })
    await settle()
    const path = `/v1/budget/late-costs/${city}/${claim.scheme}/${year}/proposals`
    // What came is less cost: there is nothing that its institution could bear.
    const borne = [{ institution: claim.institution, amountFen: 1 }]
    const words = { reason: '清算后费用由医疗机构自行负担', document: `Late costs of ${year}, 0` }
    const refused = await client.send(cityClerk(city), 'POST', path, { ...words, borne }, `borne-${city}`)
    must(refused.body.code === 'late-cost.beyond-own', 'year.borne', `${path}: ${refused.body.code}`)
    const fund = { city, scheme: claim.scheme }
    await decideLateCosts(context, fund, { outcome: 'carried', document: `${year}, 1` })
  })

/**
 * An inspection after the final accounts of a year whose gap was shared: the city proposes that the gap is trued up again,
 * the province approves, and what follows is owed back.
 */
export const correctFinalYear = (context: Context, on: Day, settlements: Settlements): Promise<void> =>
  context.phase('corrections after final accounts', async () => {
    const { client, funds, year, settle } = context
    for (const { city, scheme } of funds) {
      const shared = `/v1/adjustment-fund/gap-applications?year=${year}&scheme=${scheme}`
      const { applications } = await client.get<Applications>(cityClerk(city), shared)
      if (!applications.some((each) => each.city === city && (each.paid ?? 0) > 0)) continue
      const claim = await paidClaim(context, city, settlements, { scheme, isLast: true })
      if (claim === undefined) continue
      await inspect(context, settlements, claim, { on, most: claim.amounts.fund })
      await settle()
      await decideLateCosts(context, { city, scheme }, { outcome: 'trued-up', document: `${year}, 2` })
      await settle()
    }
  })

/** Supervises the month before in every city, and inspects one claim of each, so that money comes back. */
export const supervise = (context: Context, month: Month, settlements: Settlements): Promise<void> =>
  context.phase('supervision', async () => {
    const { client, cities, settle } = context
    const supervised = addMonths(month, -1)
    for (const city of cities) {
      const body = { city, month: supervised }
      const path = '/v1/settlement/supervision-runs'
      const key = `supervise-${city}-${supervised}`
      const { runId } = await client.command<{ runId: string }>(cityClerk(city), 'POST', path, key, body)
      await waitForRun(client, cityClerk(city), 'settlement', runId)
      const claim = await paidClaim(context, city, settlements)
      if (claim !== undefined) await inspect(context, settlements, claim, { on: lastDayOf(month) })
    }
    await settle()
  })
