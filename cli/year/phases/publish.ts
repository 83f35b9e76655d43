import { must } from '#shared/kernel/errors.ts'
import type { Context } from '../context.ts'
import { province } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Listed = {
  readonly through: string | null
  readonly publications: readonly { readonly document: string }[]
}

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
    for (const { city, scheme } of funds) {
      const listed = await client.get<Listed>(province, `${path}?city=${city}&scheme=${scheme}`)
      const kinds = new Set(listed.publications.map(({ document }) => document))
      for (const kind of ['quotas', 'execution', 'clearing', 'adjustment', 'costs'])
        must(kinds.has(kind), 'year.not-public', `${city} ${scheme} has no ${kind} in public`, { kind })
    }
  })
