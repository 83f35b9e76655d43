import { describe, expect, it } from 'vitest'
import type { Adjudication } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

/** Exams are paid half, everything else 80 %. */
const paying = (more: Record<string, unknown>) =>
  planOf({
    inpatient: { pays: [{ when: { itemClass: 'exam' }, ratio: 0.5 }, { ratio: 0.8 }], ...more },
  })
const byClass = ({ basicByClass }: Adjudication) => Object.fromEntries(basicByClass)

describe('a deductible of a plan that pays by item class', () => {
  it('is borne by the classes in proportion: 1,000 of 3,000 of drugs and 1,000 of exams is 750 and 250', () => {
    const plan = paying({ deductible: 1000, deductibleFrom: 'proRata' })
    const outcome = adjudicated({ plan, inScope: 4000, classes: { drug: 3000, exam: 1000 } })
    // (3,000 − 750) × 80 % = 1,800 and (1,000 − 250) × 50 % = 375
    expect(byClass(outcome)).toEqual({
      drug: { deductible: 75_000, basic: 180_000 },
      exam: { deductible: 25_000, basic: 37_500 },
    })
    expect(inYuan(outcome)).toMatchObject({ deductible: 1000, basic: 2175, coinsurance: 825 })
  })

  it('in proportion to the fen: 100 of 200 and 100 is 66.67 and 33.33', () => {
    const plan = paying({ deductible: 100, deductibleFrom: 'proRata' })
    const outcome = adjudicated({ plan, inScope: 300, classes: { drug: 200, exam: 100 } })
    expect(byClass(outcome)).toMatchObject({ drug: { deductible: 6667 }, exam: { deductible: 3333 } })
  })

  it('or by the class the plan names first, and what that cannot bear by the next', () => {
    const plan = paying({ deductible: 1000, deductibleFrom: ['exam', 'drug'] })
    const outcome = adjudicated({ plan, inScope: 3400, classes: { drug: 3000, exam: 400 } })
    // nothing is left of 400 of exams; (3,000 − 600) × 80 % = 1,920
    expect(byClass(outcome)).toEqual({
      drug: { deductible: 60_000, basic: 192_000 },
      exam: { deductible: 40_000, basic: 0 },
    })
  })

  it('classes the plan does not name bear the rest, and one that is not on the claim bears nothing', () => {
    const plan = paying({ deductible: 1000, deductibleFrom: ['implant', 'exam'] })
    const outcome = adjudicated({ plan, inScope: 3400, classes: { drug: 3000, exam: 400 } })
    expect(byClass(outcome)).toMatchObject({ drug: { deductible: 60_000 }, exam: { deductible: 40_000 } })
  })

  it('leaves the other classes alone where the first can bear it', () => {
    const plan = paying({ deductible: 1000, deductibleFrom: ['drug'] })
    const outcome = adjudicated({ plan, inScope: 3400, classes: { exam: 400, drug: 3000 } })
    // (3,000 − 1,000) × 80 % = 1,600 and 400 × 50 % = 200
    expect(byClass(outcome)).toEqual({
      exam: { deductible: 0, basic: 20_000 },
      drug: { deductible: 100_000, basic: 160_000 },
    })
  })
})

describe('what does not enter the pool of a plan that pays by item class', () => {
  const classes = { drug: 3000, exam: 1000 }

  it('is taken from the classes in proportion: of 2,000 that enter 1,500 are drugs and 500 exams', () => {
    const plan = paying({ deductible: 0, deductibleFrom: 'proRata', entry: { cap: 2000 } })
    // 1,500 × 80 % = 1,200 and 500 × 50 % = 250
    expect(byClass(adjudicated({ plan, inScope: 4000, classes }))).toEqual({
      drug: { deductible: 0, basic: 120_000 },
      exam: { deductible: 0, basic: 25_000 },
    })
  })

  it('may leave nothing of a small class, which then bears nothing: of 10 that enter 1 in 300,001 is no fen', () => {
    const plan = paying({ deductible: 5, deductibleFrom: 'proRata', entry: { cap: 10 } })
    const outcome = adjudicated({ plan, inScope: 300_001, classes: { drug: 300_000, exam: 1 } })
    expect(byClass(outcome)).toEqual({
      drug: { deductible: 500, basic: 400 },
      exam: { deductible: 0, basic: 0 },
    })
  })

  it('may be all of it: no class is paid and none bears a deductible', () => {
    for (const deductibleFrom of ['proRata', ['exam']]) {
      const plan = paying({ deductible: 500, deductibleFrom, entry: { selfPaid: { share: 1 } } })
      const outcome = adjudicated({ plan, inScope: 4000, classes })
      expect(inYuan(outcome)).toMatchObject({ entrySelfPaid: 4000, cash: 4000 })
      expect(byClass(outcome)).toEqual({
        drug: { deductible: 0, basic: 0 },
        exam: { deductible: 0, basic: 0 },
      })
    }
  })
})

describe('the item classes of a claim', () => {
  const plan = paying({ deductible: 0, deductibleFrom: 'proRata' })

  it('must be known where the plan pays by them', () => {
    expect(() => adjudicated({ plan, inScope: 1 })).toThrow(
      expect.objectContaining({
        code: 'plan.fact-missing',
        message: 'the plan pays by item class, which is not known',
        details: { fact: 'itemClass' },
      }),
    )
  })

  it('are those with something in scope: a class that is self-paid in full is not paid', () => {
    const outcome = adjudicated({
      ...{ plan, inScope: 100, fullySelfPaid: 300, classes: { C: 0, drug: 100 } },
    })
    expect(byClass(outcome)).toEqual({ drug: { deductible: 0, basic: 8_000 } })
  })
})

describe('a ceiling of several item classes together', () => {
  const plan = planOf({
    inpatient: {
      ...{ deductible: 0, deductibleFrom: 'proRata' },
      pays: [{ when: { itemClass: 'target-drug' }, ratio: 0.6 }, { ratio: 0.8 }],
      classCeiling: { itemClass: ['target-drug', 'implant'], amount: 50_000 },
    },
  })

  it('leaves the second what the first did not take: of 50,000 after 36,000 for drugs 14,000 for an implant', () => {
    const classes = { 'target-drug': 60_000, implant: 40_000, A: 10_000 }
    const outcome = adjudicated({ plan, inScope: 110_000, classes })
    // 60,000 × 60 % = 36,000; 40,000 × 80 % = 32,000, cut to 14,000; 10,000 × 80 % = 8,000
    expect(byClass(outcome)).toEqual({
      'target-drug': { deductible: 0, basic: 3_600_000 },
      implant: { deductible: 0, basic: 1_400_000 },
      A: { deductible: 0, basic: 800_000 },
    })
    expect(inYuan(outcome)).toMatchObject({ basic: 58_000, coinsurance: 34_000, aboveCeiling: 18_000 })
    expect(outcome.change.classPaid).toBe(5_000_000)
  })
})
