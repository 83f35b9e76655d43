import { describe, expect, it } from 'vitest'
import { assemblePolicy } from '#shared/policy/policy.ts'
import { signApproval } from '../../../../services/budget/planning/sign-approval.ts'

const level = (from: string, value: string) => ({
  ...{ from, known: from, value, cites: `decision of ${from}`, tag: 'assumed' },
})
const policy = assemblePolicy('test', [
  {
    title: 'approvals',
    parameters: {
      'budget.approval_level': {
        title: 'Who approves',
        unit: 'table',
        values: [level('2020-01-01', 'province')],
        cities: { '340200': [level('2027-01-01', 'city')] },
      },
    },
  },
])
const effects = { policy: () => policy }
const by = (scope: 'province' | 'city', division: string) => ({
  ...{ subject: 'li.na', scope, division, operation: 'POST /v1/budget', at: '2027-02-01T02:00:00Z' },
})

describe('an approval', () => {
  it('is the province’s', () => {
    expect(signApproval(by('province', '340000'), { city: '340100', on: '2026-12-01' }, effects)).toEqual({
      status: 'accepted',
      value: { by: 'li.na', on: '2026-12-01', level: 'province', division: '340000' },
    })
    expect(signApproval(by('city', '340100'), { city: '340100', on: '2026-12-01' }, effects)).toMatchObject({
      status: 'refused',
      refusal: { code: 'budget.approval-provincial' },
    })
  })

  it('is a city’s from the day on which policy leaves it to that city, and names what does', () => {
    const at = (city: '340100' | '340200', on: string) =>
      signApproval(by('city', city), { city, on }, effects)
    expect(at('340200', '2026-12-31').status).toBe('refused')
    expect(at('340200', '2027-02-01')).toEqual({
      status: 'accepted',
      value: {
        ...{ by: 'li.na', on: '2027-02-01', level: 'city', division: '340200' },
        delegatedBy: 'decision of 2027-01-01',
      },
    })
    expect(at('340100', '2027-02-01').status).toBe('refused')
  })
})
