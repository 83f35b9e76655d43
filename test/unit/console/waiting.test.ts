import { expect, test } from 'vitest'
import { monthsAround } from '../../../console/src/work/months-around.ts'

test('what waits of a month is looked for in the month before, in this one and in the next, over the turn of a year', () => {
  expect(monthsAround(new Date(2026, 10, 30))).toEqual(['2026-10', '2026-11', '2026-12'])
  expect(monthsAround(new Date(2026, 0, 31))).toEqual(['2025-12', '2026-01', '2026-02'])
})
