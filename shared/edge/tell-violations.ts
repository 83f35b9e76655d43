import { log } from '#shared/edge/log.ts'
import { emitMetrics } from '#shared/edge/metrics.ts'
import type { Violation } from '#shared/kernel/invariant.ts'

/** What a check of recorded items came to; `moving`: what was being written meanwhile, and so was not judged. */
export type Looked = {
  readonly checked: number
  readonly violations: readonly Violation[]
  readonly moving: number
}

const nameOf = ({ invariant, where, what, figures }: Violation): string =>
  [invariant, where, what, JSON.stringify(figures ?? {})].join('\n')

/**
 * What two looks at the same records both found wrong, with the same figures. Records are read one after the other while
 * others go on writing: what they were in the middle of is another thing a moment later.
 */
export const wrongTwice = (first: readonly Violation[], second: readonly Violation[]): Violation[] => {
  const before = new Set(first.map(nameOf))
  return second.filter((violation) => before.has(nameOf(violation)))
}

/** Logs what does not hold place by place, and counts it for the alarm that wakes somebody. */
export const tellViolations = (operation: string, { checked, violations, moving }: Looked) => {
  for (const violation of violations) log.error('an invariant does not hold', { ...violation })
  const figures = { Checked: checked, Violations: violations.length, Moving: moving }
  emitMetrics(operation, figures)
  return figures
}
