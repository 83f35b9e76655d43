import type { Policy } from '#shared/policy/policy.ts'
import type { ClaimColumns } from './columns.ts'
import type { AgeGroups, CountedFund, WhatIfEffect } from './effect.ts'
import { gatherEffect } from './effect.ts'
import type { JudgingFault } from './judge-columns.ts'
import { judgeColumns, judgedBy, sinceIn } from './judge-columns.ts'

/** What is tried: policies beside the one in force, the ages by which persons are told apart, how many claims are shown. */
export type Trial = {
  readonly inForce: Policy
  readonly variants: readonly Policy[]
  readonly ageGroups: AgeGroups
  readonly keep: number
  readonly of: CountedFund
}

/** What a trial came to, or why claims could not be judged: `plan` 0 is the law in force, then the variants in order. */
export type Tried = { readonly effect: WhatIfEffect } | { readonly fault: JudgingFault }

/** Judges the claims of an extract by the law in force and by variants of it, and tells what these come to. */
export const tryVariants = (columns: ClaimColumns, { inForce, variants, ...asked }: Trial): Tried => {
  const first = judgedBy(inForce, columns.year)
  const plans = [first, ...variants.map((policy) => judgedBy(policy, columns.year))]
  const sinceOf = sinceIn(columns, first)
  const gather = gatherEffect(columns, { variants: variants.length, sinceOf, ...asked })
  const fault = judgeColumns(columns, plans, gather.see)
  return fault ? { fault } : { effect: gather.effect() }
}
