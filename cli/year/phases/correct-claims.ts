import { isDeepStrictEqual } from 'node:util'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { toCsv } from '../csv-pieces.ts'
import type { FileRow, Message } from '../inputs.ts'
import { cityClerk, cityReviewer, province } from '../roles.ts'
import { approveCatalogue } from './reference-data.ts'
import { waitForRun } from './runs.ts'

/** What a run of corrections comes to. */
type Moved = {
  readonly entries: number
  readonly fund: number
  readonly account: number
  readonly cash: number
}
type Totals = Moved & {
  readonly persons: number
  /** Persons whose correction moves so much that another person has to approve it. */
  readonly held?: number
}

/** What patients pay first of an item that is class B all of a sudden. */
const newShare = '0.05'

const lineCodes = ({ input }: Message): string[] => {
  const { feedetail = [] } = input as { readonly feedetail?: readonly { readonly med_list_codg: string }[] }
  return feedetail.map(({ med_list_codg: code }) => code)
}

/** The class A item that is charged most often. */
const mostCharged = ({ inputs }: Context): FileRow<'catalogue'> => {
  const uses = new Map<string, number>()
  for (const code of inputs.claims.flatMap(lineCodes)) uses.set(code, (uses.get(code) ?? 0) + 1)
  const useOf = ({ code }: FileRow<'catalogue'>): number => uses.get(code) ?? 0
  const [first] = inputs.catalogue
    .filter((row) => row.class === 'A' || row.class === '甲')
    .toSorted((a, b) => useOf(b) - useOf(a))
  must(first !== undefined, 'year.no-item', 'the catalogue has no class A item')
  return first
}

const fromOctober = (year: FundYear): Day => `${year}-10-01`

/** The province learns in December that an item was class B from October on. */
const changeCatalogue = async (context: Context): Promise<void> => {
  const { client, year } = context
  const changed = { ...mostCharged(context), class: 'B', first_self_pay: newShare, from: fromOctober(year) }
  const { importId } = await client.command<{ importId: string }>(
    province,
    'POST',
    '/v1/settlement/catalogue-imports',
    `catalogue-${year}-late`,
    {
      fileName: 'late.csv',
      contentBase64: toCsv('catalogue', [changed]),
      onBadRows: 'refuse',
    },
  )
  await approveCatalogue(client, importId)
}

type Run = { readonly runId: string; readonly totals: Totals }

/** Waits for a run of corrections, and says what it came to. */
const totalsOf = async ({ client }: Context, city: string, runId: string): Promise<Run> => {
  const clerk = cityClerk(city)
  await waitForRun(client, clerk, 'settlement', runId)
  const totals = await client.get<Totals>(clerk, `/v1/settlement/corrections/${runId}`)
  return { runId, totals }
}

/** What the claims of a city are judged again for. */
type Order = {
  readonly city: string
  readonly cause: 'catalogue' | 'entitlement'
  readonly year: FundYear
  readonly preview: boolean
  readonly on: Day
  readonly from?: Day
  readonly persons?: readonly string[]
}

const order = async (context: Context, key: string, body: Order): Promise<Run> => {
  const path = '/v1/settlement/corrections'
  const { runId } = await context.client.command<{ runId: string }>(
    ...([cityClerk(body.city), 'POST', path, key, body] as const),
  )
  return totalsOf(context, body.city, runId)
}

const ofCatalogue = ({ year }: Context, city: string): Omit<Order, 'preview'> => ({
  ...{ cause: 'catalogue', city, year, from: fromOctober(year), on: `${year}-12-31` },
})

/** What a run and the one that another person's approval made of the rest come to together. */
const together = (one: Moved, other: Moved): Moved => ({
  entries: one.entries + other.entries,
  fund: one.fund + other.fund,
  account: one.account + other.account,
  cash: one.cash + other.cash,
})

const nothing: Moved = { entries: 0, fund: 0, account: 0, cash: 0 }

/** Corrects a city's claims; what moves more than its clerk may move, its reviewer approves. */
export const correctByTwo = async (
  context: Context,
  key: string,
  body: Omit<Order, 'preview'>,
): Promise<readonly Run[]> => {
  const { client } = context
  const { city } = body
  const ordered = await order(context, key, { ...body, preview: false })
  if (!ordered.totals.held) return [ordered]
  const path = `/v1/settlement/corrections/${ordered.runId}/approval`
  const { runId } = await client.command<{ runId: string }>(
    cityReviewer(city),
    'POST',
    path,
    `approve-${ordered.runId}`,
  )
  return [ordered, await totalsOf(context, city, runId)]
}

/** The first claim that a run corrected. */
const firstCorrected = async (
  { client }: Context,
  city: string,
  runId: string,
): Promise<string | undefined> => {
  const { differences } = await client.get<{ differences: readonly { readonly claimId: string }[] }>(
    cityClerk(city),
    `/v1/settlement/corrections/${runId}/differences`,
  )
  return differences[0]?.claimId
}

/**
 * A change of the catalogue that reaches back. The last city of the list previews what it changes, and then has the
 * claims it touches judged again. What is recorded has to equal the preview. The others do so when they please. Answers
 * with one of the claims corrected.
 */
export const correctClaims = (context: Context): Promise<string | undefined> =>
  context.phase('corrections', async () => {
    await changeCatalogue(context)
    const city = context.cities.at(-1)
    must(city !== undefined, 'year.no-city', 'there is no city')
    const body = ofCatalogue(context, city)
    const key = `corrections-${city}-${context.year}`
    const { totals: previewed } = await order(context, `${key}-preview`, { ...body, preview: true })
    const runs = await correctByTwo(context, `${key}-run`, body)
    const corrected = runs.map(({ totals }): Moved => totals).reduce(together, nothing)
    must(
      isDeepStrictEqual(corrected, together(previewed, nothing)),
      'year.other-than-previewed',
      'a run differs from its preview',
      { city, previewed: previewed.fund, corrected: corrected.fund },
    )
    await context.settle()
    const claims = await Promise.all(runs.map(({ runId }) => firstCorrected(context, city, runId)))
    return claims.find((claimId) => claimId !== undefined)
  })
