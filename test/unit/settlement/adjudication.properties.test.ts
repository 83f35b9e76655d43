import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjudicate } from '../../../services/settlement/domain/adjudication/adjudicate.ts'
import { brokenIdentities } from '../../../services/settlement/domain/adjudication/identities.ts'
import { splitCharges } from '../../../services/settlement/domain/adjudication/split.ts'
import { catalogueEntry } from '../../../services/settlement/domain/catalogue.ts'
import type { Amounts } from '../../../services/settlement/domain/claim-events.ts'
import { stepFaults } from '../../../services/settlement/domain/explanation/step-faults.ts'
import type { Accumulators } from '../../../services/settlement/domain/insured-year.ts'
import { addTo } from '../../../services/settlement/domain/insured-year.ts'
import type { BenefitPlan } from '../../../services/settlement/domain/plan/plan.ts'
import { negativeChange } from '../../../services/settlement/domain/reverse-claim.ts'
import { planOf } from './support/basis.ts'
import { claimFacts, claimOf, costParts, counted, entryOfClass, randomPlan } from './support/random.ts'

const adjudicateCost = (plan: BenefitPlan, facts: object, inScope: number, year: Accumulators): Amounts =>
  adjudicate(claimOf(plan, facts, costParts(inScope, 0)), { counted: year, account: 0 }, plan).amounts
const runs = { numRuns: 300 }
const cost = fc.integer({ min: 0, max: 30_000_000 })

describe('whatever the plan and the claim', () => {
  it('the identities hold, nothing is negative, nobody pays more than the cost', () => {
    fc.assert(
      fc.property(
        randomPlan,
        claimFacts,
        cost,
        cost,
        counted,
        cost,
        (plan, facts, inScope, selfPaid, year, account) => {
          const claim = claimOf(plan, facts, costParts(inScope, selfPaid))
          const { amounts } = adjudicate(claim, { counted: year, account }, plan)
          expect(brokenIdentities(amounts)).toEqual([])
          expect(Math.min(...Object.values(amounts))).toBeGreaterThanOrEqual(0)
          expect(amounts.patient).toBeLessThanOrEqual(amounts.total)
          expect(amounts.account).toBeLessThanOrEqual(account)
        },
      ),
      runs,
    )
  })

  it('no layer pays more than its base', () => {
    fc.assert(
      fc.property(randomPlan, claimFacts, cost, cost, counted, (plan, facts, inScope, selfPaid, year) => {
        const claim = claimOf(plan, facts, costParts(inScope, selfPaid))
        const { amounts, change } = adjudicate(claim, { counted: year, account: 0 }, plan)
        expect(amounts.basic).toBeLessThanOrEqual(inScope)
        expect(amounts.seriousIllness).toBeLessThanOrEqual(change.seriousIllnessBase ?? 0)
        expect(amounts.medicalAid).toBeLessThanOrEqual(change.medicalAidBase ?? 0)
        expect(amounts.civilServant).toBeLessThanOrEqual(change.civilServantBase ?? 0)
      }),
      runs,
    )
  })

  it('the explanation adds up', () => {
    fc.assert(
      fc.property(
        randomPlan,
        claimFacts,
        cost,
        cost,
        counted,
        cost,
        (plan, facts, inScope, selfPaid, year, account) => {
          const claim = claimOf(plan, facts, costParts(inScope, selfPaid))
          const { amounts, steps } = adjudicate(claim, { counted: year, account }, plan)
          expect(stepFaults(steps, amounts)).toEqual([])
        },
      ),
      runs,
    )
  })

  it('a reversal restores what was counted before', () => {
    fc.assert(
      fc.property(randomPlan, claimFacts, cost, counted, (plan, facts, inScope, year) => {
        const claim = claimOf(plan, facts, costParts(inScope, 0))
        const { change } = adjudicate(claim, { counted: year, account: 0 }, plan)
        expect(addTo(addTo(year, change), negativeChange(change))).toEqual(year)
      }),
      runs,
    )
  })
})

describe('with a deductible that is not a share of the cost', () => {
  it('more cost in scope never lowers what the basic pool pays', () => {
    const fixed = randomPlan.filter(({ basic }) =>
      basic.deductible.every(({ value }) => value.kind === 'amount'),
    )
    fc.assert(
      fc.property(fixed, claimFacts, cost, cost, counted, (plan, facts, inScope, more, year) => {
        const less = adjudicateCost(plan, facts, inScope, year)
        expect(adjudicateCost(plan, facts, inScope + more, year).basic).toBeGreaterThanOrEqual(less.basic)
      }),
      runs,
    )
  })
})

describe('payment by item class', () => {
  const byClass = planOf({
    inpatient: {
      deductible: 800,
      deductibleFrom: ['A'],
      pays: [{ when: { itemClass: 'implant' }, patientShare: 0.5 }, { ratio: 0.888 }],
      entry: { selfPaid: { share: 0.05 } },
    },
  })

  it('pays the claim the sum of what the classes are paid, and takes the whole deductible', () => {
    fc.assert(
      fc.property(fc.array(cost, { minLength: 3, maxLength: 3 }), ([a = 0, b = 0, implant = 0]) => {
        const classes = new Map(
          Object.entries({ A: a, B: b, implant }).map(([name, amount]) => [name, costParts(amount, 0)]),
        )
        const claim = { ...claimOf(byClass, {}, costParts(a + b + implant, 0)), classes }
        const { amounts, basicByClass, steps } = adjudicate(claim, { counted: {}, account: 0 }, byClass)
        const ofClasses = [...basicByClass.values()]
        expect(ofClasses.reduce((total, { basic }) => total + basic, 0)).toBe(amounts.basic)
        expect(ofClasses.reduce((total, { deductible }) => total + deductible, 0)).toBe(amounts.deductible)
        expect(stepFaults(steps, amounts)).toEqual([])
      }),
      runs,
    )
  })
})

describe('lines', () => {
  const line = fc.record({
    code: fc.constantFrom('A', 'B', 'C'),
    quantity: fc.integer({ min: 1, max: 20 }).map(String),
    amount: fc.integer({ min: 0, max: 1_000_000 }),
  })
  const entry = (code: string) => catalogueEntry.parse({ code, ...entryOfClass(code) })

  it('add up to the claim, each and together', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (charges) => {
        const { lines, parts } = splitCharges(charges, entry, 3)
        for (const { amount, fullySelfPaid, overLimit, firstSelfPaid, inScope } of lines) {
          expect(fullySelfPaid + overLimit + firstSelfPaid + inScope).toBe(amount)
        }
        expect(parts.total).toBe(charges.reduce((total, { amount }) => total + amount, 0))
        expect(parts.fullySelfPaid + parts.overLimit + parts.firstSelfPaid + parts.inScope).toBe(parts.total)
      }),
      runs,
    )
  })

  it('may come in any order', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (charges) => {
        expect(splitCharges([...charges].reverse(), entry, 3).parts).toEqual(
          splitCharges(charges, entry, 3).parts,
        )
      }),
      runs,
    )
  })
})
