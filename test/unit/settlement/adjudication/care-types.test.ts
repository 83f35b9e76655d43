import { describe, expect, it } from 'vitest'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { judge, yearsBeside } from '../../../../services/settlement/claim/claim-request.ts'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import {
  fromInsuredYearItem,
  toInsuredYearItem,
} from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import type { Registrations } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import {
  noRegistrations,
  registrationsIn,
} from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { basis, booked, planOf } from '../support/basis.ts'
import { provincialHospital, residentOfHefei, stay, visit, yearOf2025 } from '../support/claims.ts'

/** A province in which every year counts, of which nothing was recorded before. */
const everyYear = () => ({
  ...{ countsFrom: 2000, schemes: ['resident' as const] },
  ...{ repaired: false, withoutDays: true },
})
const nothingEarlier: readonly InsuredYear[] = []

const under = (rules: object, care: 'inpatient' | 'outpatient' = 'inpatient') => ({
  ...basis,
  plans: {
    ...booked(planOf({ [care]: { deductible: 0, pays: 0.5, ...rules } }, care)),
    countedYears: everyYear,
  },
})
const refusalOf = (
  command: SettleClaim,
  state = yearOf2025(),
  rules = {},
  neighbours: readonly InsuredYear[] = [],
) => {
  const decision = decide(command, state, under(rules, command.care), { neighbours, earlier: nothingEarlier })
  return decision.status === 'refused' ? decision.refusal : undefined
}
const claimOf = (
  command: SettleClaim,
  state = yearOf2025(),
  rules = {},
  neighbours: readonly InsuredYear[] = [],
) => {
  const decision = decide(command, state, under(rules, command.care), { neighbours, earlier: nothingEarlier })
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

/** Diabetes registered from March, hypertension for the first half of the year. */
const registered: Registrations = {
  ...noRegistrations,
  diseases: [
    { code: 'M01600', from: '2025-03-01', to: null },
    { code: 'M03900', from: '2024-01-01', to: '2025-06-30' },
  ],
}
const chronicallyIll = yearOf2025({ registered })

describe('outpatient care of a chronic disease', () => {
  const forDiabetes = (serviceOn: string) =>
    visit({ purpose: 'chronic', disease: 'M01600', serviceOn, today: '2025-12-31' })

  it('is for a disease registered on the day of service', () => {
    expect(refusalOf(forDiabetes('2025-03-01'), chronicallyIll)).toBeUndefined()
    expect(refusalOf(forDiabetes('2025-02-28'), chronicallyIll)).toEqual({
      code: 'claim.disease-not-registered',
      reason: expect.any(String),
      field: 'disease',
      figures: { disease: 'M01600', on: '2025-02-28' },
    })
  })

  it('ends with its registration', () => {
    const command = (serviceOn: string) => ({ ...forDiabetes(serviceOn), disease: 'M03900' })
    expect(refusalOf(command('2025-06-30'), chronicallyIll)).toBeUndefined()
    expect(refusalOf(command('2025-07-01'), chronicallyIll)?.code).toBe('claim.disease-not-registered')
  })

  it('names the disease', () => {
    expect(refusalOf(visit({ purpose: 'chronic' }), chronicallyIll)?.field).toBe('disease')
  })

  it('of a disease that is not registered is general care where the plan says so', () => {
    const claim = claimOf(forDiabetes('2025-02-28'), chronicallyIll, { unregisteredDisease: 'general' })
    expect(claim.circumstances).toMatchObject({ purpose: 'general' })
    expect(claim.circumstances.disease).toBeUndefined()
    const asChronic = claimOf(forDiabetes('2025-03-01'), chronicallyIll, { unregisteredDisease: 'general' })
    expect(asChronic.circumstances).toMatchObject({ purpose: 'chronic', disease: 'M01600' })
  })

  it('may be paid by the disease and by how many are registered', () => {
    const pays = [
      { when: { disease: 'M01600', diseases: { from: 2 } }, ratio: 0.8 },
      { when: { disease: 'M01600' }, ratio: 0.7 },
    ]
    const basicOn = (day: string) => claimOf(forDiabetes(day), chronicallyIll, { pays }).amounts.basic
    expect([basicOn('2025-06-30'), basicOn('2025-07-01')]).toEqual([24_000, 21_000])
  })
})

describe('what is registered of a person', () => {
  it('decides by the years of enrolment and those without a claim, the year of the claim included', () => {
    const state = yearOf2025({
      registered: { ...noRegistrations, enrolledSince: 2021, claimFreeSince: 2023 },
    })
    const pays = [
      { when: { continuousYears: { from: 5, to: 5 }, claimFreeYears: { from: 2, to: 2 } }, ratio: 0.9 },
      { ratio: 0.1 },
    ]
    expect(claimOf(stay(), state, { pays }).amounts.basic).toBe(1_800_000)
  })

  it('says the years of enrolment before what enrolment tells, which knows none from before its own time', () => {
    const pays = [{ when: { continuousYears: { from: 5 } }, ratio: 0.9 }, { ratio: 0.1 }]
    const basicOf = (told: number, enrolledSince?: number) => {
      const registered = { ...noRegistrations, ...(enrolledSince === undefined ? {} : { enrolledSince }) }
      return claimOf(stay(), yearOf2025({ continuousYears: told, registered }), { pays }).amounts.basic
    }
    expect([basicOf(4), basicOf(5)]).toEqual([200_000, 1_800_000])
    expect([basicOf(1, 2021), basicOf(9, 2022)]).toEqual([1_800_000, 200_000])
  })

  it('is no civil servants’ supplement unless it says so', () => {
    const pays = [{ when: { civilServant: true }, ratio: 0.9 }, { ratio: 0.1 }]
    expect(claimOf(stay(), yearOf2025(), { pays }).amounts.basic).toBe(200_000)
    const state = yearOf2025({ registered: { ...noRegistrations, civilServant: true } })
    expect(claimOf(stay(), state, { pays }).amounts.basic).toBe(1_800_000)
  })

  it('is an error where a plan asks for years that nobody knows', () => {
    const pays = [{ when: { continuousYears: { from: 5 } }, ratio: 0.9 }, { ratio: 0.1 }]
    expect(() => claimOf(stay(), yearOf2025(), { pays })).toThrow(/continuousYears/)
  })

  it('is kept in each year as far as it matters there, and comes back as it was', () => {
    const inAYear = (year: number) => registrationsIn(registered, year).diseases.map(({ code }) => code)
    expect([inAYear(2024), inAYear(2025), inAYear(2026)]).toEqual([
      ['M03900'],
      ['M01600', 'M03900'],
      ['M01600'],
    ])
    const state = evolve(yearOf2025(), { kind: 'registrations-replaced', registered })
    const recorded = { ...newRecordedYear('person-1', 2025), state }
    expect(fromInsuredYearItem(toInsuredYearItem(recorded)).state).toEqual(state)
    const nothing = { ...newRecordedYear('person-1', 2025), state: yearOf2025() }
    expect(toInsuredYearItem(nothing)).not.toHaveProperty('registered')
    expect(fromInsuredYearItem(toInsuredYearItem(nothing)).state).toEqual(nothing.state)
  })
})

describe('what a claim is for', () => {
  const pharmacy = { ...provincialHospital, category: 'pharmacy', provincial: false, level: 1 as const }

  it('is a purchase at a pharmacy, which may be paid by rules of its own', () => {
    const pays = [{ when: { purpose: 'pharmacy' }, ratio: 0.4 }, { ratio: 0.6 }]
    const purchase = claimOf(visit({ institution: pharmacy }), yearOf2025(), { pays })
    expect([purchase.circumstances.purpose, purchase.amounts.basic]).toEqual(['pharmacy', 12_000])
    expect(claimOf(visit(), yearOf2025(), { pays }).amounts.basic).toBe(18_000)
  })

  it('may be a delivery, paid a fixed sum by how the child was born', () => {
    const fixed = [
      { when: { purpose: 'delivery', delivery: 'caesarean' }, amount: 3_500 },
      { when: { purpose: 'delivery' }, amount: 2_000 },
    ]
    const paid = (delivery: 'natural' | 'caesarean') => {
      const { circumstances, amounts } = claimOf(stay({ purpose: 'delivery', delivery }), yearOf2025(), {
        fixed,
      })
      return [circumstances.delivery, amounts.basic]
    }
    expect([paid('natural'), paid('caesarean')]).toEqual([
      ['natural', 200_000],
      ['caesarean', 350_000],
    ])
  })

  it('may be an emergency', () => {
    const deductible = [{ when: { purpose: 'emergency' }, amount: 0 }, { amount: 100 }]
    expect(claimOf(visit({ purpose: 'emergency' }), yearOf2025(), { deductible }).amounts.deductible).toBe(0)
  })

  it.each([
    ['a stay in a pharmacy', stay({ institution: pharmacy }), yearOf2025()],
    ['general care in a pharmacy', visit({ institution: pharmacy, purpose: 'general' }), yearOf2025()],
    ['a purchase in a hospital', visit({ purpose: 'pharmacy' }), yearOf2025()],
    ['a stay as outpatient care of a chronic disease', stay({ purpose: 'chronic' }), yearOf2025()],
    ['the delivery of a man', stay({ purpose: 'delivery' }), yearOf2025({ sex: 'male' })],
    ['how a child was born without a delivery', stay({ delivery: 'natural' }), yearOf2025()],
  ])('is refused when it does not fit: %s', (_, command, state) => {
    expect(refusalOf(command, state)).toMatchObject({ code: 'claim.bad-purpose', field: 'purpose' })
  })
})

describe('a transfer between hospitals', () => {
  const before = {
    claimId: 'claim-0',
    from: '2025-05-01',
    to: '2025-05-10',
    institution: 'H0',
    deductible: 70_000,
  }
  const first = {
    counted: 1,
    state: yearOf2025({ stays: [before], accumulators: { resident: { stays: 1 } } }),
  }

  it('is one stay where the plan says so: what is missing of the higher deductible is taken', () => {
    const rules = { deductible: 1_000, oneStay: { withinDays: 0, deductible: 'topUp' } }
    const { amounts, change } = claimOf(stay(), first.state, rules)
    expect([amounts.deductible, change.stays]).toEqual([30_000, undefined])
  })

  it('is another stay without such a rule, or when a day lies between', () => {
    expect(claimOf(stay(), first.state, { deductible: 1_000 }).amounts.deductible).toBe(100_000)
    const later = stay({ admittedOn: '2025-05-11' })
    const rules = { deductible: 1_000, oneStay: { withinDays: 0, deductible: 'topUp' } }
    expect(claimOf(later, first.state, rules).amounts.deductible).toBe(100_000)
  })

  it('is recognised across the year’s end', () => {
    const last = { ...before, from: '2024-12-20', to: '2024-12-30' }
    const year2024 = yearOf2025({
      year: 2024,
      stays: [last],
      spells: [{ ...residentOfHefei, from: '2024-01-01' }],
    })
    const command = stay({ admittedOn: '2024-12-30', dischargedOn: '2025-01-08' })
    const rules = { deductible: 1_000, oneStay: { withinDays: 0, deductible: 'topUp' } }
    expect(claimOf(command, yearOf2025(), rules, [year2024]).amounts.deductible).toBe(30_000)
  })
})

describe('a stay across the year’s end', () => {
  const overNewYear = stay({ admittedOn: '2024-12-28', dischargedOn: '2025-01-03' })
  const spells2024 = [{ ...residentOfHefei, from: '2024-01-01', to: '2024-12-31' }]
  const year2024 = yearOf2025({ year: 2024, spells: spells2024 })

  it('belongs to the year of discharge', () => {
    expect(claimOf(overNewYear, yearOf2025(), {}, [year2024])).toMatchObject({
      year: 2025,
      servedOn: '2025-01-03',
    })
  })

  it('needs the entitlement of both years', () => {
    const ended = { ...year2024, spells: [{ ...residentOfHefei, from: '2024-01-01', to: '2024-12-29' }] }
    expect(refusalOf(overNewYear, yearOf2025(), { entitledOn: 'everyDay' }, [ended])).toMatchObject({
      code: 'person.not-entitled',
      figures: { on: '2024-12-30' },
    })
    expect(refusalOf(overNewYear, yearOf2025(), { entitledOn: 'everyDay' }, [year2024])).toBeUndefined()
    const notYet = { ...year2024, spells: [{ ...residentOfHefei, from: '2024-12-29', to: '2024-12-31' }] }
    expect(refusalOf(overNewYear, yearOf2025(), {}, [notYet])?.figures).toEqual({ on: '2024-12-28' })
  })

  it('needs that of its own year only where enrolment told nothing of the year before', () => {
    const unknown = yearOf2025({ year: 2024, entitlementVersion: 0, spells: [] })
    expect(refusalOf(overNewYear, yearOf2025(), {}, [unknown])).toBeUndefined()
  })

  it('does not overlap a stay of the year before', () => {
    const stays = [{ claimId: 'claim-0', from: '2024-12-20', to: '2024-12-29', institution: 'H9' }]
    expect(refusalOf(overNewYear, yearOf2025(), {}, [{ ...year2024, stays }])).toMatchObject({
      code: 'claim.overlapping-stay',
      figures: { claimId: 'claim-0' },
    })
  })

  it('is overlapped by no stay of the old year that is settled late', () => {
    const stays = [{ claimId: 'claim-9', from: '2024-12-28', to: '2025-01-03', institution: 'H9' }]
    const late = stay({ admittedOn: '2024-12-25', dischargedOn: '2024-12-29', today: '2025-01-20' })
    expect(refusalOf(late, year2024, {}, [yearOf2025({ stays })])?.code).toBe('claim.overlapping-stay')
  })

  it('comes as two claims where each year pays its own days', () => {
    expect(refusalOf(overNewYear, yearOf2025(), { yearOfStay: 'split' })).toMatchObject({
      code: 'claim.spans-years',
      field: 'admittedOn',
    })
    expect(
      refusalOf(stay({ admittedOn: '2025-01-01' }), yearOf2025(), { yearOfStay: 'split' }),
    ).toBeUndefined()
  })
})

describe('the years read for a claim', () => {
  const { institution: _, claimId: _claim, fingerprint: _print, today, ...sent } = stay()
  const request: ClaimRequest & { care: 'inpatient' } = { ...sent, institution: 'H1', settledOn: today }

  it('are its own, the one a stay began in, and the next one when it is settled late', () => {
    expect(yearsBeside(request, 1)).toEqual([])
    expect(yearsBeside({ ...request, admittedOn: '2024-12-28' }, 1)).toEqual([2024])
    expect(yearsBeside({ ...request, settledOn: '2026-01-02' }, 1)).toEqual([2026])
  })

  it('are the one before too for a stay begun so early that a plan may count it as one with a stay of that year', () => {
    const begun = (admittedOn: string, within: number) => yearsBeside({ ...request, admittedOn }, within)
    expect([begun('2025-01-01', 1), begun('2025-01-02', 1)]).toEqual([[2024], []])
    expect([begun('2025-01-15', 15), begun('2025-01-16', 15), begun('2025-01-01', 0)]).toEqual([
      [2024],
      [],
      [],
    ])
  })

  it('give the year of admission where the plan has the stay belong to it, as if it had ended with that year', () => {
    const spells = [{ ...residentOfHefei, from: '2024-01-01', to: '2024-12-31' }]
    const { plans, catalogue } = under({ yearOfStay: 'admission' })
    const reference = { institutions: new Map([['H1', provincialHospital]]), catalogue }
    const across = { ...request, admittedOn: '2024-12-28', dischargedOn: '2025-01-03' }
    const read = { state: yearOf2025(), neighbours: [yearOf2025({ year: 2024, spells })], reference, plans }
    expect(judge(across, read)).toMatchObject({
      status: 'accepted',
      value: { year: 2024, servedOn: '2024-12-31', stay: { from: '2024-12-28', to: '2025-01-03' } },
    })
  })
})

describe('a claim is refused', () => {
  it('for a day after the coverage ended, as it does with death', () => {
    const spells = [{ ...residentOfHefei, to: '2025-05-21' }]
    expect(refusalOf(visit(), yearOf2025({ spells }))).toMatchObject({
      code: 'person.not-entitled',
      field: 'serviceOn',
      figures: { on: '2025-05-22' },
    })
  })

  it('for a stay that overlaps one in another hospital', () => {
    const stays = [{ claimId: 'claim-0', from: '2025-05-15', to: '2025-05-16', institution: 'H34020000009' }]
    expect(refusalOf(stay(), yearOf2025({ stays }))?.code).toBe('claim.overlapping-stay')
  })
})
