import { expect, it } from 'vitest'
import { headsPaid } from '../../../../services/budget/payment-method/rules/package-heads.ts'

const approved = { by: 'li', on: '2025-01-05' }

it('a list is paid for no more heads than the fund has insured for whom contributions are paid', () => {
  const list = { heads: 1_000, insured: 40_000, approved }
  expect(headsPaid(list, 30_000)).toEqual({ heads: 1_000, insured: 30_000 })
  expect(headsPaid(list, 800)).toEqual({ heads: 800, insured: 800 })
})

it('a list is paid by what was approved where no contribution was paid yet, and not at all before it is approved', () => {
  expect(headsPaid({ heads: 1_000, insured: 40_000, approved }, undefined)).toEqual({
    heads: 1_000,
    insured: 40_000,
  })
  expect(headsPaid({ heads: 1_000, insured: 40_000 }, 30_000)).toBeUndefined()
})
