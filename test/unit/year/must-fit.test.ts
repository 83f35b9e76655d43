import { expect, it } from 'vitest'
import { mustFit } from '../../../cli/year/must-fit.ts'

it('a generated year with too few people for its cities is refused, with what would do', () => {
  expect(() => mustFit({ people: 10, cities: 16 })).toThrow(
    expect.objectContaining({
      code: 'year.too-few-people',
      message:
        '10 people may leave some of 16 cities without residents: take --people 20 or more, or --cities 8 or fewer',
    }),
  )
})

it('five people for four cities are enough, and own files have as many as they have', () => {
  expect(() => mustFit({ people: 20, cities: 16 })).not.toThrow()
  expect(() => mustFit({ people: 10, cities: 16, data: 'own' })).not.toThrow()
})
