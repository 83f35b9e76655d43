import { describe, expect, it } from 'vitest'
import type { Step } from '../../../services/settlement/domain/claim-events.ts'
import { explain } from '../../../services/settlement/domain/explanation/explain.ts'
import { stepFaults } from '../../../services/settlement/domain/explanation/step-faults.ts'
import { adjudicated } from './support/adjudicated.ts'
import { planOf } from './support/basis.ts'

const plan = planOf({
  inpatient: {
    deductible: [{ when: { level: 3 }, amount: 1000, cites: 'table 1, level 3' }],
    pays: 0.7,
    ceiling: 300_000,
    personalAccount: 'patient',
    followedBy: ['serious_illness'],
  },
  serious_illness: { base: 'inScopeUnpaid', per: 'year', deductible: 5000, pays: 0.6, ceiling: 100_000 },
})
const outcome = adjudicated({ plan, inScope: 21_000, fullySelfPaid: 1000, facts: { level: 3 }, account: 500 })

describe('an explanation', () => {
  it('says each step with its figures, its article and its result, in English', () => {
    expect(explain(outcome.steps, plan, 'en')).toEqual([
      {
        text: 'Cost 22000.00 less fully self-paid 1000.00, over price limits 0.00, first self-paid 0.00: in scope',
        article: 'article of inpatient',
        result: '21000.00',
      },
      { text: 'Deductible: 1000.00 due of 21000.00 entered', article: 'table 1, level 3', result: '1000.00' },
      { text: 'The pool pays 20000.00 × 70 %', article: 'article of inpatient', result: '14000.00' },
      {
        text: 'Ceiling: 14000.00 against 300000.00 left; 286000.00 remains',
        article: 'article of inpatient',
        result: '14000.00',
      },
      {
        text: 'Serious-illness insurance: 0.00 before, 7000.00 now, deductible takes 5000.00; 2000.00 × 60 %; 98800.00 remains',
        article: 'article of serious_illness',
        result: '1200.00',
      },
      {
        text: 'Of the patient’s 6800.00, paid from the account’s 500.00',
        article: 'article of inpatient',
        result: '500.00',
      },
      {
        text: 'Cash: cost 22000.00 less fund 15200.00 less account 500.00',
        article: 'article of inpatient',
        result: '6300.00',
      },
    ])
  })

  it('and in Chinese', () => {
    const [, deductible, share] = explain(outcome.steps, plan, 'zh')
    expect(deductible?.text).toBe('起付线：计入 21000.00，应扣 1000.00')
    expect(share?.text).toBe('统筹支付 20000.00 × 70 %')
  })

  it('adds up to the result', () => {
    expect(stepFaults(outcome.steps, outcome.amounts)).toEqual([])
  })

  it.each(outcome.steps.map(({ step }) => step))(
    'that is one fen off in its step %s is found out',
    (name) => {
      const forged = outcome.steps.map(
        (step): Step => (step.step === name ? { ...step, out: step.out + 1 } : step),
      )
      expect(stepFaults(forged, outcome.amounts)).not.toEqual([])
    },
  )

  it('that lacks a layer is found out', () => {
    const shortened = outcome.steps.filter(({ step }) => step !== 'seriousIllness')
    expect(stepFaults(shortened, outcome.amounts)).toContain('seriousIllness is not explained')
  })
})
