import { describe, expect, it } from 'vitest'
import { readPolicy, readPolicyFiles } from '#shared/edge/function/policy-files.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { assemblePolicy } from '#shared/policy/policy.ts'
import { residentStandard } from '../../../../services/contribution/billing/rules/billing-figures.ts'
import { residentBill } from '../../../../services/contribution/billing/rules/resident-bill.ts'
import { standardFaults } from '../../../../services/contribution/billing/rules/standard-faults.ts'
import { person } from '../given.ts'

const anhui = readPolicy('shared/policy/anhui')

type Groups = readonly {
  readonly under?: number
  readonly counties?: readonly string[]
  readonly individual: number
}[]

/** Anhui's policy with a city whose standards differ by age, each year's groups in yuan. */
const differing = (years: Readonly<Record<number, Groups>>, city = '340300') => {
  const documents = Object.values(readPolicyFiles('shared/policy/anhui').documents)
  const changed = structuredClone(documents) as { parameters: Record<string, object> }[]
  for (const { parameters } of changed) {
    const parameter = parameters['contribution.resident.differential']
    if (!parameter) continue
    const values = Object.entries(years).map(([year, groups]) => ({
      ...{ from: `${year}-01-01`, known: '2016-01-01', cites: 'a made-up city', tag: 'assumed' },
      value: { groups },
    }))
    parameters['contribution.resident.differential'] = { ...parameter, cities: { [city]: values } }
  }
  return assemblePolicy('made-up', changed)
}
const of = (year: number, years: Readonly<Record<number, Groups>>) =>
  standardFaults(differing(years), year, '340300', 2016).map(({ what, is, atLeast }) => [what, is, atLeast])

const minors = (yuan: number, others: number): Groups => [
  { under: 18, individual: yuan },
  { individual: others },
]

describe('the standards of the policy', () => {
  it('are lawful in each city and year: none below the minimum, nobody with less a head than before', () => {
    for (const { code } of cities)
      for (let year = 2016; year <= 2025; year += 1)
        expect(standardFaults(anhui, year, code, 2016), `${code} ${year}`).toEqual([])
  })
})

describe('standards that differ by group', () => {
  it('are billed by the age on the first day of the year', () => {
    const standard = residentStandard(differing({ 2024: minors(380, 420) }), 2024, '340300')
    const due = (birthOn: string) =>
      residentBill(
        person('P1', {
          ...{ scheme: 'resident', employment: 'resident', employerId: undefined, city: '340300' },
          ...{ birthOn, from: '2024-01-01' },
        }),
        2024,
        standard,
        '2023-09-01',
      )?.bill.dues
    expect(due('2006-01-02')).toMatchObject([{ pooled: 38_000 }])
    expect(due('2006-01-01')).toMatchObject([{ pooled: 42_000 }])
  })

  it('are billed by the county that the resident belongs to, and the bill says which; a minor of it pays as a minor', () => {
    // Huaiyuan pays 20 yuan less than the rest of the city, whose minors pay 380 wherever they live.
    const groups = [
      { under: 18, individual: 380 },
      { counties: ['340321'], individual: 400 },
      { individual: 420 },
    ]
    const standard = residentStandard(differing({ 2024: groups }), 2024, '340300')
    const billed = (more: object) =>
      residentBill(
        person('P1', {
          ...{ scheme: 'resident', employment: 'resident', employerId: undefined, city: '340300' },
          ...{ birthOn: '1980-05-20', from: '2024-01-01', ...more },
        }),
        2024,
        standard,
        '2023-09-01',
      )?.bill
    expect(billed({ county: '340321' })).toMatchObject({ county: '340321', dues: [{ pooled: 40_000 }] })
    expect(billed({ county: '340322' })).toMatchObject({ county: '340322', dues: [{ pooled: 42_000 }] })
    expect(billed({ county: '340321', birthOn: '2010-01-01' })?.dues).toMatchObject([{ pooled: 38_000 }])
    // Whose county nobody told pays as all others.
    const unknown = billed({})
    expect(unknown?.dues).toMatchObject([{ pooled: 42_000 }])
    expect(unknown).not.toHaveProperty('county')
  })

  it('of a county come together as those of an age do, and leave nobody in it less a head than before', () => {
    const ofCounty = (yuan: number, others: number): Groups => [
      { counties: ['340321'], individual: yuan },
      { individual: others },
    ]
    expect(of(2024, { 2023: ofCounty(380, 420), 2024: ofCounty(390, 420) })).toEqual([])
    // 420 + 640 a head in the county in 2023; 380 + 670 in 2024.
    expect(of(2024, { 2023: ofCounty(420, 400), 2024: ofCounty(380, 400) })).toEqual([
      ['below-earlier-year', 105_000, 106_000],
    ])
  })

  it('may come together over two or three years, each group at the minimum or above it', () => {
    const years = { 2023: minors(350, 420), 2024: minors(380, 420), 2025: [] }
    // In 2025 all pay 400: with 700 of subsidies more a head than the 420 and 670 of 2024.
    expect([2023, 2024, 2025].map((year) => of(year, years))).toEqual([[], [], []])
  })

  it('are refused below the national minimum, or where somebody would have less a head than the year before', () => {
    expect(of(2024, { 2024: minors(379, 420) })).toEqual([['below-minimum', 37_900, 38_000]])
    // 500 + 640 a head in 2023; 460 + 670 in 2024.
    expect(of(2024, { 2023: minors(350, 500), 2024: minors(380, 460) })).toEqual([
      ['below-earlier-year', 113_000, 114_000],
    ])
  })

  it('are refused where they move apart, or differ for more than three years', () => {
    expect(of(2024, { 2023: minors(350, 400), 2024: minors(380, 440) })).toEqual([
      ['moving-apart', 6_000, 5_000],
    ])
    const long = {
      2022: minors(320, 400),
      2023: minors(350, 410),
      2024: minors(380, 420),
      2025: minors(400, 425),
    }
    expect(of(2024, long)).toEqual([])
    expect(of(2025, long)).toEqual([['converging-too-long', 4, 3]])
  })
})

describe('a resident whose village pays a part', () => {
  const standard = residentStandard(anhui, 2025, '340100')
  const bill = (amount: number, aid: 'none' | 'monitored' = 'none') =>
    residentBill(
      person('P1', { scheme: 'resident', employment: 'resident', employerId: undefined, aid }),
      2025,
      standard,
      '2024-09-01',
      { personId: 'P1', amount },
    )
  it('has two payers on one bill, and owes the rest', () => {
    expect(bill(10_000)?.bill).toMatchObject({
      dues: [
        { payer: 'individual', pooled: 30_000 },
        { payer: 'collective', pooled: 10_000 },
      ],
      status: 'issued',
    })
    expect(bill(10_000, 'monitored')?.bill).toMatchObject({
      ...{ aidFunded: 20_000, aid: 'monitored' },
      dues: [{ payer: 'individual', pooled: 10_000 }, { payer: 'collective' }],
    })
  })

  it('owes nothing where all is paid for them; what is pledged above that is nobody’s due', () => {
    expect(bill(50_000)).toMatchObject({ bill: { dues: [{ payer: 'collective', pooled: 40_000 }] } })
    expect(bill(50_000)?.receipt).toBeUndefined()
  })
})
