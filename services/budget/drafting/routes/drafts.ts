import * as z from 'zod'
import { amount, fundYear, id, signedAmount } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../../effects.ts'
import { fundFields, fundYearFields } from '../../ledger/fields.ts'
import { actors, fundOwner } from '../../ledger/fund-operations.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'
import { budgetTable, totals } from '../../planning/fields.ts'
import { step } from '../../total-control/fields.ts'
import { draftFor } from '../draft-budget.ts'

const rate = z.string().regex(/^-?\d(\.\d{1,6})?$/, 'not a rate such as 0.05')
const line = z.enum(budgetLines)
/** More than any age group of a province has. */
const mostPersons = 100_000_000
/** Persons by the age groups of the drafting rules, the youngest first. */
const heads = z.array(z.int().min(0).max(mostPersons)).min(1).max(10)

const body = z.strictObject({
  ...fundYearFields,
  /** The years the draft looks back on, and the year planned. */
  insured: z
    .array(z.strictObject({ year: fundYear, heads }))
    .min(1)
    .max(4),
  /** Years that are not closed in this ledger; where it has one, its own figures are taken. */
  actuals: z
    .array(z.strictObject({ year: fundYear, amounts: z.partialRecord(line, signedAmount) }))
    .max(3)
    .default([]),
  opening: z.strictObject({ pooled: signedAmount, account: amount }).optional(),
  growthTargets: z.partialRecord(line, rate).default({}),
  effects: z
    .array(
      z.union([
        z
          .strictObject({ line, amount: signedAmount, source: z.string().min(4).max(300) })
          .meta({ description: 'The effect on a line in the year, and where the figure comes from' }),
        z
          .strictObject({ pricing: id })
          .meta({ description: 'What a pricing of the settlement service found' }),
      ]),
    )
    .max(50)
    .default([]),
})

const answer = z.strictObject({
  fund: z.strictObject(fundFields),
  year: fundYear,
  lines: z.array(
    z.strictObject({
      line,
      chinese: z.string(),
      kind: z.enum(['income', 'expenditure']),
      pool: z.enum(['pooled', 'account']),
      amount: signedAmount,
      steps: z.array(step),
    }),
  ),
  table: budgetTable,
  totals: z.strictObject({ pooled: totals, account: totals }),
  openingMethod: z.string(),
  fault: z.string().optional(),
  actuals: z.array(z.strictObject({ year: fundYear, source: z.enum(['cleared', 'ledger', 'given']) })),
  policyVersion: z.string(),
  /** The last published score of the years before, and its factor on the most growth of expenditure. */
  performance: z.strictObject({ year: fundYear, score: z.int(), factor: z.string() }).optional(),
})

/** Proposals for a budget. */
export const draftRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/drafts',
    summary: "Proposes a year's budget, each line with its derivation; nothing is recorded.",
    scopes: actors,
    owner: fundOwner('body'),
    body,
    answer,
    refusals: [
      'draft.no-actuals',
      'draft.nobody-insured',
      'draft.negative-line',
      'draft.age-groups',
      'draft.pricing-unknown',
      'draft.pricing-twice',
      'draft.pricing-later',
      'policy.missing',
    ],
    handle: async ({ body: { city, scheme, ...wanted } }) => {
      const request = { ...wanted, opening: wanted.opening, fund: { city, scheme } }
      const drafted = await draftFor(request, effects)
      return drafted.status === 'refused' ? drafted : accept(answer.parse(drafted.value))
    },
  }),
]
