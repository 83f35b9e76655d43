import { monthsOf } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Context, Fund } from '../context.ts'
import { province } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Listed = {
  readonly through: string | null
  readonly publications: readonly { readonly document: string }[]
}

/** What every fund has to show once its year is closed; and what it has where its institutions had claims. */
const always = ['quotas', 'adjustment', 'costs']
const ofClaims = ['execution', 'clearing']

/** Whether a month of a fund was settled with an institution: nobody of a small fund may have needed care. */
const hasStatements = async ({ client, year }: Context, fund: Fund): Promise<boolean> => {
  for (const month of monthsOf(year)) {
    const query = new URLSearchParams({ ...fund, month })
    const path = `/v1/budget/disclosures/monthly-executions?${query}`
    const { institutions } = await client.get<{ institutions: readonly object[] }>(province, path)
    if (institutions.length > 0) return true
  }
  return false
}

const mustBePublic = (kinds: ReadonlySet<string>, { city, scheme }: Fund, kind: string): void =>
  must(kinds.has(kind), 'year.not-public', `${city} ${scheme} has no ${kind} in public`, { kind })

/** Makes public what the year decided, settled and closed, as the schedule does every night. */
export const publishYear = (context: Context): Promise<void> =>
  context.phase('public documents', async () => {
    const { client, settle, year, funds } = context
    const path = '/v1/budget/disclosures/publications'
    const on = `${year + 1}-05-04`
    const { runId } = await client.command<{ runId: string }>(province, 'POST', path, `publish-${year}`, {
      on,
    })
    await settle()
    await waitForRun(client, province, 'budget', runId)
    for (const fund of funds) {
      const { city, scheme } = fund
      const listed = await client.get<Listed>(province, `${path}?city=${city}&scheme=${scheme}`)
      const kinds = new Set(listed.publications.map(({ document }) => document))
      for (const kind of always) mustBePublic(kinds, fund, kind)
      if (ofClaims.every((kind) => kinds.has(kind)) || !(await hasStatements(context, fund))) continue
      for (const kind of ofClaims) mustBePublic(kinds, fund, kind)
    }
  })
