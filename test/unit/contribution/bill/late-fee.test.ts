import { describe, expect, it } from 'vitest'
import { lateFee, lateFees } from '../../../../services/contribution/bill/rules/late-fee.ts'

describe('the late fee', () => {
  it('of 1,000 yuan for 30 days at 0.05 % is 15 yuan', () => {
    expect(lateFee(100_000, '0.0005', 30)).toBe(1_500)
  })

  it('counts each overdue month on its own days, and nothing that is not overdue', () => {
    const arrears = [
      { amount: 100_000, dueOn: '2025-01-31' },
      { amount: 100_000, dueOn: '2025-02-28' },
      { amount: 100_000, dueOn: '2025-04-30' },
    ]
    // 59 days and 31 days of 0.50 yuan.
    expect(lateFees(arrears, '0.0005', '2025-03-31')).toBe(2_950 + 1_550)
  })
})
