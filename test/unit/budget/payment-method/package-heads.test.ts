import { expect, it } from 'vitest'
import { headsPaid } from '../../../../services/budget/payment-method/rules/package-heads.ts'

const approved = { by: 'li', on: '2025-01-05' }
const list = { list: 'L', heads: 1_000, insured: 40_000, approved }
const paidFor = (...of: Parameters<typeof headsPaid>) => [...headsPaid(...of)]

it('a list is paid for no more heads than the fund has insured for whom contributions are paid', () => {
  expect(paidFor([list], 30_000)).toEqual([['L', { heads: 1_000, insured: 30_000 }]])
  expect(paidFor([list], 800)).toEqual([['L', { heads: 800, insured: 800 }]])
})

it('a list is paid by what was approved where no contribution was paid yet, and not at all before it is approved', () => {
  expect(paidFor([list], undefined)).toEqual([['L', { heads: 1_000, insured: 40_000 }]])
  const { approved: _, ...recorded } = list
  expect(paidFor([recorded], 30_000)).toEqual([])
})

it('all lists together are paid for no more than are insured: each has its part where they became fewer', () => {
  const other = { ...list, list: 'M', heads: 500 }
  expect(paidFor([list, other], 1_500)).toEqual([
    ['L', { heads: 1_000, insured: 1_500 }],
    ['M', { heads: 500, insured: 1_500 }],
  ])
  expect(paidFor([list, other], 1_000)).toEqual([
    ['L', { heads: 667, insured: 1_000 }],
    ['M', { heads: 333, insured: 1_000 }],
  ])
})
