import * as z from 'zod'
import { TongchouError } from '#shared/kernel/errors.ts'
import type { Condition, Facts } from './condition.ts'
import { condition } from './condition.ts'

/** A figure and the claims it is for; rows are tried in order and the first that holds is taken. */
export type Row<Value> = {
  readonly when?: Condition | undefined
  readonly cites?: string | undefined
  readonly value: Value
}

/** What every row may carry beside its figure. */
export const rowFields = { when: condition.optional(), cites: z.string().min(1).optional() }

/** Reads one row or a list of them; what a plan writes for all claims alike is one row without a condition. */
export const rowsOf = <Value>(row: z.ZodType<Row<Value>>) =>
  z.union([
    z
      .array(row)
      .min(1)
      .refine(onlyLastIsForAll, 'only the last row may be without `when`: no later one is reached'),
    row.transform((only) => [only]),
  ])

const onlyLastIsForAll = (rows: readonly Row<unknown>[]): boolean =>
  rows.every(({ when }, index) => when !== undefined || index === rows.length - 1)

/** The row that holds for a claim and its number from 1; undefined when none does. */
export const findRow = <Value>(
  rows: readonly Row<Value>[],
  facts: Facts,
): { readonly value: Value; readonly number: number } | undefined => {
  let number = 0
  for (const row of rows) {
    number += 1
    if (row.when === undefined || row.when.holds(facts)) return { value: row.value, number }
  }
  return undefined
}

/**
 * The row that holds for a claim.
 * @throws TongchouError `plan.no-row` when none does: a figure the plan does not give is never guessed
 */
export const chooseRow = <Value>(rows: readonly Row<Value>[], facts: Facts, figure: string) => {
  const row = findRow(rows, facts)
  if (row) return row
  throw new TongchouError('plan.no-row', `no row of ${figure} is for this claim`, {
    figure,
    facts: JSON.stringify(facts),
  })
}
