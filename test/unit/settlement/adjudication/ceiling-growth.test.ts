import { describe, expect, it } from 'vitest'
import type { Accumulators } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import type { Facts } from '../../../../services/settlement/plan/rules/condition.ts'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { anhui, planOf } from '../support/basis.ts'

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

describe('the serious-illness ceiling of Anhui’s residents in 2030', () => {
  const inAnhui = anhui.planOn('resident', 'inpatient', '341200', '2030-06-30')
  const judged = (facts: Facts, counted: Accumulators = {}) =>
    adjudicated({
      plan: inAnhui,
      inScope: 1_000_000,
      facts: {
        level: 3,
        provincial: true,
        place: 'local',
        filing: 'none',
        purpose: 'general',
        aid: 'none',
        ...facts,
      },
      counted: { inpatientPaid: 30_000_000, ...counted },
    })
  const ofYears = (continuousYears: number, claimFreeYears: number, earlierRuns: number[] = []) =>
    inYuan(judged({ continuousYears, claimFreeYears, earlierRuns })).seriousIllness

  it('rises by 3,000 yuan for each year enrolled after the fourth, and for each year without claims', () => {
    expect(ofYears(4, 0)).toBe(300_000)
    expect(ofYears(6, 0)).toBe(306_000)
    expect(ofYears(6, 1)).toBe(309_000)
  })

  it('keeps what runs before a lapse earned, each above its fourth year', () => {
    expect(ofYears(1, 0, [6])).toBe(306_000)
    expect(ofYears(5, 0, [6, 3])).toBe(309_000)
  })

  it('by 20 % of 300,000 at most, together', () => {
    expect(ofYears(24, 1)).toBe(360_000)
    expect(ofYears(60, 60)).toBe(360_000)
  })

  it('counts what was paid above 300,000 as paid by the addition, and no fen less', () => {
    const { change } = judged({ continuousYears: 6, claimFreeYears: 1 })
    expect(change.additionPaid).toBe(900_000)
    const before = { seriousIllnessPaid: 30_200_000, seriousIllnessBase: 50_000_000 }
    expect(judged({ continuousYears: 6, claimFreeYears: 1 }, before).change.additionPaid).toBe(700_000)
    expect(judged({ continuousYears: 4, claimFreeYears: 0 }).change.additionPaid).toBeUndefined()
  })

  it('shows the addition as a step of its own: the ceiling, its limits, and each count with its sum', () => {
    const { steps } = judged({ continuousYears: 6, claimFreeYears: 1 })
    expect(steps).toContainEqual({
      step: 'addition',
      rule: 'serious_illness',
      in: [30_000_000, 6_000_000, 0, 2, 300_000, 1, 300_000],
      out: 900_000,
    })
  })

  it('adds nothing for whom nobody told the years, and asks for years without claims only where it pays', () => {
    const { continuousYears: _, ...untold } = { continuousYears: 1, claimFreeYears: 2 }
    expect(inYuan(judged(untold)).seriousIllness).toBe(306_000)
    expect(() => judged({ continuousYears: 6 })).toThrow(/claimFreeYears/)
    const below = adjudicated({
      plan: inAnhui,
      inScope: 10_000,
      facts: {
        level: 3,
        provincial: true,
        place: 'local',
        filing: 'none',
        purpose: 'general',
        aid: 'none',
        continuousYears: 6,
      },
    })
    expect(below.steps.find(({ step }) => step === 'seriousIllness')?.room).toBeUndefined()
  })
})

describe('a ceiling that falls after a lapse', () => {
  const lowered = planOf({
    inpatient: { deductible: 0, pays: 0, followedBy: ['serious_illness'] },
    serious_illness: {
      base: ['coinsurance'],
      per: 'year',
      deductible: 0,
      pays: 1,
      ceiling: { amount: 300_000, falls: { each: 'missedYears', by: 3000 }, fallsAtMost: 0.2 },
    },
  })
  it.each([
    [0, 300_000],
    [2, 294_000],
    [30, 240_000],
  ])('by 3,000 yuan for each year missed, 20 %% at most: %i years, %i', (missedYears, ceiling) => {
    expect(
      inYuan(adjudicated({ plan: lowered, inScope: 500_000, facts: { missedYears } })).seriousIllness,
    ).toBe(ceiling)
  })
})
