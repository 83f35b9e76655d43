import { describe, expect, it } from 'vitest'
import { addTo } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { anhui, planOf } from '../support/basis.ts'

const layers = {
  outpatient: { deductible: 0, pays: 0.5, ceiling: 150 },
  chronic: {
    deductible: [{ when: { disease: ['M01', 'M02'] }, amount: 300 }, { amount: 0 }],
    deductiblePer: 'year',
    pays: [{ when: { disease: 'M02' }, ratio: 0.8 }, { ratio: 0.6 }],
    ceiling: [
      {
        amount: [{ when: { disease: 'M01' }, amount: 3000 }, { amount: 6000 }],
        grows: { each: 'diseases', beyond: 1, by: 1000 },
      },
      { amount: 100_000, counts: ['outpatient', 'chronic'] },
    ],
  },
}
const chronic = planOf(layers, 'chronic')
const outpatient = planOf(layers, 'outpatient')

describe('chronic and special diseases', () => {
  it('have a deductible, a share and a ceiling of their own, by disease', () => {
    const facts = { disease: 'M01', diseases: 1 }
    expect(inYuan(adjudicated({ plan: chronic, inScope: 2300, facts }))).toMatchObject({
      deductible: 300,
      basic: 1200,
    })
    const special = adjudicated({ plan: chronic, inScope: 2300, facts: { disease: 'M02', diseases: 1 } })
    expect(inYuan(special)).toMatchObject({ deductible: 300, basic: 1600 })
  })

  it('raise the ceiling for each further disease', () => {
    const paid = (diseases: number) =>
      inYuan(adjudicated({ plan: chronic, inScope: 20_000, facts: { disease: 'M01', diseases } })).basic
    expect([paid(1), paid(2), paid(3)]).toEqual([3000, 4000, 5000])
  })

  it('are counted apart from other outpatient care, so neither uses up the limit of the other', () => {
    const facts = { disease: 'M01', diseases: 1 }
    const visit = adjudicated({ plan: outpatient, inScope: 1000 })
    expect(inYuan(visit).basic).toBe(150)
    const treated = adjudicated({ plan: chronic, inScope: 2300, facts, counted: visit.change })
    expect(inYuan(treated).basic).toBe(1200)
    expect(treated.change).toEqual({
      chronicInScope: 230_000,
      chronicDeductible: 30_000,
      chronicPaid: 120_000,
    })
    const again = adjudicated({
      plan: chronic,
      inScope: 1000,
      facts,
      counted: addTo(visit.change, treated.change),
    })
    expect(inYuan(again)).toMatchObject({ basic: 600 })
  })

  it('have the rules of outpatient care where the scheme gives none of their own', () => {
    const plan = planOf({ outpatient: layers.outpatient }, 'chronic')
    expect([plan.pool, plan.care]).toEqual(['outpatient', 'outpatient'])
    expect(anhui.planOn('employee', 'outpatient', '340100', '2025-03-01', 'chronic').pool).toBe('outpatient')
    expect(anhui.planOn('resident', 'outpatient', '340100', '2025-03-01', 'chronic').pool).toBe('chronic')
  })

  it('in hospital are a stay like any other', () => {
    expect(anhui.planOn('resident', 'inpatient', '340100', '2025-03-01', 'chronic').pool).toBe('inpatient')
  })
})
