import * as z from 'zod'
import { day, id, signedAmount } from '#shared/contracts/fields.ts'
import { amountNames, stepNames } from '../insured-year/rules/claim-events.ts'
import { languages } from './rules/language.ts'

const labelledText = z.strictObject({ label: z.string(), value: z.string() })
const labelledAmount = z.strictObject({
  name: z.enum(amountNames),
  label: z.string(),
  amount: signedAmount,
})
const sum = z
  .strictObject({ total: labelledAmount, terms: z.array(labelledAmount) })
  .meta({ description: 'The terms add up to the total' })

const step = z.strictObject({
  step: z.enum(stepNames),
  title: z.string(),
  text: z.string().meta({ description: 'The calculation in one sentence' }),
  inputs: z.array(labelledText),
  amount: signedAmount,
  result: z.string().meta({ description: 'The amount in yuan' }),
  article: z.string(),
  rules: z.array(z.strictObject({ text: z.string(), article: z.string() })),
  rooms: z.array(z.strictObject({ ceiling: z.string(), left: signedAmount })),
})

const line = z.strictObject({
  code: z.string(),
  name: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  amount: signedAmount,
  fullySelfPaid: signedAmount,
  overLimit: signedAmount,
  firstSelfPaid: signedAmount,
  inScope: signedAmount,
  text: z.string(),
})

const settlementList = z.strictObject({
  listId: id,
  version: z.int(),
  sentOn: day,
  admittedOn: day,
  dischargedOn: day,
  diagnoses: z.array(z.string()).meta({ description: 'ICD-10, the main one first' }),
  operations: z.array(z.string()).meta({ description: 'ICD-9-CM-3' }),
  items: z.array(z.strictObject({ kind: z.string(), amount: signedAmount })),
})

/** An explanation in one language, as `domain/explanation` composes it. */
export const explanationAnswer = z.strictObject({
  kind: z.enum(['claim', 'reversal']),
  language: z.enum(languages),
  title: z.string(),
  claimId: id,
  personId: id,
  policyVersion: z.string(),
  facts: z.array(labelledText),
  lines: z.array(line),
  steps: z.array(step),
  payers: sum,
  sums: z.array(sum),
  counted: z.array(labelledText),
  corrections: z.array(
    z.strictObject({
      title: z.string(),
      facts: z.array(labelledText),
      difference: sum,
      lines: z.array(line),
      steps: z.array(step),
    }),
  ),
  standing: sum.optional(),
  settlementList: settlementList
    .optional()
    .meta({ description: 'What the hospital sent of the settlement for its assessment, as last corrected' }),
  notes: z.array(z.string()),
})
