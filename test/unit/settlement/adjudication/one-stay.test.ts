import { describe, expect, it } from 'vitest'
import type { Admission } from '../../../../services/settlement/adjudication/rules/continued-stay.ts'
import { continuedStay } from '../../../../services/settlement/adjudication/rules/continued-stay.ts'
import type { Stay } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { adjudicated, inYuan } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

const rulesOf = (oneStay: unknown) => basicLayer.parse({ deductible: 0, pays: 1, oneStay }).oneStay
const transfer = rulesOf({ withinDays: 1, deductible: 'topUp' })
const readmission = rulesOf({ withinDays: 15, institution: 'same', diagnosis: 'same', deductible: 'waived' })

const stay = (claimId: string, from: string, to: string, more: Partial<Stay> = {}): Stay => ({
  ...{ claimId, from, to, institution: 'county', diagnosis: 'I63.9', deductible: 50_000 },
  ...more,
})
const first = stay('first', '2025-03-01', '2025-03-10')
const admitted = (on: string, more: Partial<Admission> = {}): Admission => ({
  ...{ on, institution: 'city', diagnosis: 'I63.9' },
  ...more,
})

describe('a stay that counts as one with an earlier one', () => {
  it('is a transfer: another hospital on the day of leaving or the next', () => {
    const found = { claimId: 'first', deductible: 'topUp', taken: 50_000 }
    expect(continuedStay(transfer, [first], admitted('2025-03-10'))).toEqual(found)
    expect(continuedStay(transfer, [first], admitted('2025-03-11'))).toEqual(found)
    expect(continuedStay(transfer, [first], admitted('2025-03-12'))).toBeUndefined()
    expect(
      continuedStay(transfer, [first], admitted('2025-03-10', { institution: 'county' })),
    ).toBeUndefined()
  })

  it('or a readmission: the same hospital for the same disease within 15 days', () => {
    const back = { institution: 'county' }
    expect(continuedStay(readmission, [first], admitted('2025-03-25', back))?.deductible).toBe('waived')
    expect(continuedStay(readmission, [first], admitted('2025-03-26', back))).toBeUndefined()
    expect(
      continuedStay(readmission, [first], admitted('2025-03-25', { ...back, diagnosis: 'K35' })),
    ).toBeUndefined()
    const unknown = { ...back, diagnosis: undefined }
    expect(continuedStay(readmission, [first], admitted('2025-03-25', unknown))).toBeUndefined()
  })

  it('is no stay that began before the other was left', () => {
    expect(continuedStay(transfer, [first], admitted('2025-03-05'))).toBeUndefined()
  })

  it('continues the last of several, and counts what the whole chain has paid of the deductible', () => {
    const second = stay('second', '2025-03-10', '2025-03-20', { institution: 'city', deductible: 20_000 })
    const elsewhere = admitted('2025-03-20', { institution: 'province' })
    expect(continuedStay(transfer, [first, second], elsewhere)).toEqual({
      ...{ claimId: 'second', deductible: 'topUp', taken: 70_000 },
    })
  })

  it('by no rule is a stay of its own', () => {
    expect(continuedStay([], [first], admitted('2025-03-10'))).toBeUndefined()
  })
})

const plan = planOf({
  inpatient: {
    deductible: [
      { when: { level: 2 }, amount: 500 },
      { when: { level: 3 }, amount: 700 },
    ],
    adjust: [{ when: { stay: { from: 2 } }, deductible: { times: 0.5 } }],
    pays: 0.8,
    oneStay: { withinDays: 1, deductible: 'topUp' },
  },
})
const counted = { stays: 1, inpatientDeductible: 50_000 }
const continuing = (deductible: 'topUp' | 'waived' | 'again', level: 2 | 3, taken = 50_000) =>
  adjudicated({
    ...{ plan, inScope: 10_000, facts: { level }, counted },
    continues: { claimId: 'first', deductible, taken },
  })

describe('the deductible of a transfer', () => {
  it('to a higher level is topped up to that level’s, without the reduction of a second stay', () => {
    const outcome = continuing('topUp', 3)
    expect(inYuan(outcome)).toMatchObject({ deductible: 200, basic: 7840 })
    expect(outcome.steps).toContainEqual({ step: 'transfer', in: [70_000, 50_000], out: 20_000 })
  })

  it('to the same or a lower level is not taken again', () => {
    expect(inYuan(continuing('topUp', 2))).toMatchObject({ basic: 8000 })
  })

  it('is what the first stay was too cheap to bear', () => {
    expect(inYuan(continuing('topUp', 2, 30_000))).toMatchObject({ deductible: 200 })
  })

  it('may be waived altogether, or taken again', () => {
    expect(inYuan(continuing('waived', 3))).toMatchObject({ basic: 8000 })
    expect(inYuan(continuing('again', 3))).toMatchObject({ deductible: 700 })
  })

  it('and the transfer is no further stay of the year', () => {
    expect(continuing('topUp', 3).change).not.toHaveProperty('stays')
  })

  it('a stay that continues nothing is the second, at half the deductible', () => {
    const outcome = adjudicated({ plan, inScope: 10_000, facts: { level: 3 }, counted })
    expect(inYuan(outcome)).toMatchObject({ deductible: 350 })
    expect(outcome.change).toMatchObject({ stays: 1 })
  })
})
