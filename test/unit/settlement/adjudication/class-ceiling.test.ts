import { describe, expect, it } from 'vitest'
import { stepFaults } from '../../../../services/settlement/adjudication/rules/step-faults.ts'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

const layer = {
  deductible: 0,
  deductibleFrom: ['A'],
  pays: [{ when: { itemClass: 'high-value' }, ratio: 0.6 }, { ratio: 0.8 }],
  classCeiling: { itemClass: 'high-value', amount: 50_000 },
}
const plan = planOf({ inpatient: layer })
const costs = { A: 10_000, 'high-value': 60_000 }

describe('high-value drugs with a share and a ceiling of their own', () => {
  it('are paid their share beside the other items', () => {
    const outcome = adjudicated({ plan, inScope: 70_000, classes: costs })
    expect(inYuan(outcome)).toMatchObject({ basic: 44_000, coinsurance: 26_000 })
    expect(outcome.change).toMatchObject({ inpatientPaid: 4_400_000, classPaid: 3_600_000 })
  })

  it('up to what the year has left of their ceiling; what exceeds it is above the ceiling, not coinsurance', () => {
    const outcome = adjudicated({ plan, inScope: 70_000, classes: costs, counted: { classPaid: 4_000_000 } })
    expect(inYuan(outcome)).toMatchObject({ basic: 18_000, coinsurance: 26_000, aboveCeiling: 26_000 })
    expect(outcome.change).toMatchObject({ classPaid: 1_000_000 })
    expect(outcome.basicByClass.get('high-value')).toEqual({ deductible: 0, basic: 1_000_000 })
    expect(outcome.steps).toContainEqual({
      ...{ step: 'classCeiling', in: [4_400_000, 3_600_000, 1_000_000], out: 1_800_000, room: 0 },
    })
    expect(stepFaults(outcome.steps, outcome.amounts)).toEqual([])
  })

  it('leave a claim without any of them alone', () => {
    const outcome = adjudicated({
      plan,
      inScope: 10_000,
      classes: { A: 10_000 },
      counted: { classPaid: 5_000_000 },
    })
    expect(inYuan(outcome)).toMatchObject({ basic: 8000 })
    expect(outcome.steps.map(({ step }) => step)).not.toContain('classCeiling')
  })

  it('may have a ceiling a claim', () => {
    const perClaim = planOf({
      inpatient: { ...layer, classCeiling: { ...layer.classCeiling, per: 'claim' } },
    })
    const given = { plan: perClaim, inScope: 100_000, classes: { 'high-value': 100_000 } }
    expect(inYuan(adjudicated({ ...given, counted: { classPaid: 5_000_000 } })).basic).toBe(50_000)
  })

  it('are relieved by a floor before coinsurance is', () => {
    const floored = planOf({ inpatient: { ...layer, floor: { ratio: 0.5, of: 'inScope' } } })
    const given = { plan: floored, inScope: 70_000, classes: costs, counted: { classPaid: 4_000_000 } }
    const outcome = adjudicated(given)
    expect(inYuan(outcome)).toMatchObject({ basic: 35_000, coinsurance: 26_000, aboveCeiling: 9000 })
    expect(stepFaults(outcome.steps, outcome.amounts)).toEqual([])
  })

  it('need the plan to say which items bear the deductible', () => {
    const { deductibleFrom: _, ...silent } = { ...layer, pays: 0.8 }
    expect(basicLayer.safeParse(silent).success).toBe(false)
  })
})
