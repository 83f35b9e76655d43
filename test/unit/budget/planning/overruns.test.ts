import { describe, expect, it } from 'vitest'
import { assemblePolicy } from '#shared/policy/policy.ts'
import { overrunsLate } from '../../../../services/budget/planning/overruns.ts'

const policy = assemblePolicy('test', [
  {
    title: 'overruns',
    parameters: {
      'budget.overrun_days': {
        title: 'Days that a line may stand above its budget',
        unit: 'days',
        values: [{ from: '2020-01-01', known: '2020-01-01', value: 60, cites: 'none', tag: 'assumed' }],
      },
    },
  },
])
const reached = (over: number) => [
  { where: '340100 resident 2025', line: 'inpatient', over, since: '2025-06-01' } as const,
]

describe('a line above its budget', () => {
  it('is told by the night when nobody approved an adjustment within the days of the policy', () => {
    expect(overrunsLate(reached(1), policy, '2025-07-31')).toEqual([])
    expect(overrunsLate(reached(1), policy, '2025-08-01')).toEqual([
      {
        ...{ wait: 'budget.overruns-are-adjusted', where: '340100 resident 2025 inpatient' },
        ...{ since: '2025-06-01', until: '2025-07-31' },
      },
    ])
  })

  it('that only came to its budget needs no adjustment', () => {
    expect(overrunsLate(reached(0), policy, '2025-08-01')).toEqual([])
  })
})
