import * as z from 'zod'
import { amount, city, day, fundYear, scheme, signature, signedAmount } from '#shared/contracts/fields.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { approval } from '../ledger/rules/approval.ts'
import { expenditureLines, incomeLines } from '../ledger/rules/chart.ts'
import type { Budget } from './rules/budget.ts'
import { budgetStates } from './rules/budget.ts'
import { poolTotals } from './rules/totals.ts'

/** Whether amounts come together to no more than any one amount may be. */
const addUp = (amounts: Readonly<Partial<Record<string, number>>>): boolean =>
  amount.safeParse(Object.values(amounts).reduce<number>((total, each) => total + (each ?? 0), 0)).success

const amountsBy = <Line extends string>(lines: readonly Line[]) =>
  z.partialRecord(z.enum(lines), amount).refine(addUp, 'all lines together are too large')

export const budgetBody = z.strictObject({
  ...fundYearFields,
  openingBalance: signedAmount,
  accountOpeningBalance: signedAmount.default(0),
  income: amountsBy(incomeLines),
  expenditure: amountsBy(expenditureLines),
  exemption: z.strictObject({ reason: z.string().min(10).max(500) }).optional(),
})

/** The totals of one pool. */
export const totals = z.strictObject({
  opening: signedAmount,
  income: amount,
  expenditure: amount,
  current: signedAmount,
  closing: signedAmount,
})
/** Totals of what was executed: any of them may be below nil. */
export const signedTotals = totals.extend({ income: signedAmount, expenditure: signedAmount })

/** The lines of a budget, and what it begins with. */
export const budgetTable = budgetBody.pick({
  openingBalance: true,
  accountOpeningBalance: true,
  income: true,
  expenditure: true,
})
const exemption = z.strictObject({ reason: z.string(), grantedBy: z.string(), grantedOn: day })

export const budgetAnswer = z.object({
  fund: z.strictObject({ city, scheme }),
  year: fundYear,
  status: z.enum(budgetStates),
  table: budgetTable,
  totals: z.strictObject({ pooled: totals, account: totals }),
  exemption: exemption.optional(),
  compiled: signature,
  reviewed: signature.optional(),
  approved: approval.optional(),
  adjustment: z
    .strictObject({
      table: budgetTable,
      reason: z.string(),
      exemption: exemption.optional(),
      proposed: signature,
      reviewed: signature.optional(),
    })
    .optional(),
  earlier: z
    .array(
      z.strictObject({
        table: budgetTable,
        reason: z.string(),
        proposed: signature,
        reviewed: signature.optional(),
        approved: approval,
      }),
    )
    .optional(),
  closedOn: day.optional(),
  overrun: z
    .strictObject({
      lines: z.array(z.strictObject({ line: z.enum(expenditureLines), over: amount })),
      reason: z.string(),
      document: z.string(),
      proposed: signature,
      reviewed: signature.optional(),
      approved: approval.optional(),
    })
    .optional(),
  accountsReviewed: signature.optional(),
  finalised: approval.optional(),
})

/** A budget as it is answered, with the totals of both pools. */
export const budgetAnswerOf = (budget: Budget) =>
  budgetAnswer.parse({
    ...budget,
    totals: { pooled: poolTotals(budget.table, 'pooled'), account: poolTotals(budget.table, 'account') },
  })

/** What was decided of a budget, as it is answered. */
export const decidedBudget = (decided: Decision<Budget>) =>
  decided.status === 'refused' ? decided : accept(budgetAnswerOf(decided.value))
