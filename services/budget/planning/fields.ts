import * as z from 'zod'
import { amount, city, day, fundYear, scheme, signedAmount } from '#shared/contracts/fields.ts'
import { problem, refused } from '#shared/edge/http/problem.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { fundYearFields } from '../ledger/fields.ts'
import { expenditureLines, incomeLines } from '../ledger/rules/chart.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import { signature } from '../ledger/rules/signature.ts'
import type { Budget } from './rules/budget.ts'
import { budgetStates } from './rules/budget.ts'
import { poolTotals } from './rules/totals.ts'
import { readBudget, saveBudget } from './store.ts'

export const budgetBody = z.strictObject({
  ...fundYearFields,
  openingBalance: signedAmount,
  accountOpeningBalance: signedAmount.default(0),
  income: z.partialRecord(z.enum(incomeLines), amount),
  expenditure: z.partialRecord(z.enum(expenditureLines), amount),
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

export const budgetAnswer = z.strictObject({
  fund: z.strictObject({ city, scheme }),
  year: fundYear,
  status: z.enum(budgetStates),
  table: budgetTable,
  totals: z.strictObject({ pooled: totals, account: totals }),
  exemption: exemption.optional(),
  compiled: signature,
  reviewed: signature.optional(),
  approved: signature.optional(),
  adjustment: z
    .strictObject({
      table: budgetTable,
      reason: z.string(),
      exemption: exemption.optional(),
      proposed: signature,
    })
    .optional(),
  earlier: z
    .array(
      z.strictObject({ table: budgetTable, reason: z.string(), proposed: signature, approved: signature }),
    )
    .optional(),
  closedOn: day.optional(),
  finalised: signature.optional(),
})

/** A budget as it is answered, with the totals of both pools. */
export const answerOf = (budget: Budget) => ({
  ...budget,
  totals: { pooled: poolTotals(budget.table, 'pooled'), account: poolTotals(budget.table, 'account') },
})

/** Loads a budget, decides, and saves what was decided. */
export const change = async (
  { store }: Effects,
  fund: Fund,
  year: number,
  decide: (state: Budget | undefined) => Decision<Budget>,
): Promise<Budget> => {
  const { budget, version } = await readBudget(store, fund, year)
  const decision = decide(budget)
  if (decision.status === 'refused') throw refused(decision.refusal)
  if (decision.value === budget || (await saveBudget(store, decision.value, version))) return decision.value
  throw problem(409, 'budget.changed-meanwhile', 'the budget was changed by someone else; read it again')
}

/** The problem of a year without a budget. */
export const missing = (year: number) => problem(404, 'budget.unknown', `no budget was compiled for ${year}`)
