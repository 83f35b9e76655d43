import { expect, test } from 'vitest'
import { listOf, matching, upperDivisions } from '../../../console/src/form/known-codes.ts'
import { isInstitution, isPublicAddress } from '../../../console/src/view/value-kind.ts'
import { operations } from './catalogue.ts'

test('a code is chosen from a list that the console may read, by the code and the name of its rows', () => {
  for (const field of ['institution', 'employerId', 'schoolCode', 'within', 'county', 'division']) {
    const list = listOf(field)
    const rows = operations.get(list?.read ?? '')?.answer?.properties?.[list?.rows ?? '']?.items?.properties
    expect(Object.keys(rows ?? {}), field).toEqual(expect.arrayContaining([list?.code, 'name']))
  }
  expect(listOf('reason')).toBeUndefined()
})

test('a hospital is found by a part of its name, and one that begins with it comes first', () => {
  const choices = [
    { code: 'H34010200002', name: '合肥市第一人民医院' },
    { code: 'H34010200001', name: '第一附属医院' },
    { code: 'H34010200003', name: '中医院' },
  ]
  expect(matching(choices, '第一').map(({ code }) => code)).toEqual(['H34010200001', 'H34010200002'])
  expect(matching(choices, 'h34010200003').map(({ name }) => name)).toEqual(['中医院'])
})

test('the province is a division as its cities are', () => {
  const names = upperDivisions((code) => code)
  expect(names[0]).toEqual({ code: '340000', name: '340000' })
  expect(names).toHaveLength(17)
})

test('whom an order pays is named, and what is published is opened where it stands', () => {
  expect(isInstitution('payee', 'H34010200001')).toBe(true)
  expect(isInstitution('payee', 'P14d28b4d7bfe640415eb')).toBe(false)
  expect(isPublicAddress('/public/340100/quotas-2025.html')).toBe(true)
  expect(isPublicAddress('2025/06')).toBe(false)
})
