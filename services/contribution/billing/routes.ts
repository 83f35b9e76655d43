import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { city, day, fundYear, id, month } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Policy } from '#shared/policy/policy.ts'
import type { Effects } from '../effects.ts'
import { refuse } from '../refusals.ts'
import type { BillingPeriod } from './rules/billing-figures.ts'
import { billingDays } from './rules/billing-figures.ts'
import { startBilling } from './start-billing.ts'

type Asked = BillingPeriod & { readonly on?: Day | undefined }

/** Why a period may not be billed yet, or not on such a day of issue. */
const tooEarly = (
  policy: Policy,
  { on: asked, ...period }: Asked,
  today: Day,
): Decision<never> | undefined => {
  const { opensOn, usualOn } = billingDays(policy, period)
  const named = period.kind === 'employer-month' ? period.month : period.year
  const refused = (field: string, from: Day) =>
    refuse('contribution.billed-too-early', { field, figures: { period: named, opensOn: from } })
  if (today < opensOn) return refused(period.kind === 'employer-month' ? 'month' : 'year', opensOn)
  return asked !== undefined && asked > today && asked > usualOn ? refused('on', asked) : undefined
}

const on = day.optional().meta({ description: 'day of issue, where it is not the usual one' })

/** Billing runs. */
export const billingRoutes = (effects: Pick<Effects, 'store' | 'runs' | 'policy'>): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/contribution/billing-runs',
    summary: "Issues a city's bills: its employers' of a month, or its residents' of a year.",
    scopes: ['province', 'city'],
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    // Bills are issued ahead of the month or year that they are for.
    days: 'itself',
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('employer-month'), city, month, on }),
      z.strictObject({ kind: z.literal('resident-year'), city, year: fundYear, on }),
    ]),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: ['contribution.billed-too-early', 'policy.missing', 'run.other-parameters'],
    changes: (_, { runId }) => [`/v1/contribution/runs/${runId}`],
    handle: async ({ body, commandId, today }) =>
      tooEarly(effects.policy(), body, today) ??
      accept({ runId: await startBilling({ ...body, commandId }, effects) }),
  }),
]
