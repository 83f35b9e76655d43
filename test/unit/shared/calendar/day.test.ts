import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  chinaDay,
  daysBetween,
  isDay,
  isMonth,
  lastDayOf,
  monthOf,
  monthsOf,
} from '#shared/calendar/day.ts'

describe('the China calendar', () => {
  it('T2: 23:30 in China on the last day of a month belongs to that month', () => {
    expect(chinaDay(new Date('2025-03-31T15:30:00Z'))).toBe('2025-03-31')
    expect(chinaDay(new Date('2025-03-31T16:00:00Z'))).toBe('2025-04-01')
    expect(monthOf(chinaDay(new Date('2025-12-31T15:59:59Z')))).toBe('2025-12')
  })

  it('knows which days exist', () => {
    expect(['2024-02-29', '2025-12-31'].every(isDay)).toBe(true)
    expect(['2025-02-29', '2025-13-01', '2025-1-1', 'today', ''].some(isDay)).toBe(false)
    expect(isMonth('2025-00') || isMonth('2025-13')).toBe(false)
  })

  it('counts across month and year ends', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31')
    expect(addMonths('2025-11', 2)).toBe('2026-01')
    expect(addMonths('2025-01', -1)).toBe('2024-12')
    expect(lastDayOf('2024-02')).toBe('2024-02-29')
    expect(daysBetween('2025-12-30', '2026-01-02')).toBe(3)
    expect(monthsOf(2025)).toHaveLength(12)
    expect(() => addDays('2025-02-30', 1)).toThrow(expect.objectContaining({ code: 'calendar.not-a-day' }))
  })

  it('has persons one year older on their birthday, not the day before', () => {
    expect(ageOn('1975-06-15', '2025-06-14')).toBe(49)
    expect(ageOn('1975-06-15', '2025-06-15')).toBe(50)
  })
})
