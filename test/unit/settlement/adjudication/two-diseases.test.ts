import { describe, expect, it } from 'vitest'
import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import {
  circumstancesOf,
  storedCircumstances,
} from '../../../../services/settlement/insured-year/records/claim-parts.ts'
import {
  fromInsuredYearItem,
  toInsuredYearItem,
} from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'
import type { Registrations } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { noRegistrations } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { trailAfterEntitlement } from '../../../../services/settlement/insured-year/rules/trail.ts'
import { medTypeOf } from '../../../../services/settlement/national/med-type.ts'
import { basicLayer, laterLayer } from '../../../../services/settlement/plan/rules/format.ts'
import { registrationsBody } from '../../../../services/settlement/registration/shapes.ts'
import { basis, booked, planOf } from '../support/basis.ts'
import { provincialHospital, visit, yearOf2025 } from '../support/claims.ts'

const registered: Registrations = {
  ...noRegistrations,
  diseases: [{ code: 'M03900', from: '2025-03-01', to: null, kind: 'two-diseases' }],
  contracts: [{ institution: provincialHospital.code, from: '2025-04-01', to: '2025-06-30' }],
}
const patient = yearOf2025({ registered })
const drugs = (changed: Partial<Extract<SettleClaim, { care: 'outpatient' }>> = {}) =>
  visit({ purpose: 'two-diseases', disease: 'M03900', today: '2025-12-31', ...changed })
const judged = (command: SettleClaim, state = patient, with_ = basis) => {
  const decision = decide(command, state, with_)
  if (decision.status === 'refused') throw new Error(decision.refusal.code)
  return decision.value
}

describe('drugs for hypertension and diabetes of residents of Hefei', () => {
  it('are paid 70 % without deductible, by what is registered for them', () => {
    const { amounts, change } = judged(drugs())
    expect(amounts.basic).toBe((amounts.inScope * 7) / 10)
    expect(change).toEqual({ twoDiseasesInScope: amounts.inScope, twoDiseasesPaid: amounts.basic })
  })

  it('at most 360 yuan a year for hypertension', () => {
    const state = { ...patient, accumulators: { resident: { twoDiseasesPaid: 35_000 } } }
    expect(judged(drugs(), state).amounts.basic).toBe(1_000)
  })

  it('also where the sender knows no two diseases and sends a chronic one', () => {
    expect(judged(drugs({ purpose: 'chronic' })).circumstances).toMatchObject({
      purpose: 'two-diseases',
      disease: 'M03900',
    })
    const both = [...registered.diseases, { code: 'M03900', from: '2025-01-01', to: null }]
    const state = yearOf2025({ registered: { ...registered, diseases: both } })
    expect(judged(drugs({ purpose: 'chronic' }), state).circumstances.purpose).toBe('chronic')
  })

  it('are refused before they are registered, and for a disease that is not', () => {
    expect(() => judged(drugs({ serviceOn: '2025-02-28' }))).toThrow('claim.disease-not-registered')
    expect(() => judged(drugs({ disease: 'M01600' }))).toThrow('claim.disease-not-registered')
  })

  it('are no chronic disease: they do not count among those registered', () => {
    const asks = {
      ...basis,
      plans: booked(
        planOf(
          {
            outpatient: {
              deductible: 0,
              pays: [{ when: { diseases: { from: 1 } }, ratio: 0.9 }, { ratio: 0.1 }],
            },
          },
          'outpatient',
        ),
      ),
    }
    const { amounts } = judged(drugs(), patient, asks)
    expect(amounts.basic).toBe(amounts.inScope / 10)
  })

  it('have the rules of outpatient care in a scheme that has none for them', () => {
    const state = yearOf2025({
      registered,
      spells: patient.spells.map((spell) => ({ ...spell, scheme: 'employee', employment: 'employed' })),
    })
    expect(judged(drugs(), state).change.outpatientInScope).toBeGreaterThan(0)
  })

  it('are answered to hospitals as the disease that they were sent as', () => {
    expect(medTypeOf('outpatient', 'two-diseases')).toBe('14')
  })

  it('are registered for hypertension and diabetes alone', () => {
    const body = (code: string) =>
      registrationsBody.safeParse({ diseases: [{ code, from: '2025-01-01', kind: 'two-diseases' }] })
    expect([body('M01600').success, body('M03900').success, body('M00500').success]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('an institution that the patient has contracted with', () => {
  const plan = planOf(
    { outpatient: { deductible: 0, pays: [{ when: { contracted: true }, ratio: 0.8 }, { ratio: 0.5 }] } },
    'outpatient',
  )
  const shareOn = (serviceOn: string, institution = provincialHospital) => {
    const { amounts } = judged(visit({ serviceOn, institution, today: '2025-12-31' }), patient, {
      ...basis,
      plans: booked(plan),
    })
    return amounts.basic / amounts.inScope
  }

  it('pays by the contract on its days, and there only', () => {
    expect(['2025-03-31', '2025-04-01', '2025-06-30', '2025-07-01'].map((day) => shareOn(day))).toEqual([
      0.5, 0.8, 0.8, 0.5,
    ])
    expect(shareOn('2025-05-01', { ...provincialHospital, code: 'H34010000009' })).toBe(0.5)
  })

  it('is kept with the claim and with the year as it was', () => {
    const { circumstances } = judged(visit({ serviceOn: '2025-05-01', today: '2025-12-31' }), patient, {
      ...basis,
      plans: booked(plan),
    })
    expect(circumstances.contracted).toBe(true)
    expect(circumstancesOf(storedCircumstances(circumstances))).toEqual(circumstances)
    const year = { ...newRecordedYear('person-1', 2025), state: patient }
    expect(fromInsuredYearItem(toInsuredYearItem(year)).state.registered).toEqual(registered)
  })

  it('registered or taken back later makes the claims of its days due', () => {
    const trail = { ...newRecordedYear('person-1', 2025).trail, servedUntil: '2025-05-20' }
    const without = yearOf2025({ registered: { ...registered, contracts: [] } })
    expect(trailAfterEntitlement(trail, patient, without).due).toEqual({ entitlement: '2025-04-01' })
  })
})

describe('a plan is refused when it is read', () => {
  const layer = { base: 'inScopeUnpaid', per: 'year', deductible: 0 }
  it('where a layer above the pool would tell drugs apart, which no claim reaches', () => {
    const pays = [{ when: { itemClass: 'special' }, ratio: 0.8 }, { ratio: 0.5 }]
    expect(laterLayer.safeParse({ ...layer, pays }).success).toBe(false)
    expect(laterLayer.safeParse({ ...layer, pays: 0.5, when: { itemClass: 'special' } }).success).toBe(false)
    expect(laterLayer.safeParse({ ...layer, pays: 0.5 }).success).toBe(true)
  })

  it('where a deductible, an adjustment or a ceiling would', () => {
    const rows = [{ when: { itemClass: 'A' }, amount: 1 }, { amount: 2 }]
    const read = (more: object) => basicLayer.safeParse({ deductible: 0, pays: 0.5, ...more }).success
    expect([read({ deductible: rows }), read({ ceiling: rows })]).toEqual([false, false])
    expect(read({ adjust: [{ when: { itemClass: 'A' }, deductible: { times: 0.5 } }] })).toBe(false)
  })

  it('where it says what a cap is counted over, and no cap', () => {
    const read = (entry: object) => basicLayer.safeParse({ deductible: 0, pays: 0.5, entry }).success
    expect([read({ capPer: 'year' }), read({ cap: 100, capPer: 'year' })]).toEqual([false, true])
  })
})
