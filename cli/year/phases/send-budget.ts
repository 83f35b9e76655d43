import { must } from '#shared/kernel/errors.ts'
import type { Context, Fund } from '../context.ts'
import { cityClerk, province } from '../roles.ts'

const deficits = ['budget.current-deficit', 'budget.cumulative-deficit', 'budget.account-deficit']

/** Hands in a budget, or other lines for one. Where they plan a deficit, the province consents to it first. */
export const sendBudget = async (
  { client, year }: Context,
  fund: Fund,
  {
    path,
    key,
    body,
    reason,
  }: { readonly path: string; readonly key: string; readonly body: object; readonly reason: string },
): Promise<void> => {
  const clerk = cityClerk(fund.city)
  const { status, body: answer } = await client.send(clerk, 'POST', path, body, key)
  if (status < 300) return
  must(deficits.includes(String(answer.code)), 'year.budget-refused', `${path}: ${JSON.stringify(answer)}`)
  await client.command(province, 'POST', '/v1/budget/exemptions', `${key}-consent`, { ...fund, year, reason })
  await client.command(clerk, 'POST', path, `${key}-consented`, body)
}
