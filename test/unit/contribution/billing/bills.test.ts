import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import {
  collectionOpensOn,
  employeeRates,
  monthDueOn,
  residentStandard,
} from '../../../../services/contribution/billing/rules/billing-figures.ts'
import {
  employerBills,
  flexibleBill,
} from '../../../../services/contribution/billing/rules/employer-bills.ts'
import { residentBill } from '../../../../services/contribution/billing/rules/resident-bill.ts'
import { subsidyRule } from '../../../../services/contribution/subsidy/rules/subsidy-figures.ts'
import { employerMonth, flexibleMonth, person, residentYear } from '../given.ts'

const policy = readPolicy('shared/policy/anhui')
const rates = employeeRates(policy, '2025-01', '340100')
const period = { month: '2025-01', issuedOn: '2025-01-01', dueOn: monthDueOn(policy, '2025-01') }
const payroll = (...wages: [string, number][]) => ({
  employerId: 'E1',
  city: '340100' as const,
  lines: wages.map(([personId, monthlyWage]) => ({ personId, monthlyWage })),
})
const known = (...persons: ReturnType<typeof person>[]) =>
  new Map(persons.map((each) => [each.personId, each]))

describe("an employer's bill", () => {
  it('is what the wage list makes it: no base below 60 % of 7,044 yuan', () => {
    const bills = employerBills(
      payroll(['P1', 800_000], ['P2', 300_000]),
      known(person('P1'), person('P2')),
      rates,
      period,
    )
    const dues = [
      { payer: 'employer', pooled: 85_585, account: 0 },
      { payer: 'individual', pooled: 0, account: 24_453 },
    ]
    const persons = [
      { personId: 'P1', account: 16_000, base: 800_000 },
      { personId: 'P2', account: 8_453, base: 422_640 },
    ]
    expect(bills).toEqual([{ ...employerMonth, dues, persons }])
  })

  it('leaves out employees of others, and persons not employed, elsewhere, or not covered in the month', () => {
    const others = [
      person('Pother', { employerId: 'E2' }),
      person('Pretired', { employment: 'retired', employerId: undefined }),
      person('Pcity', { city: '340200' }),
      person('Plater', { from: '2025-02-01' }),
      person('Pgone', { from: '2024-01-01', to: '2024-12-31' }),
    ]
    const lines = [
      ...others.map(({ personId }): [string, number] => [personId, 800_000]),
      ['Pnobody', 800_000] as [string, number],
    ]
    expect(employerBills(payroll(...lines), known(...others), rates, period)).toEqual([])
    const lastDay = person('Plast', { from: '2025-01-31' })
    expect(employerBills(payroll(['Plast', 800_000]), known(lastDay), rates, period)).toHaveLength(1)
  })

  it('goes on with a next page after 200 persons', () => {
    const persons = Array.from({ length: 401 }, (_, index) => person(`P${index}`))
    const lines = persons.map(({ personId }): [string, number] => [personId, 800_000])
    const bills = employerBills(payroll(...lines), known(...persons), rates, period)
    expect(bills.map(({ billId, persons: billed }) => [billId, billed.length])).toEqual([
      ['E-E1-2025-01', 200],
      ['E-E1-2025-01-2', 200],
      ['E-E1-2025-01-3', 1],
    ])
  })
})

describe("a flexible worker's bill", () => {
  it('is on the lowest base, both parts paid by the worker', () => {
    const { employerId: _none, ...bill } = {
      ...flexibleMonth,
      dues: [{ payer: 'individual', pooled: 29_585, account: 8_453 }],
      persons: [{ personId: 'P3', account: 8_453, base: 422_640 }],
    }
    expect(
      flexibleBill(person('P3', { employment: 'flexible', employerId: undefined }), rates, period),
    ).toEqual(bill)
  })
})

describe("a resident's bill", () => {
  const standard = residentStandard(policy, 2025, '340100')
  const of = (aid: ReturnType<typeof person>['aid']) =>
    residentBill(
      person('P1', { scheme: 'resident', employment: 'resident', aid }),
      2025,
      standard,
      '2024-10-01',
    )

  it('for 2025 is 400 yuan, due by 31 December 2024', () => {
    expect(of('none')).toEqual({ bill: residentYear })
    expect(collectionOpensOn(policy, 2025, '340100')).toBe('2024-09-01')
  })

  it.each([
    ['minimum-living', 36_000],
    ['returned-to-poverty', 32_000],
    ['monitored', 20_000],
    ['minimum-living-margin', 0],
  ] as const)('leaves to medical aid its share for %s: %i fen', (aid, aidFunded) => {
    expect(of(aid)?.bill).toMatchObject({ aidFunded, dues: [{ pooled: 40_000 - aidFunded }] })
    expect(of(aid)?.receipt).toBeUndefined()
  })

  it('of a hardship case is complete at once', () => {
    expect(of('special-hardship')).toMatchObject({
      bill: { status: 'paid', dues: [], aidFunded: 40_000, completedOn: '2024-10-01' },
      receipt: { paymentId: 'R-P1-2025-aid', pooled: 0, completes: { persons: [{ personId: 'P1' }] } },
    })
  })

  it('is not issued to who is not covered in the year', () => {
    expect(residentBill(person('P1', { from: '2026-01-01' }), 2025, standard, '2024-10-01')).toBeUndefined()
  })
})

const adult = '1990-01-01'

describe('the standards of the policy', () => {
  it.each([
    [2017, 18_000, 45_000],
    [2021, 28_000, 58_000],
    [2022, 32_000, 61_000],
    [2023, 35_000, 64_000],
    [2024, 38_000, 67_000],
    [2025, 40_000, 70_000],
  ])('of %i are %i and %i fen', (year, individual, subsidy) => {
    expect(residentStandard(policy, year, '340100').individual).toBe(individual)
    expect(subsidyRule(policy, year, '340100').perCapita).toBe(subsidy)
  })

  it.each([
    ['340100', 2024, 0.8, 0.7],
    ['340100', 2025, 0.9, 0.8],
    ['340500', 2025, 0.84, 0.78],
    ['340300', 2025, 0.8, 0.7],
  ] as const)(
    'of %s in %i leave %d to medical aid for minimum living, and %d after a return to poverty',
    (city, year, ...shares) => {
      const { aidShare } = residentStandard(policy, year, city)
      expect([aidShare('minimum-living', adult), aidShare('returned-to-poverty', adult)].map(Number)).toEqual(
        shares,
      )
    },
  )

  it('of Wuhu leave 340 and 300 of the 380 yuan of 2024 to medical aid, to the fen', () => {
    const wuhu = residentStandard(policy, 2024, '340200')
    const funded = (['minimum-living', 'returned-to-poverty'] as const).map(
      (aid) =>
        residentBill(
          person('P1', {
            scheme: 'resident',
            employment: 'resident',
            city: '340200',
            from: '2024-01-01',
            aid,
          }),
          2024,
          wuhu,
          '2023-10-01',
        )?.bill.aidFunded,
    )
    expect(funded).toEqual([34_000, 30_000])
  })

  it.each([
    ['1965-01-01', '340100', 0.9],
    ['1965-01-02', '340100', 0],
    ['1950-06-01', '340500', 0],
  ] as const)(
    'of who was born on %s in the margin of minimum living leave %s %d of 2025',
    (birthOn, city, share) => {
      const { aidShare } = residentStandard(policy, 2025, city)
      expect(Number(aidShare('minimum-living-margin', birthOn))).toBe(share)
    },
  )

  it('have no share of an aid category that nobody knows', () => {
    const { aidShare } = residentStandard(policy, 2025, '340100')
    expect(aidShare('none', adult)).toBe(0)
    expect(() => aidShare('veteran' as 'none', adult)).toThrowError(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })

  it('before the first known year are an error, not a guess', () => {
    expect(() => residentStandard(policy, 2015, '340100')).toThrowError(
      expect.objectContaining({ code: 'policy.missing' }),
    )
  })
})
