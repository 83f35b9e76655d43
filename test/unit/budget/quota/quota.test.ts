import { describe, expect, it } from 'vitest'
import { quotaThrough } from '../../../../services/budget/quota/rules/quota.ts'

describe('a quota', () => {
  it('allows from January on what the months so far add up to', () => {
    expect(quotaThrough({ months: [10, 20, 30] }, 2)).toBe(30)
  })
})
