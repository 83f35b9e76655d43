import { expect, it } from 'vitest'
import { mustFit } from '../../../cli/year/must-fit.ts'

it('a generated year with fewer people than cities is refused, with what would do', () => {
  expect(() => mustFit({ people: 10, cities: 16 })).toThrow(
    expect.objectContaining({
      code: 'year.too-few-people',
      message: '10 people leave some of 16 cities empty: take --people 16 or more, or --cities 10 or fewer',
    }),
  )
})

it('a person for each city is enough, and own files have as many as they have', () => {
  expect(() => mustFit({ people: 16, cities: 16 })).not.toThrow()
  expect(() => mustFit({ people: 10, cities: 16, data: 'own' })).not.toThrow()
})
