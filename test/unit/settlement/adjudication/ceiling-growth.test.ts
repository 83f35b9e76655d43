import { describe, expect, it } from 'vitest'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

const plan = planOf({
  inpatient: { deductible: 0, pays: 0, followedBy: ['serious_illness'] },
  serious_illness: {
    base: ['coinsurance'],
    per: 'year',
    deductible: 0,
    pays: 1,
    ceiling: {
      amount: 300_000,
      grows: [
        { each: 'continuousYears', beyond: 4, by: 1000 },
        { each: 'claimFreeYears', by: 1000 },
      ],
      growsAtMost: 0.2,
    },
  },
})
const paid = (years: number, claimFreeYears: number): number | undefined =>
  inYuan(adjudicated({ plan, inScope: 500_000, facts: { continuousYears: years, claimFreeYears } }))
    .seriousIllness

describe('the serious-illness ceiling grows by 1,000 for each year enrolled after the fourth and each year without claims', () => {
  it.each([
    [1, 0, 300_000],
    [4, 0, 300_000],
    [5, 0, 301_000],
    [5, 2, 303_000],
    [10, 3, 309_000],
  ])('%i years, %i without claims: %i', (years, claimFree, ceiling) => {
    expect(paid(years, claimFree)).toBe(ceiling)
  })

  it('by at most 20 % of the original ceiling', () => {
    expect(paid(40, 24)).toBe(360_000)
    expect(paid(80, 80)).toBe(360_000)
  })

  it('and is not guessed when the years are not known', () => {
    expect(() => adjudicated({ plan, inScope: 1 })).toThrow(
      expect.objectContaining({ code: 'plan.fact-missing' }),
    )
  })
})

describe('a ceiling that grows', () => {
  const grown = planOf(
    {
      outpatient: {
        deductible: 0,
        pays: 1,
        ceiling: { amount: 4000, grows: { each: 'diseases', beyond: 1, by: 1500, atMost: 2 } },
      },
    },
    'outpatient',
  )
  it.each([
    [0, 4000],
    [1, 4000],
    [2, 5500],
    [3, 7000],
    [4, 7000],
  ])('for %i diseases, at most two of them further ones, is %i', (diseases, ceiling) => {
    expect(inYuan(adjudicated({ plan: grown, inScope: 9000, facts: { diseases } })).basic).toBe(ceiling)
  })

  it('counts what was paid before like any other', () => {
    const facts = { diseases: 2 }
    const outcome = adjudicated({ plan: grown, inScope: 9000, facts, counted: { outpatientPaid: 500_000 } })
    expect(inYuan(outcome)).toMatchObject({ basic: 500, aboveCeiling: 8500 })
    expect(outcome.steps).toContainEqual({ step: 'ceiling', in: [900_000, 50_000], out: 50_000, room: 0 })
  })

  it('needs something to grow by for its limit to mean anything', () => {
    const ceiling = { amount: 1, growsAtMost: 0.2 }
    expect(basicLayer.safeParse({ deductible: 0, pays: 1, ceiling }).success).toBe(false)
  })
})
