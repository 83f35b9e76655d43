import type { ClaimColumns } from './columns.ts'
import type { AgeGroups, CountedFund, WhatIfEffect } from './effect.ts'
import { gatherEffect } from './effect.ts'
import type { JudgedBy, JudgingFault } from './judge-columns.ts'
import { judgeColumns, sinceIn } from './judge-columns.ts'

/** What is tried: plans beside those in force, the ages by which persons are told apart, how many claims are shown, of whom. */
export type Trial = {
  readonly inForce: JudgedBy
  readonly variants: readonly JudgedBy[]
  readonly ageGroups: AgeGroups
  readonly keep: number
  readonly of: CountedFund
}

/** What a trial came to, or why claims could not be judged: `plan` 0 is the law in force, then the variants in order. */
export type Tried = { readonly effect: WhatIfEffect } | { readonly fault: JudgingFault }

/** Judges the claims of an extract by the law in force and by variants of it, and tells what these come to. */
export const tryVariants = (columns: ClaimColumns, { inForce, variants, ...asked }: Trial): Tried => {
  const sinceOf = sinceIn(columns, inForce)
  const gather = gatherEffect(columns, { variants: variants.length, sinceOf, ...asked })
  const fault = judgeColumns(columns, [inForce, ...variants], gather.see)
  return fault ? { fault } : { effect: gather.effect() }
}
