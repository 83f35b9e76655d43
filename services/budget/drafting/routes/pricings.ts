import * as z from 'zod'
import { day, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields } from '../../ledger/fields.ts'
import { cursorField, fundOwner, pageOf, readers } from '../../ledger/fund-operations.ts'
import { budgetLines, chineseNameOf } from '../../ledger/rules/chart.ts'
import type { RecordedPricing } from '../policy-pricings.ts'
import { pagePricings } from '../policy-pricings.ts'
import { effectOnOtherFunds, pricedLines } from '../rules/policy-pricing.ts'

/** The gateway adds a `proxy` parameter of its own. */
const pathParams = z.object(fundFields)

const pricing = z.object({
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

const toAnswer = ({ care, ...told }: RecordedPricing) =>
  pricing.parse({
    ...told,
    lines: pricedLines({ care }).map((each) => ({
      ...each,
      chinese: chineseNameOf(each.line),
      effect: each.new - each.old,
    })),
    otherFunds: effectOnOtherFunds({ care }),
  })

/** Policy changes that were priced, as a draft may name them. */
export const policyPricingRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/budget/policy-pricings/{city}/{scheme}',
    summary: "What priced policy changes would have made of a past year's claims, by line of the budget.",
    scopes: readers,
    params: pathParams,
    owner: fundOwner('params'),
    query: z.strictObject(cursorField),
    answer: z.strictObject({ pricings: z.array(pricing), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ params, query }) => {
      const { pricings, ...next } = await pagePricings(store, params, pageOf(query.cursor))
      return accept({ pricings: pricings.map(toAnswer), ...next })
    },
  }),
]
