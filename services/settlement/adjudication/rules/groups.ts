import { TongchouError } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { BasicLayer } from '../../plan/rules/format.ts'
import type { SplitClaim } from './claim.ts'

/** Part of the amount that entered the basic pool, of items paid alike, and the deductible taken from it. */
export type Group = { readonly itemClass: string; readonly amount: number; readonly deductible: number }

/**
 * The amount that entered, apart by item class, for a plan that pays by it. What did not enter is taken from the
 * classes in proportion. The deductible is taken from the classes the plan names first, in its order, or in proportion.
 */
export const groupsOf = (
  claim: SplitClaim,
  plan: BasicLayer,
  entered: number,
  deductible: number,
): readonly Group[] => {
  const classes = [...claim.classes].filter(([, parts]) => parts.inScope > 0)
  if (classes.length === 0) {
    if (entered === 0) return []
    throw new TongchouError('plan.fact-missing', 'the plan pays by item class, which is not known', {
      fact: 'itemClass',
    })
  }
  const names = classes.map(([name]) => name)
  const inScope = classes.map(([, parts]) => parts.inScope)
  const amounts = allocate(entered, inScope)
  const taken = takenFrom(names, amounts, plan.deductibleFrom ?? 'proRata', deductible)
  return names.map((itemClass, index) => ({
    itemClass,
    amount: amounts[index] ?? 0,
    deductible: taken[index] ?? 0,
  }))
}

const takenFrom = (
  names: readonly string[],
  amounts: readonly number[],
  order: readonly string[] | 'proRata',
  deductible: number,
): readonly number[] => {
  if (order === 'proRata') return amounts.some((amount) => amount > 0) ? allocate(deductible, amounts) : []
  const taken = new Map<string, number>()
  let left = deductible
  for (const name of new Set([...order, ...names])) {
    const part = Math.min(left, amounts[names.indexOf(name)] ?? 0)
    taken.set(name, part)
    left -= part
  }
  return names.map((name) => taken.get(name) ?? 0)
}
