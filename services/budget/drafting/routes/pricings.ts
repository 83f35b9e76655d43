import * as z from 'zod'
import { day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../../effects.ts'
import { cursorField, fundFields, fundFor, pageOf, readers } from '../../ledger/fields.ts'
import { budgetLines, chineseNameOf } from '../../ledger/rules/chart.ts'
import type { RecordedPricing } from '../policy-pricings.ts'
import { pagePricings } from '../policy-pricings.ts'
import { effectOnOtherFunds, pricedLines } from '../rules/policy-pricing.ts'

const pricing = z.strictObject({
  pricingId: id,
  title: z.string(),
  ...{ year: fundYear, holdsFrom: day, pricedOn: day },
  policyVersion: z.string(),
  ...{ persons: z.int(), claims: z.int(), changed: z.int() },
  lines: z.array(
    z.strictObject({
      line: z.enum(budgetLines),
      chinese: z.string(),
      ...{ old: signedAmount, new: signedAmount, effect: signedAmount },
    }),
  ),
  /** What the change costs funds that pay beside this one; no line of its budget. */
  otherFunds: z.strictObject({
    seriousIllness: signedAmount,
    medicalAid: signedAmount,
    supplement: signedAmount,
  }),
})

const toAnswer = ({ care, city: _, scheme: __, ...told }: RecordedPricing) => ({
  ...told,
  lines: pricedLines({ care }).map((each) => ({
    ...each,
    chinese: chineseNameOf(each.line),
    effect: each.new - each.old,
  })),
  otherFunds: effectOnOtherFunds({ care }),
})

const params = z.object(fundFields)

/** Policy changes that were priced, as a draft may name them. */
export const policyPricingRoutes = ({ store }: Effects): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/v1/budget/policy-pricings/{city}/{scheme}',
    summary: "What priced policy changes would have made of a past year's claims, by line of the budget.",
    scopes: readers,
    query: z.strictObject(cursorField),
    answer: z.strictObject({ pricings: z.array(pricing), cursor: z.string().optional() }),
    problems: ['route.unknown', 'caller.other-division', 'cursor.unreadable'],
    handle: async ({ caller, params: named, query }) => {
      const parsed = params.safeParse(named)
      if (!parsed.success) throw problem(404, 'route.unknown', 'the path names no city and scheme')
      const { pricings, ...next } = await pagePricings(
        store,
        fundFor(caller, parsed.data),
        pageOf(query.cursor),
      )
      return { status: 200, body: { pricings: pricings.map(toAnswer), ...next } }
    },
  }),
]
