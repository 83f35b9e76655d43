import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import type { WhatIfEffect } from './effect.ts'
import { addEffects, dimensions, noEffect } from './effect.ts'
import type { JudgingFault } from './judge-columns.ts'
import type { Variant } from './variant.ts'

/** What a what-if was asked for, by whom and when. */
export type WhatIfRun = {
  readonly runId: string
  readonly year: FundYear
  readonly city?: string
  readonly scheme?: Scheme
  readonly variants: readonly Variant[]
  /** The policy the variants change, and by which claims are judged beside them. */
  readonly policyVersion: string
  readonly ordered: { readonly by: string; readonly on: Day }
}

/** What a what-if came to so far, and why it can go no further. */
export type WhatIfTotals = {
  readonly effect: WhatIfEffect
  /** Persons whose claims the law in force itself cannot judge: they are left out. */
  readonly unjudged: number
  readonly fault?: JudgingFault
}

/** So many of the claims most affected are shown of each variant. */
export const claimsShown = 3

/** By what an effect is added up at the door: a run's item has no room for every hospital of the province. */
export const talliesAtDoor = [...dimensions, 'fund'] as const

export const noTotals = (variants: number): WhatIfTotals => ({ effect: noEffect(variants), unjudged: 0 })

/** What two groups of persons come to; a fault of either is one of both. */
export const addTotals = (one: WhatIfTotals, other: WhatIfTotals): WhatIfTotals => {
  const fault = one.fault ?? other.fault
  return {
    effect: addEffects(one.effect, other.effect, claimsShown),
    unjudged: one.unjudged + other.unjudged,
    ...(fault === undefined ? {} : { fault }),
  }
}
