import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/day.ts'
import { documentsLookedAt, yearsLookedAt } from '../../../../services/budget/disclosure/rules/looked-at.ts'

describe('a night that looks for what is to be public', () => {
  it('looks at the year before, this one and the next of a fund that is young or has no books', () => {
    expect(yearsLookedAt('2025-02-06', undefined)).toEqual([2024, 2025, 2026])
    expect(yearsLookedAt('2025-02-06', 2024)).toEqual([2024, 2025, 2026])
    expect(yearsLookedAt('2025-02-06', 2026)).toEqual([2024, 2025, 2026])
  })

  it('looks at one older year each night, and at all of them within as many nights', () => {
    const nights = Array.from({ length: 9 }, (_, night) => yearsLookedAt(addDays('2034-03-01', night), 2024))
    expect(nights.every((years) => years.length === 4)).toBe(true)
    expect(new Set(nights.map(([older]) => older))).toEqual(
      new Set([2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032]),
    )
  })

  it('looks at the files of sixty documents, and at those of all within a few nights', () => {
    const all = Array.from({ length: 130 }, (_, index) => index)
    const nights = [0, 1, 2].map((night) => documentsLookedAt(all, addDays('2025-02-06', night)))
    expect(nights.map((each) => each.length)).toEqual([60, 60, 60])
    expect(new Set(nights.flat()).size).toBe(130)
    expect(documentsLookedAt(all.slice(0, 60), '2025-02-06')).toEqual(all.slice(0, 60))
  })
})
