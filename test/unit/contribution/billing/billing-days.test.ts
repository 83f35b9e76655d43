import { expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { billingFault } from '../../../../services/contribution/billing/rules/billing-fault.ts'
import {
  billingDays,
  mustHaveFigures,
} from '../../../../services/contribution/billing/rules/billing-figures.ts'

const policy = readPolicy('shared/policy/anhui')

it('residents are billed for the next year from September on, when its collection opens, in Chuzhou from October', () => {
  const ofCity = (city: string) => billingDays(policy, { kind: 'resident-year', city, year: 2027 })
  expect(ofCity('340100')).toEqual({ opensOn: '2026-09-01', usualOn: '2026-09-01' })
  expect(ofCity('341100')).toEqual({ opensOn: '2026-10-01', usualOn: '2026-10-01' })
})

it('employers are billed for a month from the month before on', () => {
  expect(billingDays(policy, { kind: 'employer-month', city: '340100', month: '2027-01' })).toEqual({
    ...{ opensOn: '2026-12-01', usualOn: '2027-01-01' },
  })
})

it.each([
  ['before the month that may be billed', '2026-11-30', undefined, { field: 'month', opensOn: '2026-12-01' }],
  [
    'with a day of issue ahead, later than the usual one',
    '2026-12-05',
    '2027-01-02',
    { field: 'on', opensOn: '2027-01-02' },
  ],
  [
    'with a day of issue before it may be billed',
    '2026-12-05',
    '2011-01-01',
    { field: 'on', opensOn: '2026-12-01' },
  ],
])('a bill is refused %s', (_, today, on, { field, opensOn }) => {
  const asked = { kind: 'employer-month', city: '340100', month: '2027-01', on } as const
  expect(billingFault(asked, billingDays(policy, asked), today)).toMatchObject({
    refusal: { code: 'contribution.billed-too-early', field, figures: { period: '2027-01', opensOn } },
  })
})

it.each([
  ['without a day of issue', '2026-12-01', undefined],
  ['on the usual day, though it lies ahead', '2026-12-01', '2027-01-01'],
  ['late, on a day that is past', '2027-03-05', '2027-03-05'],
])('a bill is issued %s', (_, today, on) => {
  const asked = { kind: 'employer-month', city: '340100', month: '2027-01', on } as const
  expect(billingFault(asked, billingDays(policy, asked), today)).toBeUndefined()
})

it('a month that no figures are known of is refused before a run of it begins', () => {
  const of = (month: string) => () =>
    mustHaveFigures(policy, { kind: 'employer-month', city: '340100', month })
  expect(of('2019-06')).toThrow(expect.objectContaining({ code: 'policy.missing' }))
  expect(of('2025-06')).not.toThrow()
})
