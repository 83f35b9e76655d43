import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import {
  countsWithAnother,
  findingsAfter,
  hintsFor,
  stopFor,
} from '../../../../services/settlement/supervision/rules/evaluate.ts'
import { ruleBook } from '../../../../services/settlement/supervision/rules/rule-book.ts'
import { bookOf, factsWith, otherStay, policyWith, ruleOf, stayClaim } from './given.ts'

const readmitted = factsWith(stayClaim(), [otherStay('2025-02-10', '2025-02-14')])
const readmission = { withinDays: 15, sameDiseaseCharacters: 3, sameInstitution: true }

describe("the province's own rules", () => {
  const anhui = ruleBook(readPolicy('shared/policy/anhui'))

  it('are read, all of them, and cite their articles', () => {
    const rules = [
      ...anhui.claimRulesOn('340100', '2025-06-30'),
      ...anhui.monthRulesOn('340100', '2025-06-30'),
    ]
    expect(rules.length).toBe(17)
    for (const { article } of rules) expect(article).not.toBe('')
  })

  it('count a readmission within 15 days once, hint at it before, and open a case after', () => {
    expect(countsWithAnother(readmitted, anhui)).toBe(true)
    expect(countsWithAnother(factsWith(stayClaim()), anhui)).toBe(false)
    expect(hintsFor(readmitted, anhui).map(({ rule }) => rule)).toEqual(['same_disease_readmission'])
    expect(findingsAfter(readmitted, anhui)).toMatchObject([
      { rule: 'same_disease_readmission', figures: { days: 15 }, article: expect.stringContaining('三(八)') },
    ])
    expect(stopFor(readmitted, anhui, false)).toBeUndefined()
  })

  it('are not in force before they begin', () => {
    expect(anhui.claimRulesOn('340100', '2012-01-01')).toEqual([])
  })
})

describe('a rule during settlement', () => {
  const during = (what: string) => bookOf('readmission', readmission, { stages: ['during'], during: what })

  it('refuses a claim, reviewed or not, with its article and figures', () => {
    for (const reviewed of [false, true])
      expect(stopFor(readmitted, during('refuse'), reviewed)).toMatchObject({
        code: 'claim.against-rule',
        article: 'article of rule',
        figures: { rule: 'rule', days: 15 },
      })
  })

  it('holds a claim until it is reviewed; then a case keeps the review on record', () => {
    expect(stopFor(readmitted, during('hold'), false)).toMatchObject({ code: 'claim.held' })
    expect(stopFor(readmitted, during('hold'), true)).toBeUndefined()
    expect(findingsAfter(readmitted, during('hold'))).toHaveLength(1)
    expect(findingsAfter(readmitted, during('refuse'))).toEqual([])
  })
})

describe('a rule is an error when', () => {
  it.each([
    ['its kind does not exist', ruleOf('sixth-sense', {}), /kind/],
    ['a figure is missing', ruleOf('readmission', { withinDays: 15 }), /figures/],
    ['it has a figure its kind does not know', ruleOf('visit-during-stay', { marginDays: 1, x: 1 }), /x/],
    ['a share is above one', ruleOf('cost-share', { part: 'patient', most: 2, leastTotal: 0 }), /most/],
    ['it stands at no stage that exists', ruleOf('after-coverage', {}, { stages: ['someday'] }), /stages/],
    [
      'it acts during settlement without saying how',
      ruleOf('after-coverage', {}, { stages: ['during'] }),
      /during/,
    ],
    [
      'a rule over months is to act at once',
      ruleOf('monthly-heads', { care: 'inpatient', most: 1, leastPersons: 1 }, { stages: ['before'] }),
      /months/,
    ],
    [
      'a change has no limit',
      ruleOf('monthly-change', { of: 'total', against: 'sameMonthLastYear', leastBefore: 0 }),
      /mostGrowth/,
    ],
    ['something else is to count once', ruleOf('after-coverage', {}, { countsOnce: true }), /readmission/],
  ])('%s, found when the policy is loaded', (_, faulty, message) => {
    expect(() => ruleBook(policyWith({ rule: faulty }, '2099-01-01'))).toThrow(message)
  })
})
