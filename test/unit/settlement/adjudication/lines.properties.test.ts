import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjudicate } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import { splitCharges } from '../../../../services/settlement/adjudication/rules/split.ts'
import { stepFaults } from '../../../../services/settlement/adjudication/rules/step-faults.ts'
import { catalogueEntry } from '../../../../services/settlement/catalogue/rules/catalogue.ts'
import { planOf } from '../support/basis.ts'
import { claimOf, costParts, entryOfClass, randomPlan } from '../support/random.ts'

const runs = { numRuns: 10_000 }
const cost = fc.integer({ min: 0, max: 30_000_000 })

const entries = new Map(
  ['A', 'B', 'C'].map((code) => [code, catalogueEntry.parse({ code, ...entryOfClass(code) })]),
)
const entry = (code: string) => entries.get(code)
const lineOf = (code: fc.Arbitrary<string>) =>
  fc.record({
    code,
    quantity: fc.integer({ min: 1, max: 20 }).map(String),
    amount: fc.integer({ min: 0, max: 1_000_000 }),
  })
const lines = fc.array(lineOf(fc.constantFrom('A', 'B', 'C')), { maxLength: 12 })

describe(`lines (${runs.numRuns} runs each)`, () => {
  it('add up to the claim, each and together', () => {
    fc.assert(
      fc.property(lines, (charges) => {
        const { lines: split, parts } = splitCharges(charges, entry, 3)
        for (const { amount, fullySelfPaid, overLimit, firstSelfPaid, inScope } of split) {
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
      fc.property(lines, (charges) => {
        expect(splitCharges([...charges].reverse(), entry, 3).parts).toEqual(
          splitCharges(charges, entry, 3).parts,
        )
      }),
      runs,
    )
  })

  it('of an item paid in full or not at all may be charged in pieces: the claim is paid the same', () => {
    const pieces = fc.array(
      fc.tuple(lineOf(fc.constantFrom('A', 'C')), fc.integer({ min: 0, max: 1_000_000 })),
      {
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(randomPlan, pieces, (plan, cuts) => {
        const whole = cuts.map(([line]) => line)
        const cut = cuts.flatMap(([line, at]) => {
          const first = Math.min(at, line.amount)
          return [
            { ...line, amount: first },
            { ...line, amount: line.amount - first },
          ]
        })
        const paid = [whole, cut].map((charges) => {
          const { parts, classes } = splitCharges(charges, entry, 3)
          const facts = {
            employment: 'employed',
            place: 'local',
            purpose: 'general',
            age: 50,
            continuousYears: 5,
          } as const
          const claim = { ...claimOf(plan, facts, parts), classes }
          return adjudicate(claim, { counted: {}, account: 0 }, plan).amounts
        })
        expect(paid[0]).toEqual(paid[1])
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
