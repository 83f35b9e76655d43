import { expect, test } from 'vitest'
import type { Execution } from '../../../console/src/desks/overview/execution.ts'
import {
  bandOf,
  hasMonths,
  monthsLeft,
  spentThrough,
} from '../../../console/src/desks/overview/forecast-band.ts'
import { pathOf } from '../../../console/src/desks/overview/path.ts'

const through = (month: string, expenditure: number) => ({ month, execution: { expenditure } as Execution })

test('the band begins where spending stands, and widens month by month', () => {
  const expected = [
    { month: '2026-11', amount: 100, low: 90, high: 130 },
    { month: '2026-12', amount: 110, low: 80, high: 120 },
  ]
  expect(bandOf(1_000, expected)).toEqual([
    { month: '2026-11', amount: 1_100, low: 1_090, high: 1_130 },
    { month: '2026-12', amount: 1_210, low: 1_170, high: 1_250 },
  ])
})

test('a year is known through the last month in which something was spent; what follows is to be expected', () => {
  const found = [
    through('2026-03', 50),
    through('2026-01', 10),
    through('2026-02', 30),
    through('2026-04', 50),
  ]
  expect(spentThrough(found)).toBe('2026-03')
  expect(monthsLeft('2026-03')).toBe(9)
  expect(spentThrough([through('2026-01', 0)])).toBeUndefined()
})

test('of a year that is over nothing is to be expected', () => {
  expect(hasMonths(monthsLeft('2025-12'))).toBe(false)
  expect(hasMonths(monthsLeft('2025-11'))).toBe(true)
})

test('a small line runs from the ground to the top, whatever the highest of all cities is', () => {
  expect(pathOf([0, 0.5, 1], { width: 100, height: 50, most: 1 })).toBe('M0,50L50,25L100,0')
  expect(pathOf([1], { width: 100, height: 50, most: 2 })).toBe('M0,25')
  expect(pathOf([], { width: 100, height: 50, most: 1 })).toBe('')
})
