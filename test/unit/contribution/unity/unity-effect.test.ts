import { describe, expect, it } from 'vitest'
import { readPolicy, readPolicyFiles } from '#shared/edge/function/policy-files.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'
import {
  addEffects,
  unityTrial,
  weighMonths,
  weighResidents,
  weighRetired,
} from '../../../../services/contribution/unity/rules/unity-effect.ts'
import { keysInYear } from '../../../../services/contribution/unity/weigh-unity.ts'
import { employerMonth, flexibleMonth, person, residentYear } from '../given.ts'

const anhui = readPolicy('shared/policy/anhui')
const rate = 'contribution.employee.employer_rate'

/** Anhui's policy with Hefei's employers at 6.4 %, as its enterprises were before maternity was joined to the scheme. */
const withHefeiRate = () => {
  const documents = structuredClone(Object.values(readPolicyFiles('shared/policy/anhui').documents)) as {
    parameters: Record<string, object>
  }[]
  for (const { parameters } of documents)
    if (parameters[rate]) {
      const value = {
        from: '2020-01-01',
        known: '2020-01-01',
        value: 0.064,
        cites: '合肥市（未载文号）',
        tag: 'second-hand',
      }
      parameters[rate] = { ...parameters[rate], phase: 'financing', cities: { '340100': [value] } }
    }
  return assemblePolicy('with-hefei', documents)
}

const trial = (city: string, year = 2025, law = anhui) =>
  unityTrial(law, { city, year, keys: keysInYear(law, { city, year }) })

const resident = (personId: string, more: object = {}) =>
  person(personId, { scheme: 'resident', employment: 'resident', employerId: undefined, ...more })
const covered = (...persons: ReturnType<typeof person>[]) =>
  new Map(persons.map((each) => [each.personId, each]))
const billOf = (personId: string, more: object = {}) => ({
  ...residentYear,
  ...{ billId: `R-${personId}-2025`, persons: [{ personId, account: 0 }] },
  ...more,
})

describe('what unifying changes for residents', () => {
  it('is heads times the difference of what medical aid pays of their 400 yuan, and only for their category', () => {
    // Hefei pays 360 of 400 for minimum living, the province 320; of who returned to poverty 320 and 280.
    const bills = [
      billOf('P1'),
      billOf('P2', { aid: 'minimum-living' }),
      billOf('P3', { aid: 'minimum-living' }),
      billOf('P4', { aid: 'returned-to-poverty' }),
    ]
    const persons = covered(...['P1', 'P2', 'P3', 'P4'].map((each) => resident(each)))
    const shares = 'contribution.resident.aid_share'
    expect(weighResidents(bills, persons, trial('340100'))).toEqual({
      [`${shares}.minimum_living`]: {
        ...{ lines: 2, base: 80_000 },
        payers: { individual: 8_000, 'medical-aid': -8_000 },
      },
      [`${shares}.old_in_minimum_living_margin`]: { lines: 0, base: 0, payers: {} },
      [`${shares}.returned_to_poverty`]: {
        ...{ lines: 1, base: 40_000 },
        payers: { individual: 4_000, 'medical-aid': -4_000 },
      },
      all: { lines: 3, base: 120_000, payers: { individual: 12_000, 'medical-aid': -12_000 } },
    })
  })

  it('knows old people of margin families by their birth day, on whose bill medical aid stands in Hefei alone', () => {
    const old = resident('P1', { aid: 'minimum-living-margin', birthOn: '1964-12-31' })
    const young = resident('P2', { aid: 'minimum-living-margin', birthOn: '1970-01-01' })
    const weighed = weighResidents([billOf('P1'), billOf('P2')], covered(old, young), trial('340100'))
    expect(weighed.all).toEqual({
      lines: 1,
      base: 40_000,
      payers: { individual: 36_000, 'medical-aid': -36_000 },
    })
  })

  it('is nothing where the city has no figure of its own', () => {
    expect(keysInYear(anhui, { city: '340300', year: 2025 })).toEqual([])
  })
})

describe('what unifying changes for employers', () => {
  it('is the wage base times the difference of the rates, rounded once a person', () => {
    // 0.6 % of 8,000 and of 4,200 yuan, which stand below the lowest base of 4,227 (4,226.40): 48.00 + 25.36.
    const weighed = weighMonths([employerMonth], trial('340100', 2025, withHefeiRate()))
    expect(weighed[rate]).toEqual({ lines: 2, base: 1_220_000, payers: { employer: 4_800 + 2_536 } })
  })

  it('is what flexible workers pay themselves, who pay both parts', () => {
    const { employerId: _, ...alone } = flexibleMonth
    const weighed = weighMonths([alone], trial('340100', 2025, withHefeiRate()))
    expect(weighed[rate]?.payers).toEqual({ individual: 2_536 })
  })

  it('counts a line that corrects a month by its difference alone', () => {
    const line = { personId: 'P1', account: 2_000, base: 900_000, baseBefore: 800_000, pooled: 7_000 }
    const bill = { ...employerMonth, charge: 'base-difference' as const, persons: [line] }
    const weighed = weighMonths([bill], trial('340100', 2025, withHefeiRate()))
    expect(weighed[rate]).toEqual({ lines: 1, base: 100_000, payers: { employer: 600 } })
  })
})

describe('what unifying changes for the retired', () => {
  it('is the premium of twelve months in Tongling, 0.4 % of the reference wage, which the province does not bill', () => {
    const pensioner = person('P1', { city: '340700', employment: 'retired', employerId: undefined })
    // Half a year at 7,044 and half at 7,490 yuan: 28.18 and 29.96 a month.
    expect(weighRetired([pensioner], trial('340700')).all).toEqual({
      ...{ lines: 1, base: 6 * 2_818 + 6 * 2_996 },
      payers: { individual: -(6 * 2_818 + 6 * 2_996) },
    })
  })
})

it('effects of parts of a city add up, whatever their order', () => {
  const one = weighResidents(
    [billOf('P1', { aid: 'minimum-living' })],
    covered(resident('P1')),
    trial('340100'),
  )
  const other = weighResidents(
    [billOf('P2', { aid: 'returned-to-poverty' })],
    covered(resident('P2')),
    trial('340100'),
  )
  expect(addEffects(one, other)).toEqual(addEffects(other, one))
  expect(addEffects(one, other).all?.payers).toEqual({ individual: 8_000, 'medical-aid': -8_000 })
})
