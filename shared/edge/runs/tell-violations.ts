import { log } from '#shared/edge/function/log.ts'
import { emitMetrics } from '#shared/edge/function/metrics.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import type { Finding, Violation } from '#shared/kernel/invariant.ts'
import type { Overdue } from '#shared/kernel/wait.ts'

/**
 * The result of a check of recorded items. `moving` counts what was being written meanwhile, and so was not judged;
 * `overdue` is what waits too long, where the check looks for that.
 */
export type CheckResult = {
  readonly checked: number
  readonly violations: readonly Violation[]
  readonly moving: number
  readonly overdue?: readonly Overdue[]
}

/** The results of several checks as one. */
export const joinFindings = (
  findings: readonly (Finding & Partial<Pick<CheckResult, 'moving' | 'overdue'>>)[],
): CheckResult => ({
  checked: findings.reduce((sum, { checked }) => sum + checked, 0),
  violations: findings.flatMap(({ violations }) => violations),
  moving: findings.reduce((sum, { moving = 0 }) => sum + moving, 0),
  overdue: findings.flatMap(({ overdue = [] }) => overdue),
})

const textOf = ({ invariant, where, what, figures = {} }: Violation): string =>
  [invariant, where, what, canonicalText(figures)].join('\n')

/**
 * Checks once more where something seems wrong: only what is wrong again, with the same figures, counts. Records are
 * read one after the other while others go on writing. An unfinished change looks different a moment later.
 */
export const lookTwice = async (
  look: () => Promise<CheckResult>,
  again: () => Promise<CheckResult> = look,
): Promise<CheckResult> => {
  const first = await look()
  if (first.violations.length === 0) return first
  const before = new Set(first.violations.map(textOf))
  const second = await again()
  const violations = second.violations.filter((violation) => before.has(textOf(violation)))
  const passed = first.violations.length - violations.length
  return { ...second, violations, moving: second.moving + passed }
}

/**
 * Logs each violation with its place, and counts it for the alarm that wakes somebody. What waits too long has a count
 * and an alarm of its own: it is work for the morning.
 */
export const tellViolations = (
  operation: string,
  { checked, violations, moving, overdue = [] }: CheckResult,
) => {
  for (const violation of violations) log.error('an invariant does not hold', { ...violation })
  for (const each of overdue) log.warn('work waits too long', { ...each })
  const figures = {
    ...{ Checked: checked, Violations: violations.length, Moving: moving },
    Overdue: overdue.length,
  }
  emitMetrics(operation, figures)
  return figures
}
