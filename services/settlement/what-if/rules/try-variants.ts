import { Exact } from '#shared/money/rate.ts'
import type { ClaimColumns } from './columns.ts'
import type { AgeGroups, CountedFund, CountedRows, Tally, WhatIfEffect } from './effect.ts'
import { gatherEffect } from './effect.ts'
import type { JudgedBy, JudgingFault, YearView } from './judge-columns.ts'
import { judgeColumns, sinceIn } from './judge-columns.ts'
import type { World } from './world.ts'
import type { WorldOfColumns } from './world-columns.ts'
import { rowKinds, worldOf } from './world-columns.ts'

/** A variant as it is tried: the plans it judges by, and the world it judges in; that of the year where there is none. */
export type TriedVariant = JudgedBy & { readonly world?: World | undefined }

/**
 * What is tried: variants beside the law in force, the ages by which persons are told apart, how many claims are shown, of whom,
 * and by what the effect is added up.
 */
export type Trial = {
  readonly inForce: JudgedBy
  readonly variants: readonly TriedVariant[]
  readonly ageGroups: AgeGroups
  readonly keep: number
  readonly of: CountedFund
  readonly by: readonly Tally[]
}

/** What a trial came to, or why claims could not be judged: `plan` 0 is the law in force, then the variants in order. */
export type Tried = { readonly effect: WhatIfEffect } | { readonly fault: JudgingFault }

/** In an epidemic a person counts as one who is ill, and less often as one who is not. */
const waysToCount = 3

/**
 * How rows count in a world. Of those who fell ill so many more are ill, and so many fewer were well: persons like them, who had
 * the same year without these cases.
 */
const countedRows = ({ counts, countOf, epidemic }: WorldOfColumns, withoutView: number): CountedRows => {
  if (epidemic === undefined) return { counts, countOf: (row) => countOf[row] ?? 0 }
  const { factor, kinds } = epidemic
  const well = new Exact(1).minus(factor)
  const ofWorld = counts.flatMap((count) => [
    count,
    new Exact(count).times(factor).toFixed(),
    new Exact(count).times(well).toFixed(),
  ])
  return {
    counts: ofWorld,
    countOf: (row) => (countOf[row] ?? 0) * waysToCount + (kinds[row] === rowKinds.ofNobodyIll ? 0 : 1),
    without: { view: withoutView, countOf: (row) => (countOf[row] ?? 0) * waysToCount + 2 },
  }
}

/**
 * Judges the claims of an extract by the law in force and by variants of it, each in its world, and tells what these come to. The
 * year of those who fell ill in an epidemic is judged once more without its cases.
 */
export const tryVariants = (columns: ClaimColumns, { inForce, variants, ...asked }: Trial): Tried => {
  const worlds = variants.map(({ world }) => world && worldOf(columns, world))
  const views: YearView[] = [
    inForce,
    ...variants.map((variant, index) => ({ ...variant, priced: worlds[index]?.priced })),
  ]
  const variantOf = views.map((_, index) => index)
  const counted = worlds.map((world, index) => {
    if (world === undefined) return undefined
    const rows = countedRows(world, views.length)
    const variant = views[index + 1]
    if (world.epidemic !== undefined && variant !== undefined) {
      views.push({ ...variant, leaves: world.epidemic.kinds })
      variantOf.push(index + 1)
    }
    return rows
  })
  const gather = gatherEffect(columns, { worlds: counted, sinceOf: sinceIn(columns, inForce), ...asked })
  const fault = judgeColumns(columns, views, gather.see)
  return fault ? { fault: { ...fault, plan: variantOf[fault.plan] ?? 0 } } : { effect: gather.effect() }
}
