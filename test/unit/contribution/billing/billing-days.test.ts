import { expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { billingDays } from '../../../../services/contribution/billing/rules/billing-figures.ts'

const policy = readPolicy('shared/policy/anhui')

it('residents are billed for the next year from October on, when its collection opens', () => {
  expect(billingDays(policy, { kind: 'resident-year', year: 2027 })).toEqual({
    ...{ opensOn: '2026-10-01', usualOn: '2026-10-01' },
  })
})

it('employers are billed for a month from the month before on', () => {
  expect(billingDays(policy, { kind: 'employer-month', month: '2027-01' })).toEqual({
    ...{ opensOn: '2026-12-01', usualOn: '2027-01-01' },
  })
})
