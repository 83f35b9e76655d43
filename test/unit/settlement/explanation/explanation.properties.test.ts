import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjudicate } from '../../../../services/settlement/adjudication/rules/adjudicate.ts'
import { explainedMoney } from '../../../../services/settlement/explanation/rules/explain.ts'
import { explainSteps } from '../../../../services/settlement/explanation/rules/explained-steps.ts'
import { languages } from '../../../../services/settlement/explanation/rules/language.ts'
import { explainedFaults, rawWords } from '../support/explained.ts'
import { claimFacts, claimOf, costParts, counted, randomPlan } from '../support/random.ts'

const cost = fc.integer({ min: 0, max: 30_000_000 })

describe('the explanation of whatever claim by whatever plan', () => {
  it('adds up to the amounts and leaves no word out, in both languages', () => {
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
          const outcome = adjudicate(claim, { counted: year, account }, plan)
          for (const language of languages) {
            const steps = explainSteps(outcome.steps, plan, language)
            const money = explainedMoney(outcome, language)
            expect(explainedFaults({ steps, ...money }, outcome.amounts)).toEqual([])
            expect(rawWords({ steps, ...money }, language)).toEqual([])
            const unruled = steps.filter(({ rules }) => rules.length === 0).map(({ step }) => step)
            expect(unruled).toEqual(['split', 'cash'])
          }
        },
      ),
      { numRuns: 2000 },
    )
  }, 300_000)
})
