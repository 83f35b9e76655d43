import { describe, expect, it } from 'vitest'
import { without } from '../../../../services/enrollment/entitlement/rules/day-range.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

describe('ranges without the days of others', () => {
  it('lose the middle, an end, or all of it', () => {
    expect(without([year], [{ from: '2025-03-01', to: '2025-03-31' }])).toEqual([
      { from: '2025-01-01', to: '2025-02-28' },
      { from: '2025-04-01', to: '2025-12-31' },
    ])
    expect(without([year], [{ from: '2024-06-01', to: '2025-01-31' }])).toEqual([
      { from: '2025-02-01', to: '2025-12-31' },
    ])
    expect(without([year], [year])).toEqual([])
    expect(without([year], [{ from: '2026-01-01', to: '2026-12-31' }])).toEqual([year])
  })

  it('end before a range that has no end', () => {
    const open = { from: '2025-03-01', to: '9999-12-31' }
    expect(without([year], [open])).toEqual([{ from: '2025-01-01', to: '2025-02-28' }])
    expect(without([{ from: '2025-01-01', to: '9999-12-31' }], [open])).toEqual([
      { from: '2025-01-01', to: '2025-02-28' },
    ])
  })
})
