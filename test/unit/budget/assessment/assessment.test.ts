import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AssessmentIndex } from '../../../../services/budget/agreement/rules/agreement.ts'
import { assessmentUnits } from '../../../../services/budget/assessment/rules/assessment-units.ts'
import { indexFigure } from '../../../../services/budget/assessment/rules/indexes.ts'
import { scoreOf } from '../../../../services/budget/assessment/rules/score.ts'
import { tallyCases } from '../../../../services/budget/assessment/rules/tally-cases.ts'
import { volumeGrowth } from '../../../../services/budget/assessment/rules/volume.ts'
import type { Case } from '../../../../services/budget/payment-method/rules/case.ts'

const readmission = { withinDays: 15, sameDiseaseCharacters: 3 }
type Medical = NonNullable<Case['medical']>
const stay = (
  claimId: string,
  personId: string,
  from: string,
  to: string,
  more: Partial<Medical> = {},
): Case => ({
  claimId,
  care: 'inpatient',
  sign: 1,
  on: to,
  cost: 1_000_000,
  patientPaid: 250_000,
  otherFunds: 0,
  medical: { personId, admittedOn: from, dischargedOn: to, diagnosis: 'J18.9', ...more },
})
const visit = (claimId: string, personId: string): Case => ({
  claimId,
  care: 'outpatient',
  sign: 1,
  on: '2025-03-01',
  cost: 20_000,
  patientPaid: 10_000,
  otherFunds: 0,
  medical: { personId },
})
const reversed = (each: Case): Case => ({ ...each, sign: -1 })
const figuresOf = (cases: readonly Case[]) => {
  const tally = tallyCases(readmission)
  for (const each of cases) tally.add(each)
  return tally.figures()
}

/** Four stays of three persons, one of them twice for the same disease, and two visits of a fourth. */
const year = [
  stay('S1', 'A', '2025-02-01', '2025-02-10', { severe: true, surgery: 'emergency' }),
  stay('S2', 'A', '2025-02-25', '2025-03-01', { diagnosis: 'J18.0' }),
  stay('S3', 'B', '2025-04-01', '2025-04-05', { surgery: 'elective', referred: true }),
  { ...stay('S4', 'C', '2025-05-01', '2025-05-03', { surgery: 'elective' }), cost: 3_000_000 },
  visit('V1', 'D'),
  visit('V2', 'D'),
]

describe('the assessment indexes of an institution’s year', () => {
  it.each<[AssessmentIndex, string]>([
    // 60,000 yuan in four stays.
    ['average-cost', '15000'],
    ['readmission', '0.25'],
    ['hospitalisation-rate', '0.75'],
    ['head-to-head-ratio', '1.5'],
    // 10,200 of 60,400 yuan.
    ['patient-burden', '0.1689'],
    ['referral', '0.25'],
    ['surgery', '0.75'],
    ['elective-surgery', '0.6667'],
    ['severe-share', '0.25'],
  ])('%s is %s', (index, figure) => {
    expect(indexFigure(index, figuresOf(year))).toBe(figure)
  })

  it('say nothing where there were no such cases', () => {
    expect(indexFigure('average-cost', figuresOf([visit('V1', 'D')]))).toBeNull()
    expect(indexFigure('head-to-head-ratio', figuresOf([]))).toBeNull()
  })
})

describe('a readmission', () => {
  const first = stay('S1', 'A', '2025-02-01', '2025-02-10')
  const again = (from: string, more: Partial<Medical> = {}) =>
    figuresOf([first, stay('S2', 'A', from, '2025-03-20', more)]).readmissions

  it('is a stay for the same disease at most 15 days after a discharge', () => {
    expect(again('2025-02-25')).toBe(1)
    expect(again('2025-02-26')).toBe(0)
    expect(again('2025-02-10')).toBe(1)
  })

  it('is none for another disease, for another person, or where no diagnosis is known', () => {
    expect(again('2025-02-12', { diagnosis: 'K35.8' })).toBe(0)
    expect(figuresOf([first, stay('S2', 'B', '2025-02-12', '2025-02-20')]).readmissions).toBe(0)
    const unknown = { diagnosis: undefined } as unknown as Partial<Medical>
    expect(
      figuresOf([
        stay('S1', 'A', '2025-02-01', '2025-02-10', unknown),
        stay('S2', 'A', '2025-02-12', '2025-02-20', unknown),
      ]).readmissions,
    ).toBe(0)
  })
})

describe('cases that were reversed', () => {
  it('are in none of the figures, and the order in which cases come does not matter', () => {
    const others = [stay('S5', 'A', '2025-02-12', '2025-02-14'), visit('V3', 'E')]
    const all = [...year, ...others, ...others.map(reversed)]
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }), (shuffled) => {
        expect(figuresOf(shuffled)).toEqual(figuresOf(year))
      }),
    )
  })
})

describe('the score of an institution', () => {
  const indexes = [
    { index: 'average-cost' as const, weight: 40, full: '12000', zero: '18000' },
    { index: 'readmission' as const, weight: 30, full: '0.05', zero: '0.25' },
    { index: 'severe-share' as const, weight: 30, full: '0.20', zero: '0' },
  ]

  it('counts each index by how far it has come from nothing to full', () => {
    // 15,000 yuan are half way: 20 of 40; a quarter readmitted: 0 of 30; severe above full: 30 of 30.
    expect(scoreOf(indexes, figuresOf(year))).toEqual({
      score: '50',
      indexes: [
        { ...indexes[0], figure: '15000', points: '20' },
        { ...indexes[1], figure: '0.25', points: '0' },
        { ...indexes[2], figure: '0.25', points: '30' },
      ],
    })
  })

  it('counts an index in full of which the year had no cases, and is 100 where none were agreed', () => {
    expect(scoreOf(indexes, figuresOf([visit('V1', 'D')])).score).toBe('100')
    expect(scoreOf([], figuresOf(year))).toEqual({ score: '100', indexes: [] })
  })
})

describe('the units of an assessment', () => {
  const volume = (institution: string, controlled: number) => ({ institution, controlled, others: 0 })

  it('have at most ten institutions', () => {
    const clinics = Array.from({ length: 23 }, (_, n) => volume(`H${n}`, 100_000))
    expect(assessmentUnits(clinics).map((unit) => unit.length)).toEqual([10, 10, 3])
  })

  it('have a large hospital by itself, and lose nobody', () => {
    const all = [volume('A', 100), volume('B', 5_000_000_000), volume('C', 100), volume('D', 1_999_999_900)]
    expect(assessmentUnits(all)).toEqual([['A'], ['B'], ['C', 'D']])
    expect(assessmentUnits([])).toEqual([])
  })
})

describe('the growth of volume', () => {
  it('is that of the persons treated, nil without a year before', () => {
    expect(volumeGrowth({ persons: 108 }, { persons: 100 })).toBe('0.08')
    expect(volumeGrowth({ persons: 90 }, { persons: 100 })).toBe('-0.1')
    expect(volumeGrowth({ persons: 90 }, undefined)).toBe('0')
    expect(volumeGrowth({ persons: 90 }, { persons: 0 })).toBe('0')
  })
})
