import { describe, expect, it } from 'vitest'
import { continuedStay } from '../../../../services/settlement/adjudication/rules/continued-stay.ts'
import type { Stay } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { basicLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { adjudicated } from '../support/adjudicated.ts'
import { planOf } from '../support/basis.ts'

const rulesOf = (...oneStay: unknown[]) => basicLayer.parse({ deductible: 0, pays: 1, oneStay }).oneStay
const stay = (claimId: string, institution: string, from: string, to: string, deductible: number): Stay => ({
  ...{ claimId, institution, from, to, deductible },
})

describe('of several stays that an admission could continue', () => {
  const anyWithin30 = rulesOf({ withinDays: 30, institution: 'any', deductible: 'topUp' })
  const stays = [
    stay('march', 'county', '2025-03-01', '2025-03-05', 10_000),
    stay('april', 'county', '2025-04-20', '2025-04-25', 30_000),
    stay('may', 'county', '2025-05-06', '2025-05-09', 500),
  ]
  const admitted = { on: '2025-05-12', institution: 'city' }

  it('it continues the one left last, in whatever order they were settled', () => {
    const last = { claimId: 'may', deductible: 'topUp', taken: 30_500 }
    expect(continuedStay(anyWithin30, stays, admitted)).toEqual(last)
    expect(continuedStay(anyWithin30, [...stays].reverse(), admitted)).toEqual(last)
  })

  it('a chain ends where the rule does not reach: March lies 46 days before April', () => {
    expect(continuedStay(anyWithin30, stays.slice(0, 2), admitted)?.taken).toBe(30_000)
  })

  it('an earlier one where a rule holds for it and for the last none does', () => {
    const backWithin60 = rulesOf({ withinDays: 60, institution: 'same', deductible: 'waived' })
    const elsewhere = stay('may', 'city', '2025-05-06', '2025-05-09', 500)
    const given = [...stays.slice(0, 2), elsewhere]
    expect(continuedStay(backWithin60, given, { on: '2025-05-12', institution: 'county' })?.claimId).toBe(
      'april',
    )
  })

  it('a stay of one day that was transferred counts with the one before it, once, in either order', () => {
    const sameDay = rulesOf({ withinDays: 0, deductible: 'topUp' })
    const town = stay('town', 'town', '2025-03-01', '2025-03-10', 20_000)
    const county = stay('county', 'county', '2025-03-10', '2025-03-10', 50_000)
    const transferred = { on: '2025-03-10', institution: 'city' }
    const found = { claimId: 'county', deductible: 'topUp', taken: 70_000 }
    expect(continuedStay(sameDay, [town, county], transferred)).toEqual(found)
    expect(continuedStay(sameDay, [county, town], transferred)).toEqual(found)
  })

  it('of two that lasted the same day it continues the one settled last', () => {
    const sameDay = rulesOf({ withinDays: 0, deductible: 'topUp' })
    const town = stay('town', 'town', '2025-03-10', '2025-03-10', 20_000)
    const county = stay('county', 'county', '2025-03-10', '2025-03-10', 50_000)
    expect(continuedStay(sameDay, [town, county], { on: '2025-03-10', institution: 'city' })).toEqual({
      ...{ claimId: 'county', deductible: 'topUp', taken: 70_000 },
    })
  })

  it('the same hospital or another is no matter where the rule says any', () => {
    const within1 = rulesOf({ withinDays: 1, institution: 'any', deductible: 'topUp' })
    const left = [stay('left', 'county', '2025-03-01', '2025-03-10', 0)]
    for (const institution of ['county', 'city']) {
      expect(continuedStay(within1, left, { on: '2025-03-11', institution })?.claimId).toBe('left')
    }
  })

  it('two stays without a diagnosis are not known to be for the same', () => {
    const sameDisease = rulesOf({ withinDays: 9, diagnosis: 'same', deductible: 'waived' })
    const unsaid = [stay('unsaid', 'county', '2025-03-01', '2025-03-10', 0)]
    expect(continuedStay(sameDisease, unsaid, { on: '2025-03-11', institution: 'city' })).toBeUndefined()
  })
})

describe('the number of a stay in the year', () => {
  const plan = planOf({
    inpatient: {
      deductible: [
        { when: { stay: { to: 1 } }, amount: 900 },
        { when: { stay: { to: 2 } }, amount: 600 },
        { amount: 300 },
      ],
      pays: 1,
    },
  })
  const deductibleAfter = (stays: number, continues?: { claimId: string }) =>
    adjudicated({
      ...{ plan, inScope: 5000, counted: stays === 0 ? {} : { stays } },
      ...(continues && { continues: { ...continues, deductible: 'again', taken: 0 } as const }),
    }).amounts.deductible

  it('is one more than those before it: 900, 600, then 300', () => {
    expect([0, 1, 2, 3].map((stays) => deductibleAfter(stays))).toEqual([90_000, 60_000, 30_000, 30_000])
  })

  it('is that of the stay it continues, and the first where the year has none yet', () => {
    const continued = [0, 1, 2, 3].map((stays) => deductibleAfter(stays, { claimId: 'earlier' }))
    expect(continued).toEqual([90_000, 90_000, 60_000, 30_000])
  })

  it('is not used up by outpatient care', () => {
    const visits = planOf({ outpatient: { deductible: 100, pays: 0.5 } }, 'outpatient')
    expect(adjudicated({ plan: visits, inScope: 300 }).change).toEqual({
      ...{ outpatientInScope: 30_000, outpatientDeductible: 10_000, outpatientPaid: 10_000 },
    })
  })
})

describe('bands by the year', () => {
  const bands = [{ upTo: 10_000, ratio: 0.6 }, { ratio: 0.8 }]
  const planPer = (bandsPer: 'year' | 'claim') =>
    planOf({ inpatient: { deductible: 1000, edges: 'aboveDeductible', bandsPer, pays: { bands } } })
  const basic = (bandsPer: 'year' | 'claim') =>
    adjudicated({
      ...{ plan: planPer(bandsPer), inScope: 5000 },
      counted: { inpatientInScope: 900_000, inpatientDeductible: 100_000 },
    }).amounts.basic

  it('go on where the payable part of the year stands: 8,000 before, then 2,000 at 60 % and 2,000 at 80 %', () => {
    expect(basic('year')).toBe(280_000)
  })

  it('bands by the claim begin anew: 4,000 at 60 %', () => {
    expect(basic('claim')).toBe(240_000)
  })
})
