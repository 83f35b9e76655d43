import * as z from 'zod'
import { Exact } from '#shared/money/rate.ts'
import { bandsRise, inOrder, notRising } from '#shared/policy/bands.ts'
import { budgetLines } from '../../ledger/rules/chart.ts'

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const bounds = z
  .strictObject({ least: decimal, most: decimal })
  .refine(inOrder, 'the least is not above the most')

/**
 * How lines are proposed. By `per-head` and `per-weighted-head` it is the last year's amount a head, grown, times next
 * year's heads (weighted: by what care costs at each age). By `average` it is that of the years, the later ones weighing
 * more. By `levy` it is the adjustment fund's rate on the last collection. A line without a method is not proposed.
 */
export const draftingRules = z.strictObject({
  lines: z.partialRecord(z.enum(budgetLines), z.enum(['per-head', 'per-weighted-head', 'average', 'levy'])),
  /** From the earliest of three years to the latest. */
  yearWeights: z.array(decimal).length(3),
  growth: z.strictObject({ income: bounds, expenditure: bounds }),
  /** Groups by age, rising; the last one is without bound. */
  ages: z
    .array(z.strictObject({ under: z.int().min(1).optional(), weight: decimal }))
    .min(1)
    .refine((ages) => bandsRise(ages.map(({ under }) => under)), notRising)
    .refine((ages) => ages.at(-1)?.under === undefined, 'the last age group is without bound'),
})
export type DraftingRules = z.output<typeof draftingRules>

/** How many persons there are in each age group of the rules, the youngest first. */
export type Heads = readonly number[]

/** All persons. */
export const headsIn = (heads: Heads): number => heads.reduce((total, count) => total + count, 0)

/** Persons weighted by what care costs at their age. */
export const weightedHeads = (heads: Heads, { ages }: DraftingRules): Exact =>
  ages.reduce<Exact>(
    (total, { weight }, index) => total.plus(new Exact(weight).times(heads[index] ?? 0)),
    new Exact(0),
  )
