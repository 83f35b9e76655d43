import { expect, test } from 'vitest'
import { aboutOf, begunWith } from '../../../console/src/form/begun.ts'
import { operations } from './catalogue.ts'

const bodyOf = (id: string) => operations.get(id)?.body ?? {}

test('a budget that is compiled on a fund’s page is of that city, scheme and year', () => {
  const said = { city: '340100', scheme: 'resident', year: '2025', status: 'approved' }
  expect(begunWith(bodyOf('POST /v1/budget/budgets'), said)).toEqual({
    ...{ city: '340100', scheme: 'resident', year: 2025 },
  })
})

test('coverage is moved from what it is: scheme, city and employment stand in the form, and the day is asked for', () => {
  const said = {
    personId: 'P1',
    coverage: { scheme: 'resident', city: '340100', employment: 'resident', from: '2025-01-01' },
  }
  expect(begunWith(bodyOf('POST /v1/enrollment/persons/{personId}/moves'), aboutOf(said))).toEqual({
    ...{ scheme: 'resident', city: '340100', employment: 'resident' },
  })
})

test('what a field cannot hold is not put into it, and nothing that somebody decides', () => {
  const schema = {
    properties: {
      year: { type: 'integer' },
      scheme: { type: 'string', enum: ['resident'] },
      reason: { type: 'string' },
      amount: { type: 'integer' },
    },
  }
  expect(begunWith(schema, { year: 'x', scheme: 'employee', reason: 'y', amount: 5 })).toEqual({})
})
