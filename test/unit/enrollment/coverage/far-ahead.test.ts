import { describe, expect, it } from 'vitest'
import { aheadFault, farAheadFault } from '../../../../services/enrollment/coverage/rules/far-ahead.ts'

describe('a change of coverage', () => {
  it('is announced 366 days ahead at most', () => {
    expect(farAheadFault('2026-11-02', 'on', '2025-11-01')).toBeUndefined()
    expect(farAheadFault('2026-11-03', 'on', '2025-11-01')).toMatchObject({
      code: 'enrollment.too-far-ahead',
      field: 'on',
      figures: { latest: '2026-11-02' },
    })
  })
})

describe('a death', () => {
  it('is never announced: it was today or before', () => {
    expect(aheadFault('2025-11-01', '2025-11-01')).toBeUndefined()
    expect(aheadFault('2025-11-02', '2025-11-01')).toMatchObject({
      code: 'enrollment.too-far-ahead',
      field: 'on',
      figures: { latest: '2025-11-01' },
    })
  })
})
