import { describe, expect, it } from 'vitest'
import { insuredBy, personMonthsOf } from '../../../../services/budget/income/rules/person-months.ts'

const persons = ['P1', 'P2'].map((personId) => ({ personId, account: 0 }))

describe('the insured of a fund’s year', () => {
  it('are counted by the person-months that payments make complete, and fewer once they are paid back', () => {
    const year = { from: '2025-01', to: '2025-12', persons }
    expect(personMonthsOf({ completes: year })).toBe(24)
    expect(personMonthsOf({ withdraws: { ...year, from: '2025-07' } })).toBe(-12)
    expect(personMonthsOf({})).toBe(0)
    expect(personMonthsOf({ completes: year, repairs: true })).toBe(0)
    const takesBack = [{ personId: 'P1', billId: 'E-E1-2025-01', turn: 2 }]
    expect(personMonthsOf({ completes: { ...year, months: 0 }, takesBack })).toBe(-1)
    expect(() => personMonthsOf({ completes: { ...year, to: '2024-12' } })).toThrow(/end before/)
  })

  it('are no more by a difference, which gives no months, or by a lump sum, whose months lie before', () => {
    const january = { from: '2025-01', to: '2025-01', persons }
    expect(personMonthsOf({ completes: { ...january, months: 0 } })).toBe(0)
    expect(personMonthsOf({ completes: { ...january, months: 36 } })).toBe(0)
  })

  it('are the average over its months, half up; unknown where nothing was paid', () => {
    expect([insuredBy(24), insuredBy(30), insuredBy(1), insuredBy(0)]).toEqual([2, 3, 1, undefined])
  })
})
