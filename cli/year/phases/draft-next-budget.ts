import { firstDayOfYear } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { draftingRules } from '../../../services/budget/drafting/rules/drafting-rules.ts'
import { provincePolicy } from '../../province-policy.ts'
import type { Context, Fund } from '../context.ts'
import { fundName } from '../context.ts'
import { cityClerk } from '../roles.ts'
import { waitForRun } from './runs.ts'

type Line = { readonly steps: readonly { readonly rule: string }[] }

/** How many of a fund's insured are in each age group of the drafting rules, at a year's beginning. */
const headsByAge = ({ inputs }: Context, fund: Fund, year: number): number[] => {
  const moment = { on: firstDayOfYear(year), city: fund.city }
  const { ages } = tableAt(provincePolicy(), 'drafting.rules', moment, draftingRules)
  const heads = ages.map(() => 0)
  for (const { city, scheme, birth_on } of inputs.enrolment) {
    if (city !== fund.city || scheme !== fund.scheme) continue
    const age = year - Number(birth_on.slice(0, 4))
    const group = ages.findIndex(({ under }) => under === undefined || age < under)
    heads[group] = (heads[group] ?? 0) + 1
  }
  return heads
}

/**
 * Drafts the first fund's next budget. First it prices what this year's claims would have cost under the plan published
 * for next year. The draft takes that pricing and the figures of the year just closed.
 */
export const draftNextBudget = (context: Context): Promise<void> =>
  context.phase('next budget', async () => {
    const { client, funds, year, settle } = context
    const [fund] = funds
    if (!fund) return
    const clerk = cityClerk(fund.city)
    const next = year + 1
    const { pricingId } = await client.command<{ pricingId: string }>(
      clerk,
      'POST',
      '/v1/settlement/pricings',
      `pricing-${fundName(fund)}-${next}`,
      {
        ...fund,
        title: `the plan published for ${next}`,
        year,
        holdsFrom: firstDayOfYear(next),
        changes: [{ layer: 'inpatient', figures: [] }],
        on: firstDayOfYear(next),
      },
    )
    await waitForRun(client, clerk, 'settlement', pricingId)
    await settle()
    const { lines } = await client.command<{ lines: Line[] }>(
      clerk,
      'POST',
      '/v1/budget/drafts',
      `draft-${fundName(fund)}-${next}`,
      {
        ...fund,
        year: next,
        insured: [year, next].map((each) => ({ year: each, heads: headsByAge(context, fund, each) })),
        effects: [{ pricing: pricingId }],
      },
    )
    const isPriced = ({ steps }: Line) => steps.some(({ rule }) => rule === 'policy-change-priced')
    must(lines.some(isPriced), 'year.draft-without-pricing', `no line of ${next} names ${pricingId}`)
  })
