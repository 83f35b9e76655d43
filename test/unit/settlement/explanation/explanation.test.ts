import { describe, expect, it } from 'vitest'
import { statementOf } from '../../../../cli/explain/statement.ts'
import { stepFaults } from '../../../../services/settlement/adjudication/rules/step-faults.ts'
import {
  decideReversal,
  negativeAmounts,
  negativeChange,
} from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import type {
  ClaimStory,
  ExplanationBasis,
} from '../../../../services/settlement/explanation/rules/explain.ts'
import { explainClaim, explainReversal } from '../../../../services/settlement/explanation/rules/explain.ts'
import { explainSteps } from '../../../../services/settlement/explanation/rules/explained-steps.ts'
import type { ExplainedSum } from '../../../../services/settlement/explanation/rules/explanation.ts'
import { languages } from '../../../../services/settlement/explanation/rules/language.ts'
import type {
  ClaimCorrected,
  ClaimSettled,
  Step,
} from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { adjudicated } from '../support/adjudicated.ts'
import { basis, planOf } from '../support/basis.ts'
import { stay, yearOf2025 } from '../support/claims.ts'
import { explainedFaults, rawWords } from '../support/explained.ts'

const plan = planOf({
  inpatient: {
    deductible: [{ when: { level: 3 }, amount: 1000, cites: 'table 1, level 3' }],
    pays: 0.7,
    adjust: [{ when: { stay: { from: 2 } }, deductible: { times: 0.5 }, cites: 'table 2' }],
    ceiling: 300_000,
    personalAccount: 'patient',
    followedBy: ['serious_illness'],
  },
  serious_illness: { base: 'inScopeUnpaid', per: 'year', deductible: 5000, pays: 0.6, ceiling: 100_000 },
})
const outcome = adjudicated({ plan, inScope: 21_000, fullySelfPaid: 1000, facts: { level: 3 }, account: 500 })
const steps = explainSteps(outcome.steps, plan, 'en')
const stepsIn = (given: readonly Step[], language: 'zh' | 'en', step: string) =>
  explainSteps(given, plan, language).find((one) => one.step === step)

describe('the steps of an explanation', () => {
  it('go from the cost to cash, each with its result', () => {
    expect(steps.map(({ title, result }) => [title, result])).toEqual([
      ['Cost in its parts', '21000.00'],
      ['Deductible', '1000.00'],
      ['Shares the basic pool pays', '14000.00'],
      ['Ceiling of the basic pool', '14000.00'],
      ['Serious-illness insurance', '1200.00'],
      ['Personal account', '500.00'],
      ['Cash', '6300.00'],
    ])
  })

  it('say with which figures, by which rule of the plan, out of which article', () => {
    expect(steps[1]).toEqual({
      step: 'deductible',
      title: 'Deductible',
      text: 'the smaller of 21000.00 entered and 1000.00 due is left to the patient',
      inputs: [
        { label: 'amount entered', value: '21000.00 yuan' },
        { label: 'due this time', value: '1000.00 yuan' },
      ],
      amount: 100_000,
      result: '1000.00',
      article: 'table 1, level 3',
      rules: [{ text: 'level-3 hospital: deductible 1000.00 yuan', article: 'table 1, level 3' }],
      rooms: [],
    })
  })

  it('say the cumulative base of serious illness before and after, and the room its ceiling leaves', () => {
    expect(stepsIn(outcome.steps, 'en', 'seriousIllness')).toMatchObject({
      text: 'base 0.00 before, 7000.00 now, 7000.00 after; deductible takes 5000.00; 2000.00 × 60 %',
      rooms: [{ ceiling: 'ceiling of the year 100000.00 yuan', left: 9_880_000 }],
    })
    expect(stepsIn(outcome.steps, 'zh', 'seriousIllness')).toMatchObject({
      title: '大病保险',
      text: '此前累计 0.00，本次 7000.00，累计 7000.00，起付线扣除 5000.00；2000.00 × 60 %',
      rooms: [{ ceiling: '年度封顶线 100000.00 元', left: 9_880_000 }],
    })
  })

  it('name each adjustment that held: the second stay of a year pays half the deductible', () => {
    const second = adjudicated({ plan, inScope: 21_000, facts: { level: 3 }, counted: { stays: 1 } })
    expect(stepsIn(second.steps, 'zh', 'deductible')).toMatchObject({
      result: '500.00',
      rules: [
        { text: '三级医院：起付线 1000.00 元', article: 'table 1, level 3' },
        { text: '年内第 2 次及以后住院：起付线 × 0.5', article: 'table 2' },
      ],
    })
    expect(stepsIn(second.steps, 'en', 'deductible')?.rules[1]?.text).toBe(
      'stay 2 of the year and later ones: deductible × 0.5',
    )
  })

  it('tell the room under each of several ceilings', () => {
    const several = planOf({
      inpatient: {
        deductible: 0,
        pays: 0.5,
        ceiling: [
          { amount: 60_000, counts: ['inpatient', 'outpatient'] },
          { amount: 20_000, per: 'claim' },
        ],
      },
    })
    const paid = adjudicated({ plan: several, inScope: 30_000, counted: { outpatientPaid: 500_000 } })
    const ceiling = explainSteps(paid.steps, several, 'zh').find(({ step }) => step === 'ceiling')
    expect(ceiling?.rooms).toEqual([
      { ceiling: '年度封顶线 60000.00 元，与门诊统筹合并计算', left: 4_000_000 },
      { ceiling: '每次封顶线 20000.00 元', left: 500_000 },
    ])
  })
})

describe('the arithmetic of an explanation', () => {
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

  it('that tells more room than the tightest of several ceilings leaves is found out', () => {
    const forged = outcome.steps.map(
      (step): Step => (step.step === 'ceiling' ? { ...step, rooms: [(step.room ?? 0) + 1, 1e9] } : step),
    )
    expect(stepFaults(forged, outcome.amounts)).toEqual(['ceiling does not follow'])
  })
})

/** A stay at the provincial hospital: 20,000 class A, 1,000 class B at 10 %, 500 class C, a bed of 80 limited to 50. */
const command = stay({
  lines: [
    { code: 'drug-a', quantity: '100', unitPrice: '200', amount: 2_000_000 },
    { code: 'drug-b', quantity: '10', unitPrice: '100', amount: 100_000 },
    { code: 'drug-c', quantity: '1', unitPrice: '500', amount: 50_000 },
    { code: 'bed', quantity: '10', unitPrice: '80', amount: 80_000 },
  ],
  total: 2_230_000,
})
const settled = (): ClaimSettled => {
  const decision = decide(command, yearOf2025(), basis)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}
const claim = settled()
const story: ClaimStory = { claim, corrections: [] }
const anhui: ExplanationBasis = {
  policyVersion: basis.plans.policyVersion,
  planOf: ({ scheme, care, city, servedOn }) => basis.plans.planOn(scheme, care, city, servedOn),
  catalogue: basis.catalogue,
}
const amountsIn = ({ terms, total }: ExplainedSum) =>
  Object.fromEntries([...terms, total].map(({ label, amount }) => [label, amount / 100]))

const titles = {
  zh: '医疗费用结算说明：参保人 person-1，医药机构 H34010000001',
  en: 'How this claim was settled: person person-1, institution H34010000001',
}

describe('a settled claim', () => {
  const explained = explainClaim(story, anhui, 'zh')

  it('is told line by line, with class, limit and first self-paid share', () => {
    expect(explained.lines.map(({ code, text }) => [code, text])).toEqual([
      ['drug-a', '甲类，全额纳入范围'],
      ['drug-b', '乙类，先行自付 1000.00 × 10 % = 100.00'],
      ['drug-c', '丙类，全自费 500.00'],
      ['bed', '超出单价限价 50.00 × 10 的 300.00 由个人负担'],
    ])
  })

  it('says who pays what, and the identities as sums', () => {
    // In scope 20,000 + 900 + 500 = 21,400; (21,400 − 1,000) × 70 % = 14,280.
    expect(amountsIn(explained.payers)).toEqual({
      基本医保统筹基金: 14_280,
      现金支付: 8020,
      总费用: 22_300,
    })
    expect(explained.sums.map(({ total }) => [total.label, total.amount / 100])).toEqual([
      ['总费用', 22_300],
      ['政策范围内费用', 21_400],
      ['基金支付合计', 14_280],
      ['个人负担合计', 8020],
      ['个人负担合计', 8020],
    ])
  })

  it('quotes the rows of the province’s plan and the article they stand in', () => {
    const share = explained.steps.find(({ step }) => step === 'share')
    expect(share?.rules).toEqual([
      {
        text: '三级医院，省属医院：支付 70 %',
        article: '安徽省城乡居民基本医疗保险待遇（2025年起）（二手资料，未见原文及文号）',
      },
    ])
    const ceiling = explained.steps.find(({ step }) => step === 'ceiling')
    expect(ceiling?.rooms).toEqual([
      {
        ceiling: '年度封顶线 300000.00 元，与门诊统筹、门诊慢特病统筹、“两病”门诊用药统筹合并计算',
        left: 28_572_000,
      },
    ])
  })

  it('names person, fund, hospital, days and policy version', () => {
    expect(Object.fromEntries(explained.facts.map(({ label, value }) => [label, value]))).toMatchObject({
      险种: '城乡居民基本医疗保险',
      支付统筹区: '合肥市（340100）',
      医院级别: '三级医院，省属医院',
      入出院日期: '2025-05-10 至 2025-05-20',
      政策版本: claim.policyVersion,
    })
  })

  it.each(languages)('adds up and leaves no word untranslated (%s)', (language) => {
    const { facts: _facts, title, ...told } = explainClaim(story, anhui, language)
    expect(title).toBe(titles[language])
    expect(explainedFaults(told, claim.amounts)).toEqual([])
    expect(rawWords(told, language)).toEqual([])
  })

  it('tells of catalogue figures only what gives the recorded split', () => {
    const changed = { ...anhui, catalogue: { find: () => undefined } }
    expect(explainClaim(story, changed, 'en').lines.map(({ text }) => text)).toEqual([
      'class A, in scope in full',
      'class B, first self-paid 100.00',
      'not payable, fully self-paid 500.00',
      '300.00 is over the price limit',
    ])
  })

  it('says when the rules are quoted from another version than it was settled by, and when it was reversed', () => {
    const later = explainClaim(
      { ...story, reversedBy: 'R1' },
      { ...anhui, policyVersion: 'a later one' },
      'en',
    )
    expect(later.notes).toEqual([
      'This claim was reversed by R1: everything paid was taken back',
      `Settled by policy version ${claim.policyVersion}; the rules are quoted from version a later one. The amounts are those recorded`,
    ])
  })
})

describe('a reversal', () => {
  it('is told as what it takes back, with the claim’s own steps', () => {
    const decision = decideReversal({
      claimId: claim.claimId,
      reversalId: 'R1',
      today: '2025-06-01',
      recorded: { claim },
    })
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    const explained = explainReversal(decision.value, story, anhui, 'zh')
    expect(explained).toMatchObject({
      kind: 'reversal',
      claimId: 'R1',
      title: '冲正说明：参保人 person-1，医药机构 H34010000001',
    })
    expect(amountsIn(explained.payers)).toEqual({
      基本医保统筹基金: -14_280,
      现金支付: -8020,
      总费用: -22_300,
    })
    expect(explained.counted).toContainEqual({ label: '住院统筹累计支付', value: '-14280.00 元' })
    expect(explained.notes[0]).toContain('全额撤销结算 claim-1')
    expect(explained.steps).toEqual(explainClaim(story, anhui, 'zh').steps)
  })
})

describe('a corrected claim', () => {
  const withdrawn: ClaimCorrected = {
    kind: 'claim-corrected',
    claimId: claim.claimId,
    personId: claim.personId,
    year: claim.year,
    scheme: claim.scheme,
    city: claim.city,
    care: claim.care,
    institution: claim.institution,
    servedOn: claim.servedOn,
    amounts: negativeAmounts(claim.amounts),
    change: negativeChange(claim.change),
    sequence: 1,
    correctedOn: '2025-07-01',
    cause: 'entitlement',
    runId: 'run-1',
    refusedFor: 'person.not-entitled',
  }
  const again: ClaimCorrected = {
    ...withdrawn,
    amounts: claim.amounts,
    change: claim.change,
    sequence: 2,
    correctedOn: '2025-08-01',
    stands: claim,
  }

  it('shows its corrections after it, in order, each with its cause and difference, and how it stands', () => {
    const explained = explainClaim({ claim, corrections: [withdrawn, again] }, anhui, 'zh')
    expect(explained.corrections.map(({ title }) => title)).toEqual(['第 1 次更正', '第 2 次更正'])
    expect(explained.corrections[0]?.facts).toContainEqual({
      label: '更正原因',
      value: '待遇享受资格追溯变更',
    })
    expect(explained.corrections[0]?.facts).toContainEqual({
      label: '不再支付的原因',
      value: '当日不享受医保待遇',
    })
    expect(explained.corrections[0]?.steps).toEqual([])
    expect(explained.corrections[1]?.steps).toEqual(explained.steps)
    expect(explained.corrections[1]?.lines).toEqual(explained.lines)
    expect(statementOf(explained)).toMatch(/【第 1 次更正】[^【]*待遇享受资格追溯变更[^【]*【第 2 次更正】/)
    expect(explained.corrections.map(({ difference }) => difference.total.amount)).toEqual([
      -2_230_000, 2_230_000,
    ])
    expect(explained.standing).toEqual(explained.payers)
    expect(rawWords(explained.corrections, 'zh').filter((text) => text !== claim.policyVersion)).toEqual([])
  })
})
