import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjudicate } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import { brokenIdentities } from '../../../../services/settlement/adjudication/rules/identities.ts'
import { stepFaults } from '../../../../services/settlement/adjudication/rules/step-faults.ts'
import { negativeChange } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import type { Accumulators } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { addTo } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { laterNames, paidName } from '../../../../services/settlement/insured-year/rules/layers.ts'
import type { Ceiling } from '../../../../services/settlement/plan/rules/ceiling.ts'
import type { BenefitPlan } from '../../../../services/settlement/plan/rules/plan.ts'
import type { ClaimInput } from '../support/random.ts'
import { anyClaim, plans, splitClaim } from '../support/random.ts'

const numRuns = 10_000

const adjudicated = (given: ClaimInput, plan = given.plan) => adjudicate(splitClaim(given), given.year, plan)
const always = (holds: (given: ClaimInput) => void): void => {
  fc.assert(fc.property(anyClaim, holds), { numRuns })
}

describe(`whatever the plan (${plans.length}) and the claim (${numRuns} each)`, () => {
  it('the identities hold, nothing is negative, nobody pays more than the cost', () => {
    always((given) => {
      const { amounts } = adjudicated(given)
      expect(brokenIdentities(amounts)).toEqual([])
      expect(Math.min(...Object.values(amounts))).toBeGreaterThanOrEqual(0)
      expect(amounts.patient).toBeLessThanOrEqual(amounts.total)
      expect(amounts.account).toBeLessThanOrEqual(given.year.account)
    })
  })

  it('no layer pays more than its base', () => {
    always((given) => {
      const { amounts, change } = adjudicated(given)
      expect(amounts.basic).toBeLessThanOrEqual(given.inScope)
      for (const { key } of given.plan.later) {
        const { pays, base } = laterNames[key]
        expect(amounts[pays]).toBeLessThanOrEqual(change[base] ?? 0)
      }
    })
  })

  it('the explanation adds up', () => {
    always((given) => {
      const { amounts, steps } = adjudicated(given)
      expect(stepFaults(steps, amounts)).toEqual([])
    })
  })

  it('a reversal restores what was counted before', () => {
    always((given) => {
      const { change } = adjudicated(given)
      const { counted } = given.year
      expect(addTo(addTo(counted, change), negativeChange(change))).toEqual(counted)
    })
  })

  it('judging it twice gives the same, and changes nothing it was given', () => {
    always((given) => {
      const before = JSON.stringify([given.year, given.facts])
      const [first, second] = [adjudicated(given), adjudicated(given)].map(({ amounts, change, steps }) =>
        JSON.stringify([amounts, change, steps]),
      )
      expect(second).toBe(first)
      expect(JSON.stringify([given.year, given.facts])).toBe(before)
    })
  })

  it('steps come in the order of the layers', () => {
    always((given) => {
      const order = [
        ...basicOrder,
        ...given.plan.later.map(({ key }) => laterNames[key].pays),
        'account',
        'cash',
      ]
      const { steps } = adjudicated(given)
      const paying = steps.filter(({ step }) => step !== 'addition')
      const positions = paying.map(({ step }) => order.indexOf(step))
      expect(positions).toEqual([...positions].sort((a, b) => a - b))
      expect(positions).not.toContain(-1)
    })
  })

  it('what is added to a ceiling is told right before what the layer pays under it', () => {
    always((given) => {
      const { steps } = adjudicated(given)
      const underCeiling = new Map<string, string>(
        given.plan.later.map(({ key }) => [key, laterNames[key].pays] as const),
      )
      for (const [at, { step, rule = '' }] of steps.entries()) {
        if (step !== 'addition') continue
        const next = steps.slice(at).find((each) => each.step !== 'addition')
        expect(next?.step).toBe(underCeiling.get(rule) ?? 'ceiling')
      }
    })
  })

  it('a layer pays the same whatever layers come after it', () => {
    always((given) => {
      const whole = adjudicated(given).amounts
      for (const length of given.plan.later.keys()) {
        const first = adjudicated(given, { ...given.plan, later: given.plan.later.slice(0, length) }).amounts
        expect(first.basic).toBe(whole.basic)
        for (const { key } of given.plan.later.slice(0, length)) {
          expect(first[laterNames[key].pays]).toBe(whole[laterNames[key].pays])
        }
      }
    })
  })

  it('more cost in scope never lowers what the basic pool pays, where the deductible is no share of the cost', () => {
    fc.assert(
      fc.property(anyClaim, fc.integer({ min: 0, max: 30_000_000 }), (given, more) => {
        fc.pre(!given.plan.basic.byItemClass)
        fc.pre(given.plan.basic.deductible.every(({ value }) => value.kind === 'amount'))
        const dearer = adjudicated({ ...given, inScope: given.inScope + more })
        expect(dearer.amounts.basic).toBeGreaterThanOrEqual(adjudicated(given).amounts.basic)
      }),
      { numRuns },
    )
  })

  it('over a year of five claims no ceiling of the year is passed', () => {
    const year = fc.record({ claims: fc.array(anyClaim, { minLength: 5, maxLength: 5 }), first: anyClaim })
    fc.assert(
      fc.property(year, ({ claims, first: { plan, facts } }) => {
        let counted: Accumulators = {}
        for (const claim of claims) {
          const { change } = adjudicated({ ...claim, plan, facts, year: { counted, account: 0 } })
          counted = addTo(counted, change)
        }
        for (const [ceilings, own] of ceilingsOf(plan, facts)) {
          for (const { counts, amount } of ceilings) {
            const names = (counts.length === 0 ? [own] : counts).map(paidName)
            const paid = names.reduce((total, name) => total + (counted[name] ?? 0), 0)
            if (names.length === 1) expect(paid).toBeLessThanOrEqual(amount[0]?.value ?? 0)
          }
        }
      }),
      { numRuns: numRuns / 5 },
    )
  })
})

const basicOrder = [
  ...[
    'split',
    'entry',
    'entryCap',
    'transfer',
    'deductible',
    'share',
    'classCeiling',
    'floor',
    'fixed',
    'ceiling',
  ],
]

type Own = Parameters<typeof paidName>[0]

/** The yearly ceilings of a plan's layers that neither grow nor are lifted for a person. */
const ceilingsOf = (plan: BenefitPlan, facts: object): (readonly [readonly Ceiling[], Own])[] => {
  const layers = [
    [plan.basic, plan.pool as Own] as const,
    ...plan.later.map(({ key, layer }) => [layer, key as Own] as const),
  ]
  return layers
    .filter(
      ([layer]) =>
        !layer.adjust.some(({ ceiling, when }) => ceiling === 'none' && (when?.holds(facts) ?? true)),
    )
    .map(([layer, own]) => [
      layer.ceiling.filter(({ per, grows }) => per === 'year' && grows.length === 0),
      own,
    ])
}
