import { expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { billingDays } from '../../../../services/contribution/billing/rules/billing-figures.ts'

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
