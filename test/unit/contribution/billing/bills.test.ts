import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { totalDue } from '../../../../services/contribution/bill/rules/bill.ts'
import type { BilledMonth } from '../../../../services/contribution/billing/rules/billed-year.ts'
import { monthAfter } from '../../../../services/contribution/billing/rules/billed-year.ts'
import {
  backPayFeeFrom,
  collectionOpensOn,
  monthDueOn,
  monthFigures,
  residentStandard,
} from '../../../../services/contribution/billing/rules/billing-figures.ts'
import { employeeContribution } from '../../../../services/contribution/billing/rules/contribution-base.ts'
import { monthBills } from '../../../../services/contribution/billing/rules/month-bills.ts'
import type { MonthFigures } from '../../../../services/contribution/billing/rules/month-charges.ts'
import { monthCharges } from '../../../../services/contribution/billing/rules/month-charges.ts'
import type { MonthPayer } from '../../../../services/contribution/billing/rules/month-payer.ts'
import { residentBill } from '../../../../services/contribution/billing/rules/resident-bill.ts'
import { subsidyRule } from '../../../../services/contribution/subsidy/rules/subsidy-figures.ts'
import { employerMonth, flexibleMonth, person, residentYear } from '../given.ts'

const policy = readPolicy('shared/policy/anhui')
const period = { month: '2025-01', issuedOn: '2025-01-01', dueOn: monthDueOn(policy, '2025-01', '340100') }
const known = (...persons: ReturnType<typeof person>[]) =>
  new Map(persons.map((each) => [each.personId, each]))

const figures = monthFigures(policy, '2025-01', '340100')
const employer = { id: 'E1', city: '340100', pays: 'with-employees' } as const
const worker = { id: 'P3', city: '340100', pays: 'alone' } as const

type Covered = ReturnType<typeof known>
type Billed = ReadonlyMap<string, BilledMonth>

const charged = (
  wages: readonly (readonly [string, number])[],
  covered: Covered,
  {
    payer = employer,
    billed = new Map(),
    unpaid = new Map(),
    more = {},
  }: {
    payer?: MonthPayer
    billed?: Billed
    unpaid?: ReadonlyMap<string, string>
    more?: Partial<MonthFigures>
  } = {},
) =>
  monthCharges(
    wages.map(([personId, monthlyWage]) => ({ personId, monthlyWage })),
    { covered, billed, unpaid },
    { payer, month: '2025-01', isBehind: false, figures: { ...figures, ...more } },
  )

const billsOf = (
  wages: readonly (readonly [string, number])[],
  covered: Covered,
  payer: MonthPayer = employer,
) => monthBills(payer, charged(wages, covered, { payer }).charges, period, 0)

describe("an employer's bill", () => {
  it('is what the wage list makes it: no base below 60 % of 7,044 yuan, 0.4 % of each base for maternity', () => {
    const bills = billsOf(
      [
        ['P1', 800_000],
        ['P2', 300_000],
      ],
      known(person('P1'), person('P2')),
    )
    const dues = [
      { payer: 'employer', pooled: 85_585, account: 0, maternity: 4_891 },
      { payer: 'individual', pooled: 0, account: 24_453 },
    ]
    const persons = [
      { personId: 'P1', account: 16_000, base: 800_000, pooled: 56_000, maternity: 3_200 },
      { personId: 'P2', account: 8_453, base: 422_640, pooled: 29_585, maternity: 1_691 },
    ]
    expect(bills).toEqual([{ ...employerMonth, dues, persons }])
  })

  it('leaves out employees of others, and persons not employed, elsewhere, or not covered in the month, and says why', () => {
    const others = [
      person('Pother', { employerId: 'E2' }),
      person('Pretired', { employment: 'retired', employerId: undefined }),
      person('Pcity', { city: '340200' }),
      person('Plater', { from: '2025-02-01' }),
      person('Pgone', { from: '2024-01-01', to: '2024-12-31' }),
      person('Pres', { scheme: 'resident', employment: 'resident', employerId: undefined }),
      person('Pflex', { employment: 'flexible', employerId: undefined }),
    ]
    const wages = [
      ...others.map(({ personId }) => [personId, 800_000] as const),
      ['Pnobody', 800_000] as const,
    ]
    expect(billsOf(wages, known(...others))).toEqual([])
    expect(
      charged(wages, known(...others)).leftOut.map(({ personId, employerId, code }) => [
        personId,
        employerId,
        code,
      ]),
    ).toEqual([
      ['Pother', 'E1', 'other-employer'],
      ['Pretired', 'E1', 'other-employment'],
      ['Pcity', 'E1', 'other-city'],
      ['Plater', 'E1', 'not-covered'],
      ['Pgone', 'E1', 'not-covered'],
      ['Pres', 'E1', 'other-scheme'],
      ['Pflex', 'E1', 'other-employment'],
      ['Pnobody', 'E1', 'unknown-person'],
    ])
    const lastDay = person('Plast', { from: '2025-01-31' })
    expect(billsOf([['Plast', 800_000]], known(lastDay))).toHaveLength(1)
  })

  it('of somebody retired is their own, as long as months are missing that they did not buy', () => {
    const alone = { id: 'Pretired', city: '340100', pays: 'alone' } as const
    const retired = (missingMonths?: number) =>
      person('Pretired', {
        ...{ employment: 'retired', employerId: undefined },
        retirement: { neededMonths: 300, contributedMonths: 297, missingMonths },
      })
    const of = (missing?: number) => charged([['Pretired', 0]], known(retired(missing)), { payer: alone })
    expect(of(3).charges).toMatchObject([{ line: { personId: 'Pretired', base: 422_640 } }])
    expect(of().leftOut).toMatchObject([{ code: 'other-employment' }])
    expect(charged([['Pretired', 800_000]], known(retired(3))).leftOut).toMatchObject([
      { code: 'other-employment' },
    ])
  })

  it('goes on with a next bill after 90 persons, who are one transaction with it', () => {
    const persons = Array.from({ length: 201 }, (_, index) => person(`P${index}`))
    const bills = billsOf(
      persons.map(({ personId }) => [personId, 800_000] as const),
      known(...persons),
    )
    expect(bills.map(({ billId, persons: billed }) => [billId, billed.length])).toEqual([
      ['E-E1-2025-01', 90],
      ['E-E1-2025-01-2', 90],
      ['E-E1-2025-01-3', 21],
    ])
  })

  it('has joiners until the day that the policy says; of two employers in a month the first one pays', () => {
    const by15 = { rule: { joinedBy: 15, leftFrom: 1 } }
    const joiner = (from: string) => charged([['P1', 800_000]], known(person('P1', { from })), { more: by15 })
    expect(joiner('2025-01-15').charges).toHaveLength(1)
    expect(joiner('2025-01-16').leftOut).toMatchObject([{ code: 'joined-too-late' }])
    const moved = person('P1', {
      from: '2025-01-10',
      earlier: [
        {
          ...{ version: 1, scheme: 'employee', city: '340100', employment: 'employed', employerId: 'E2' },
          ...{ from: '2024-01-01', to: null },
        },
      ],
    })
    expect(charged([['P1', 800_000]], known(moved)).leftOut).toMatchObject([{ code: 'other-employer' }])
    const first = { ...employer, id: 'E2' }
    expect(charged([['P1', 800_000]], known(moved), { payer: first }).charges).toHaveLength(1)
  })

  it('has a leaver as long as they were there on the day that the policy says', () => {
    const left = person('P1', { from: '2024-01-01', to: '2025-01-14' })
    const of = (leftFrom: number) =>
      charged([['P1', 800_000]], known(left), { more: { rule: { joinedBy: 31, leftFrom } } })
    expect(of(14).charges).toHaveLength(1)
    expect(of(15).leftOut).toMatchObject([{ code: 'left-too-early' }])
  })

  it('has a wage of nothing on the lowest base, or leaves it out, by the policy', () => {
    const of = (zeroWage: 'lowest-base' | 'left-out') =>
      charged([['P1', 0]], known(person('P1')), { more: { zeroWage } })
    expect(of('lowest-base').charges).toMatchObject([{ kind: 'normal', line: { base: 422_640 } }])
    expect(of('left-out')).toMatchObject({ charges: [], leftOut: [{ code: 'zero-wage' }] })
  })

  it('for the unemployed who draw benefits is paid by the unemployment fund alone', () => {
    const unit = { ...employer, pays: 'from-unemployment-fund' } as const
    const [bill] = billsOf([['P1', 0]], known(person('P1')), unit)
    expect(bill).toMatchObject({
      employerId: 'E1',
      dues: [{ payer: 'unemployment-fund', pooled: 29_585, account: 8_453 }],
    })
  })
})

describe('a month that was billed before', () => {
  const at = (base: number, pooled: number, account: number, more: Partial<BilledMonth> = {}): Billed =>
    new Map([
      [
        'P1',
        { ...{ billId: 'E-E1-2025-01', payerId: 'E1', city: '340100', base, pooled, account }, ...more },
      ],
    ])
  const eight = at(800_000, 56_000, 16_000, { maternity: 3_200 })
  const of = (wage: number, billed: Billed, more: Partial<MonthFigures> = {}) =>
    charged([['P1', wage]], known(person('P1')), { billed, more })

  it('is not billed again', () => {
    expect(of(800_000, eight)).toMatchObject({
      charges: [],
      leftOut: [{ code: 'already-billed', billId: 'E-E1-2025-01' }],
    })
  })

  it('with a higher wage is a difference against its bill: 7 % and 2 % of 1,000 yuan more', () => {
    expect(of(900_000, eight).charges).toEqual([
      {
        kind: 'base-difference',
        line: {
          ...{ personId: 'P1', base: 900_000, pooled: 7_000, account: 2_000, maternity: 400 },
          ...{ baseBefore: 800_000, of: 'E-E1-2025-01' },
        },
      },
    ])
  })

  it('with a lower wage is given back, also what is no difference any more', () => {
    expect(of(700_000, eight).charges).toMatchObject([
      { kind: 'refund', line: { pooled: -7_000, account: -2_000, maternity: -400 } },
    ])
  })

  it('gives nothing back of a bill that is not paid in full, and asks for more all the same', () => {
    const open = { billed: eight, unpaid: new Map([['P1', 'E-E1-2025-01']]) }
    expect(charged([['P1', 700_000]], known(person('P1')), open)).toEqual({
      charges: [],
      leftOut: [{ code: 'not-paid-yet', personId: 'P1', employerId: 'E1', billId: 'E-E1-2025-01' }],
    })
    expect(charged([['P1', 900_000]], known(person('P1')), open).charges).toMatchObject([
      { kind: 'base-difference' },
    ])
  })

  it('is given back by another person than declared it, whose hands the bill names', () => {
    const declared = [{ personId: 'P1', monthlyWage: 700_000, by: 'clerk' }]
    const billedBy = (by: string) =>
      monthCharges(
        declared,
        { covered: known(person('P1')), billed: eight, unpaid: new Map() },
        { payer: employer, month: '2025-01', isBehind: true, by, figures },
      )
    expect(billedBy('clerk')).toEqual({
      charges: [],
      leftOut: [{ code: 'declared-by-same', personId: 'P1', employerId: 'E1', billId: 'E-E1-2025-01' }],
    })
    const late = { ...period, issuedOn: '2025-03-10', dueOn: '2025-04-30', by: 'another' }
    expect(monthBills(employer, billedBy('another').charges, late, 1)).toMatchObject([
      { charge: 'refund', hands: { declaredBy: ['clerk'], billedBy: 'another' } },
    ])
  })

  it('with another rate is a rate difference', () => {
    const rates = { ...figures.rates, employerRate: '0.075' }
    expect(of(800_000, eight, { rates }).charges).toMatchObject([
      { kind: 'rate-difference', line: { pooled: 4_000, account: 0 } },
    ])
  })

  it('with another employer is billed there, and by nobody else', () => {
    const elsewhere = at(800_000, 56_000, 16_000, { billId: 'E-E2-2025-01', payerId: 'E2' })
    expect(of(800_000, elsewhere)).toEqual({
      charges: [],
      leftOut: [{ code: 'billed-elsewhere', personId: 'P1', employerId: 'E1', billId: 'E-E2-2025-01' }],
    })
  })

  it('of somebody who is on the list no more is told, and left as it is', () => {
    expect(charged([], known(), { billed: eight })).toEqual({
      charges: [],
      leftOut: [{ code: 'not-on-list', personId: 'P1', employerId: 'E1', billId: 'E-E1-2025-01' }],
    })
  })

  it('is made up for by bills of their own, of the month in which they are issued', () => {
    const { charges } = of(900_000, eight)
    const late = { ...period, issuedOn: '2025-03-10', dueOn: '2025-04-30' }
    expect(monthBills(employer, charges, late, 1)).toMatchObject([
      {
        billId: 'E-E1-2025-01-2',
        charge: 'base-difference',
        belongsTo: '2025-03',
        from: '2025-01',
        to: '2025-01',
        dueOn: '2025-04-30',
        dues: [
          { payer: 'employer', pooled: 7_000, maternity: 400 },
          { payer: 'individual', account: 2_000 },
        ],
      },
    ])
  })

  const wage = fc.integer({ min: 0, max: 3_000_000 })
  it('comes to what the last wage makes it, whatever was declared before: bills and differences add up', () => {
    return fc.assert(
      fc.property(fc.array(wage, { minLength: 1, maxLength: 8 }), (wages) => {
        let month: BilledMonth | undefined
        let dues = 0
        for (const [index, each] of wages.entries()) {
          const billed: Billed = month ? new Map([['P1', month]]) : new Map()
          const { charges } = of(each, billed)
          for (const bill of monthBills(employer, charges, period, index))
            for (const line of bill.persons) {
              month = monthAfter(month, bill, line)
              dues += totalDue(bill)
              expect(totalDue(bill)).toBe((line.pooled ?? 0) + line.account)
            }
        }
        const last = employeeContribution(wages.at(-1) ?? 0, figures.rates)
        expect(month).toMatchObject({ base: last.base, pooled: last.employer, account: last.individual })
        expect(month?.maternity).toBe(last.maternity)
        expect(dues).toBe(last.employer + last.individual)
      }),
    )
  })
})

describe('back pay', () => {
  const covered = person('P9')
  const late = { ...period, issuedOn: '2025-09-01', dueOn: '2025-10-30' }
  const billed = (payer: MonthPayer, on = covered, month = '2025-01') => {
    const { charges } = monthCharges(
      [{ personId: 'P9', monthlyWage: 500_000 }],
      { covered: known(on), billed: new Map(), unpaid: new Map() },
      { payer, month, isBehind: true, figures },
    )
    const feeFrom = backPayFeeFrom(policy, month, '340100')
    return monthBills(payer, charges, { ...late, month, feeFrom }, 1)
  }

  it('of an employer bears a late fee since the month was due, as the law says from July 2011 on', () => {
    expect(billed(employer)).toMatchObject([
      { charge: 'back-pay', dueOn: '2025-10-30', feeFrom: '2025-03-02' },
    ])
    expect(backPayFeeFrom(policy, '2011-06', '340100')).toBeUndefined()
  })

  it('of who pays alone bears none', () => {
    const alone = person('P9', { employment: 'flexible', employerId: undefined })
    const bills = billed({ id: 'P9', city: '340100', pays: 'alone' }, alone)
    expect(bills.map(({ charge, feeFrom }) => [charge, feeFrom])).toEqual([['back-pay', undefined]])
  })
})

describe("a flexible worker's bill", () => {
  it('is on the lowest base, both parts paid by the worker', () => {
    const { employerId: _none, ...bill } = {
      ...flexibleMonth,
      dues: [{ payer: 'individual', pooled: 29_585, account: 8_453, maternity: 1_691 }],
      persons: [{ personId: 'P3', account: 8_453, base: 422_640, pooled: 29_585, maternity: 1_691 }],
    }
    const covered = known(person('P3', { employment: 'flexible', employerId: undefined }))
    expect(billsOf([['P3', 0]], covered, worker)).toEqual([bill])
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

  /** The policy of a city that rounds to the yuan by a rule of its own. */
  const rounding = (value: Readonly<Record<string, string>>) => {
    const key = 'contribution.rounding'
    const known = policy.parameters.get(key)
    const [first] = known?.values ?? []
    if (!known || !first) throw new Error('nothing is known of rounding')
    const cities = { '340200': [{ ...first, value }] }
    return { ...policy, parameters: new Map(policy.parameters).set(key, { ...known, cities }) }
  }

  it('is in whole yuan where the city rounds so, and medical aid pays the rest', () => {
    // Of 380 yuan for 2024 medical aid pays 78.9474 % in Wuhu for who returned to poverty: 300.00012, so 79.99988 are left.
    const wuhu = person('P1', {
      ...{ scheme: 'resident', employment: 'resident', city: '340200', aid: 'returned-to-poverty' },
      from: '2024-01-01',
    })
    const of = (value: Readonly<Record<string, string>>) => {
      const { bill } =
        residentBill(wuhu, 2024, residentStandard(rounding(value), 2024, '340200'), '2023-10-01') ?? {}
      return [bill?.dues[0]?.pooled, bill?.aidFunded]
    }
    expect(of({ to: 'fen' })).toEqual([8_000, 30_000])
    expect(of({ to: 'yuan' })).toEqual([8_000, 30_000])
    const hefei = residentStandard(rounding({ to: 'yuan', how: 'up' }), 2025, '340200')
    const odd = { ...hefei, individual: 40_050, aidShare: () => '0.9' }
    expect(residentBill({ ...wuhu, from: '2025-01-01' }, 2025, odd, '2024-10-01')?.bill).toMatchObject({
      ...{ dues: [{ pooled: 4_100 }], aidFunded: 35_950 },
    })
  })

  it('of an employer is in whole yuan where the city rounds so, and not in another', () => {
    const { rates: inYuan } = monthFigures(rounding({ to: 'yuan' }), '2025-01', '340200')
    const { rates: inFen } = monthFigures(rounding({ to: 'yuan' }), '2025-01', '340100')
    expect(employeeContribution(500_050, inYuan)).toMatchObject({ employer: 35_000, individual: 10_000 })
    expect(employeeContribution(500_050, inFen)).toMatchObject({ employer: 35_004, individual: 10_001 })
  })

  const dueOf = (more: Partial<ReturnType<typeof person>>, issuedOn = '2024-09-01') => {
    const covered = person('P1', { scheme: 'resident', employment: 'resident', ...more })
    const { bill } = residentBill(covered, 2025, standard, issuedOn) ?? {}
    return [bill?.issuedOn, bill?.dueOn]
  }

  it('of a newborn is issued when they are there, and due 90 days after their birth', () => {
    expect(dueOf({ birthOn: '2025-06-01', from: '2025-06-01' })).toEqual(['2025-06-01', '2025-08-30'])
    expect(dueOf({ birthOn: '2024-12-20', from: '2025-01-01' })).toEqual(['2024-12-20', '2025-03-20'])
    expect(dueOf({ birthOn: '2025-11-20', from: '2025-11-20' })).toEqual(['2025-11-20', '2025-12-31'])
  })

  it('of who comes within the year is due 30 days after they came or were billed, and never after the year', () => {
    expect(dueOf({ from: '2025-07-01' })).toEqual(['2024-09-01', '2025-07-31'])
    expect(dueOf({ from: '2025-01-01' }, '2025-07-01')).toEqual(['2025-07-01', '2025-07-31'])
    expect(dueOf({ from: '2025-07-01' }, '2025-09-10')).toEqual(['2025-09-10', '2025-10-10'])
    expect(dueOf({ from: '2025-12-20' })).toEqual(['2024-09-01', '2025-12-31'])
    // Who was a resident in another city before is no newcomer.
    const earlier = [person('P1', { scheme: 'resident', employment: 'resident', from: '2020-01-01' })]
    expect(dueOf({ version: 2, from: '2025-05-01', earlier })).toEqual(['2024-09-01', '2024-12-31'])
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
