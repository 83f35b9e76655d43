import * as z from 'zod'
import { signedAmount } from '#shared/contracts/fields.ts'
import { budgetLines } from '../ledger/rules/chart.ts'
import { costParts } from './rules/cost-parts.ts'

/** What makes the cost of a year differ from what was booked in it, by line and part. */
export const costOfLine = z.partialRecord(z.enum(costParts), signedAmount)
export const costByLine = z.partialRecord(z.enum(budgetLines), costOfLine)
