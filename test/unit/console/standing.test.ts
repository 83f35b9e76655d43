import { describe, expect, it } from 'vitest'
import { standing } from '../../../console/src/desks/overview/execution.ts'

const told = (indicator: string, level: string, on: string) => ({ indicator, level, on })

describe('the warnings that stand in a city', () => {
  it('are the last level of each indicator, and none that is normal again', () => {
    const warnings = [
      told('months-payable', 'orange', '2025-12-31'),
      told('months-payable', 'normal', '2025-06-30'),
      told('months-payable', 'blue', '2025-01-31'),
      told('budget-pace', 'normal', '2025-10-31'),
      told('budget-pace', 'red', '2025-06-30'),
    ]
    expect(standing({ warnings })).toEqual([told('months-payable', 'orange', '2025-12-31')])
    expect(standing({ warnings: warnings.toReversed() })).toEqual([
      told('months-payable', 'orange', '2025-12-31'),
    ])
  })
})
