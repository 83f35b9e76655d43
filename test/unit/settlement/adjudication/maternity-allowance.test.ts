import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import {
  allowanceFor,
  maternityAllowance,
} from '../../../../services/settlement/adjudication/rules/maternity-allowance.ts'

const policy = readPolicy('shared/policy/anhui')
const on = { on: '2025-05-01', city: '340000' }

describe('the maternity allowance', () => {
  it('is the employer’s average wage ÷ 30 × days: 6,000 over 98 days is 19,600', () => {
    expect(maternityAllowance(600_000, 98, 30)).toBe(1_960_000)
  })

  it('is rounded once, half up: 5,555.55 over 98 days is 18,148.13', () => {
    expect(maternityAllowance(555_555, 98, 30)).toBe(1_814_813)
  })

  it.each([
    ['natural', 1, 158, 3_160_000],
    ['assisted', 1, 173, 3_460_000],
    ['caesarean', 1, 173, 3_460_000],
    ['natural', 2, 173, 3_460_000],
    ['caesarean', 3, 203, 4_060_000],
  ] as const)('of a %s delivery of %i is paid for %i days', (delivery, children, days, allowance) => {
    expect(allowanceFor({ monthlyWage: 600_000, delivery, children }, policy, on)).toEqual({
      days,
      allowance,
    })
  })

  it.each([
    ['340000', '2022-08-31', 98],
    ['340100', '2021-07-02', 150],
    ['340100', '2022-09-01', 158],
  ])('in %s on %s is for %i days', (city, day, days) => {
    const delivery = { monthlyWage: 600_000, delivery: 'natural', children: 1 } as const
    expect(allowanceFor(delivery, policy, { on: day, city }).days).toBe(days)
  })

  it('needs a child, and a policy of the day', () => {
    const none = { monthlyWage: 1, delivery: 'natural', children: 0 } as const
    expect(() => allowanceFor(none, policy, on)).toThrow(
      expect.objectContaining({ code: 'maternity.no-child' }),
    )
    expect(() => allowanceFor({ ...none, children: 1 }, policy, { ...on, on: '2010-01-01' })).toThrow(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })
})
