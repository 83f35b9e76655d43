import { describe, expect, it } from 'vitest'
import { toldFigures } from '../../../../services/budget/execution/told-figures.ts'
import { toldFigures as toldOf, valuesOf } from '../../../../services/budget/indicator/rules/definitions.ts'
import type { Figures } from '../../../../services/budget/indicator/rules/figures.ts'
import { judgedIndicators } from '../../../../services/budget/warning/rules/evaluate.ts'

/** A year in which everything was: money, stays, quotas, bills. */
const figures = new Proxy({} as Figures, { get: () => 100, has: () => true, ownKeys: () => [] })
const frame = {
  scheme: 'employee',
  ...{ months: 6, seasonal: 0.4 },
  aims: { policyScope: '0.80', levelDifference: { least: '0.05', most: '0.15' } },
} as const

describe('what a warning is told with', () => {
  it.each(judgedIndicators)('has a unit in its contract for every figure of %s', (indicator) => {
    const value = valuesOf(figures, frame).find((each) => each.indicator === indicator)
    if (value === undefined) throw new Error(`${indicator} was not worked out`)
    expect(Object.keys(toldOf(value)).filter((name) => !(name in toldFigures.shape))).toEqual([])
    expect(Object.keys(toldOf(value)).length).toBeGreaterThan(1)
  })
})
