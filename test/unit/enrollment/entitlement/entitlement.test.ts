import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/day.ts'
import type { CountedYearsRule } from '#shared/policy/counted-years.ts'
import {
  enrolledYears,
  yearsOfEnrolment,
} from '../../../../services/enrollment/entitlement/rules/continuous-years.ts'
import {
  entitledSpells,
  nextEntitlements,
} from '../../../../services/enrollment/entitlement/rules/entitlement.ts'
import { missedYears } from '../../../../services/enrollment/entitlement/rules/resident-entitlement.ts'
import type { CoverageSpell, Insured } from '../../../../services/enrollment/person/rules/insured.ts'
import { employeeSpell, insured, monthPaid, residentSpell, rules, yearPaid } from '../given.ts'

const days = (person: Insured) => entitledSpells(person, rules).map(({ from, to }) => `${from}/${to}`)

describe('an employee', () => {
  it('is entitled in the month after each month paid', () => {
    const paidBills = [monthPaid('2025-01'), monthPaid('2025-02'), monthPaid('2025-05')]
    expect(days(insured(employeeSpell, { paidBills }))).toEqual([
      '2025-02-01/2025-03-31',
      '2025-06-01/2025-06-30',
    ])
  })

  it('is entitled in the first month too when contributions went before', () => {
    const continuing = { ...employeeSpell, broughtMonths: 24 }
    expect(days(insured(continuing))).toEqual(['2025-01-01/2025-01-31'])
    expect(days(insured(continuing, { paidBills: [monthPaid('2025-01')] }))).toEqual([
      '2025-01-01/2025-02-28',
    ])
  })

  it('gets back the month of a payment three months late, but not of a later one', () => {
    const paidIn = (paidOn: string) =>
      days(insured(employeeSpell, { paidBills: [monthPaid('2025-01', paidOn)] }))
    expect(paidIn('2025-04-30')).toEqual(['2025-02-01/2025-02-28'])
    expect(paidIn('2025-05-01')).toEqual([])
  })

  it('is entitled in the city of their coverage on the day, whichever city was paid in', () => {
    const spells = [
      { ...employeeSpell, to: '2025-02-14' },
      { ...employeeSpell, city: '340200' as const, employerId: 'W1', from: '2025-02-15' },
    ]
    const person = insured(employeeSpell, { spells: spells as never, paidBills: [monthPaid('2025-01')] })
    expect(entitledSpells(person, rules).map(({ city, from, to }) => [city, from, to])).toEqual([
      ['340100', '2025-02-01', '2025-02-14'],
      ['340200', '2025-02-15', '2025-02-28'],
    ])
  })

  it('is not entitled after the last covered day', () => {
    const spells = [{ ...employeeSpell, to: '2025-02-10' }]
    const dead = insured(employeeSpell, {
      status: 'ended',
      reason: 'death',
      spells: spells as never,
      paidBills: [monthPaid('2025-01')],
    } as never)
    expect(days(dead)).toEqual(['2025-02-01/2025-02-10'])
  })
})

describe('a flexible worker', () => {
  const flexible = { ...employeeSpell, employment: 'flexible' as const }
  const months = ['2025-01', '2025-02', '2025-03', '2025-04'].map((month) => monthPaid(month))

  it('who enrols for the first time waits until three months are paid without a gap', () => {
    expect(days(insured(flexible, { paidBills: months.slice(0, 2) }))).toEqual([])
    expect(days(insured(flexible, { paidBills: months }))).toEqual(['2025-04-01/2025-05-31'])
    const gap = [monthPaid('2025-01'), monthPaid('2025-02'), monthPaid('2025-04'), monthPaid('2025-05')]
    expect(days(insured(flexible, { paidBills: gap }))).toEqual([])
    expect(days(insured(flexible, { paidBills: [...gap, monthPaid('2025-06')] }))).toEqual([
      '2025-07-01/2025-07-31',
    ])
  })

  it('has the months that their employer paid before counted against the wait', () => {
    const spells = (from: string) => [
      { ...employeeSpell, to: addDays(from, -1) },
      { ...flexible, from, employerId: undefined },
    ]
    const paid = (from: string) =>
      days(insured(flexible, { spells: spells(from) as never, paidBills: months.slice(0, 3) }))
    // With a month paid before, nobody enrols for the first time; within their first month it is one of the three.
    expect(paid('2025-02-01')).toEqual(['2025-02-01/2025-04-30'])
    expect(paid('2025-01-15')).toEqual(['2025-04-01/2025-04-30'])
  })

  it('who continues does not wait', () => {
    expect(days(insured({ ...flexible, broughtMonths: 6 }, { paidBills: [monthPaid('2025-01')] }))).toEqual([
      '2025-01-01/2025-02-28',
    ])
  })
})

describe('whoever pays again after a break', () => {
  const flexible = { ...employeeSpell, employment: 'flexible' as const, broughtMonths: 60 }
  const pays =
    (spell: CoverageSpell, ...months: string[]) =>
    (more: Partial<Insured> = {}) =>
      days(insured(spell, { paidBills: months.map((month) => monthPaid(month)), ...more }))
        // The first month is given by the months brought in.
        .filter((each) => each > '2025-02-28')

  it('of no more months than their city allows goes on as before', () => {
    expect(pays(flexible, '2025-01', '2025-05', '2025-06')()).toEqual(['2025-06-01/2025-07-31'])
  })

  it('of more begins anew, and pays the months of their city on end first', () => {
    const again = ['2025-06', '2025-07', '2025-08', '2025-09']
    expect(pays(flexible, '2025-01', ...again)()).toEqual(['2025-09-01/2025-10-31'])
    // Another gap within the wait begins it again.
    expect(pays(flexible, '2025-01', '2025-06', '2025-08', '2025-09', '2025-10')()).toEqual([
      '2025-11-01/2025-11-30',
    ])
    // Whom an employer enrols waits where their city says so, which this one does not.
    expect(pays({ ...flexible, employment: 'employed' }, '2025-01', ...again)()).toEqual([
      '2025-07-01/2025-10-31',
    ])
  })

  it('but was insured otherwise meanwhile had none', () => {
    const paid = pays(flexible, '2025-01', '2025-07')
    expect(paid()).toEqual([])
    const periods = [{ scheme: 'employee' as const, from: '2025-03', to: '2025-05' }]
    const proven = [{ months: 3, periods, report: 1 }]
    expect(paid({ spells: [{ ...flexible, proven }] as never })).toEqual(['2025-08-01/2025-08-31'])
    const bills = [monthPaid('2025-01'), yearPaid(2024, '2023-11-20'), monthPaid('2025-04')]
    expect(paid({ paidBills: bills })).toEqual(['2025-05-01/2025-05-31'])
  })
})

describe('a resident whose bill was corrected upwards', () => {
  const difference = { billId: 'D-P1-2025-1', of: 'R-P1-2025', dueOn: '2025-05-31', turn: 1 }
  const paidBills = [yearPaid(2025, '2024-11-20')]
  const owing = (...differences: object[]) =>
    days(insured(residentSpell, { paidBills, differences: differences as never }))

  it('has what they paid for until the difference is due, and nothing after it while it is unpaid', () => {
    expect(owing(difference)).toEqual(['2025-01-01/2025-05-31'])
  })

  it('loses no day by a payment in time, and only the days between by one that is late', () => {
    expect(owing({ ...difference, turn: 2, paidOn: '2025-05-31' })).toEqual(['2025-01-01/2025-12-31'])
    expect(owing({ ...difference, turn: 2, paidOn: '2025-06-01' })).toEqual(['2025-01-01/2025-12-31'])
    expect(owing({ ...difference, turn: 2, paidOn: '2025-08-15' })).toEqual([
      '2025-01-01/2025-05-31',
      '2025-08-15/2025-12-31',
    ])
  })

  it('has it by no bill but the corrected one: another year and another number are not touched', () => {
    expect(owing({ ...difference, of: 'R-P1-2024' })).toEqual(['2025-01-01/2025-12-31'])
    const alsoPaid = [...paidBills, { ...yearPaid(2025, '2024-12-01'), billId: 'R-P2-2025' }]
    const both = insured(residentSpell, { paidBills: alsoPaid, differences: [difference] })
    expect(days(both)).toEqual(['2025-01-01/2025-12-31'])
  })

  it('needs every difference paid', () => {
    const second = { ...difference, billId: 'D-P1-2025-2', dueOn: '2025-09-30' }
    expect(owing({ ...difference, turn: 2, paidOn: '2025-05-02' }, second)).toEqual(['2025-01-01/2025-09-30'])
  })
})

describe('a retired person', () => {
  const retired = { ...employeeSpell, employment: 'retired' as const }

  it('with enough years is entitled every covered day of each year told: 25 years for women, 30 for men', () => {
    const [woman, man] = [
      { ...retired, broughtMonths: 300 },
      { ...retired, broughtMonths: 359 },
    ]
    expect(days(insured(woman, { horizonYear: 2026 }))).toEqual([
      '2025-01-01/2025-12-31',
      '2026-01-01/2026-12-31',
    ])
    expect(days(insured(man, { sex: 'male' }))).toEqual(['2025-01-01/2025-01-31'])
    expect(days(insured({ ...man, broughtMonths: 360 }, { sex: 'male' }))).toEqual(['2025-01-01/2025-12-31'])
  })
})

describe('someone registered as retired', () => {
  const { broughtMonths: _, ...retired } = { ...employeeSpell, employment: 'retired' as const }
  const months = ['2025-01', '2025-02'].map((month) => monthPaid(month))

  it('has no day before their years are proven by two hands, whatever was paid', () => {
    expect(days(insured(retired))).toEqual([])
    expect(days(insured(retired, { paidBills: months }))).toEqual([])
    expect(days(insured({ ...retired, proven: [{ months: 299, report: 1 }] }))).toEqual([])
    expect(days(insured({ ...retired, proven: [{ months: 300, report: 1 }] }))).toEqual([
      '2025-01-01/2025-12-31',
    ])
  })

  it('with too few years pays on, once another person approved that they are', () => {
    expect(days(insured({ ...retired, moveReport: 2 }, { paidBills: months }))).toEqual([
      '2025-02-01/2025-03-31',
    ])
  })
})

describe('a retired person who bought what was missing', () => {
  const retired = { ...employeeSpell, employment: 'retired' as const, broughtMonths: 299 }
  const bought = (months: number, paidOn: string) => ({
    ...{ ...monthPaid('2025-01', paidOn), billId: `L-${months}-${paidOn}`, bought: months },
  })

  it('is entitled from the day the lump sum was paid, and never again has to pay', () => {
    expect(days(insured(retired))).toEqual(['2025-01-01/2025-01-31'])
    const paid = insured(retired, { paidBills: [bought(1, '2025-03-10')], horizonYear: 2026 })
    expect(days(paid)).toEqual(['2025-01-01/2025-01-31', '2025-03-10/2025-12-31', '2026-01-01/2026-12-31'])
    expect(days(insured(retired, { paidBills: [bought(1, '2024-12-20')] }))).toEqual([
      '2025-01-01/2025-12-31',
    ])
  })

  it('has no month of the calendar by it, and nothing for life while it is too short', () => {
    const short = { ...retired, broughtMonths: 298 }
    expect(days(insured(short, { paidBills: [bought(1, '2025-03-10')] }))).toEqual(['2025-01-01/2025-01-31'])
    const twice = [bought(1, '2025-03-10'), bought(1, '2025-06-01')]
    expect(days(insured(short, { paidBills: twice }))).toEqual([
      '2025-01-01/2025-01-31',
      '2025-06-01/2025-12-31',
    ])
  })
})

describe('a resident', () => {
  const paid = (paidOn: string, more: Partial<Insured> = {}, spell = residentSpell) =>
    days(insured(spell, { paidBills: [yearPaid(2025, paidOn)], ...more }))

  it('who paid by 31 December is entitled the whole next year; one who paid a day later waits three months', () => {
    expect(paid('2024-12-31')).toEqual(['2025-01-01/2025-12-31'])
    expect(paid('2025-01-01')).toEqual(['2025-04-01/2025-12-31'])
  })

  it('does not wait as a newborn, newly in need, or just out of another scheme', () => {
    const born = { ...residentSpell, from: '2025-06-01' }
    expect(paid('2025-06-10', { birthOn: '2025-06-01' }, born)).toEqual(['2025-06-01/2025-12-31'])
    expect(paid('2025-06-10', { aids: [{ aid: 'minimum-living', from: '2025-06-01' }] })).toEqual([
      '2025-06-10/2025-12-31',
    ])
    const spells = [
      { ...employeeSpell, to: '2025-05-31' },
      { ...residentSpell, from: '2025-06-01' },
    ]
    expect(paid('2025-06-10', { spells: spells as never })).toEqual(['2025-06-10/2025-12-31'])
    expect(paid('2025-09-10', { spells: spells as never })).toEqual(['2025-12-10/2025-12-31'])
  })

  it('who was just born has the year from their birth, or from the payment where the law says so', () => {
    const born = { ...residentSpell, from: '2025-06-01' }
    const child = { birthOn: '2025-06-01', paidBills: [yearPaid(2025, '2025-07-20')] }
    const by = (newbornFrom: 'birth' | 'payment') =>
      entitledSpells(insured(born, child), { ...rules, newbornFrom: () => newbornFrom }).map(
        ({ from }) => from,
      )
    expect(by('birth')).toEqual(['2025-06-01'])
    expect(by('payment')).toEqual(['2025-07-20'])
    // Later than ninety days they wait like everyone else.
    expect(paid('2025-08-31', { birthOn: '2025-06-01' }, born)).toEqual(['2025-11-30/2025-12-31'])
  })

  it('who was born before the year that is paid has it from its first day', () => {
    const born = { ...residentSpell, from: '2024-11-15' }
    expect(paid('2025-01-20', { birthOn: '2024-11-15' }, born)).toEqual(['2025-01-01/2025-12-31'])
  })

  it('who let two years lapse waits four months in a year that was paid in time', () => {
    const paidBills = [yearPaid(2024, '2023-11-01'), yearPaid(2027, '2026-11-01')]
    const days2027 = days(insured({ ...residentSpell, from: '2024-01-01' }, { paidBills }))
    expect(days2027).toEqual(['2024-01-01/2024-12-31', '2027-05-01/2027-12-31'])
  })

  it('is told apart by aid category from the day it changed', () => {
    const person = insured(residentSpell, {
      paidBills: [yearPaid(2025, '2024-11-01')],
      aids: [{ aid: 'monitored', from: '2025-07-01' }],
    })
    expect(entitledSpells(person, rules).map(({ aid, from, to }) => [aid, from, to])).toEqual([
      ['none', '2025-01-01', '2025-06-30'],
      ['monitored', '2025-07-01', '2025-12-31'],
    ])
  })
})

describe('months proven from elsewhere', () => {
  const { employerId: _, ...withoutEmployer } = employeeSpell
  const retired = (deemed: number) => ({
    ...{ ...withoutEmployer, employment: 'retired' as const, moveReport: 2 },
    proven: [{ months: 300, deemed, report: 1 }],
  })

  it('are enough at retirement only where fifteen years of them were really paid', () => {
    expect(days(insured(retired(120)))).toEqual(['2025-01-01/2025-12-31'])
    expect(days(insured(retired(121)))).toEqual(['2025-01-01/2025-01-31'])
    expect(days(insured(retired(121), { paidBills: [monthPaid('2025-01')] }))).toEqual([
      '2025-01-01/2025-12-31',
    ])
  })

  const back = (scheme: 'resident' | 'employee', to: string) =>
    insured(
      {
        ...{ ...residentSpell, from: '2027-01-10' },
        proven: [{ months: 24, report: 1, periods: [{ scheme, from: '2025-01', to }] }],
      },
      { paidBills: [yearPaid(2024, '2023-11-01'), yearPaid(2027, '2027-01-12')] },
    )

  it('with their periods make no year missed in which somebody was insured elsewhere', () => {
    expect(missedYears(back('resident', '2026-12'), 2027)).toEqual([])
    expect(missedYears(back('resident', '2025-12'), 2027)).toEqual([2026])
  })

  it('as an employee elsewhere until lately need no wait, as whoever leaves that scheme here', () => {
    expect(days(back('employee', '2026-12'))).toEqual(['2027-01-10/2027-12-31'])
    expect(days(back('employee', '2026-09'))).toEqual(['2027-04-12/2027-12-31'])
  })

  it('as an employee elsewhere until lately leave no gap when they come here as one', () => {
    const here = (to: string) =>
      days(
        insured(
          {
            ...{ ...employeeSpell, from: '2025-06-01' },
            proven: [{ months: 0, report: 1, periods: [{ scheme: 'resident', from: '2025-01', to }] }],
          },
          { paidBills: [monthPaid('2025-06')] },
        ),
      )
    expect(here('2025-05')).toEqual(['2025-06-01/2025-07-31'])
    expect(here('2025-01')).toEqual(['2025-07-01/2025-07-31'])
  })
})

describe('somebody whose coverage rested', () => {
  const spells = (returned?: object) => [
    {
      ...{ ...residentSpell, from: '2024-01-01', to: '2025-03-31', rests: 'military-service' },
      ...(returned ? { returned } : {}),
    },
    { ...residentSpell, from: '2027-03-10' },
  ]
  const back = { on: '2027-03-10', report: 7 }
  const lastDays = (paidOn: string, returned?: object) =>
    days(
      insured(residentSpell, {
        spells: spells(returned) as never,
        paidBills: [yearPaid(2024, '2023-11-01'), yearPaid(2025, '2024-11-01'), yearPaid(2027, paidOn)],
      }),
    ).at(-1)

  it('need not wait when they pay within the days after their discharge', () => {
    expect(lastDays('2027-03-10', back)).toBe('2027-03-10/2027-12-31')
    expect(lastDays('2027-06-08', back)).toBe('2027-06-08/2027-12-31')
    // Later they wait as whoever pays late, and 2026 is no year that they missed.
    expect(lastDays('2027-06-09', back)).toBe('2027-09-09/2027-12-31')
  })

  it('waits like everyone else as long as no report proves their return', () => {
    expect(lastDays('2027-03-10')).toBe('2027-06-10/2027-12-31')
  })

  it('has no year missed and none counted between', () => {
    const person = (returned?: object) =>
      insured(residentSpell, {
        spells: spells(returned) as never,
        paidBills: [yearPaid(2024, '2023-11-01'), yearPaid(2025, '2024-11-01'), yearPaid(2027, '2027-03-10')],
      })
    const years = (returned?: object) => {
      const of = person(returned)
      const rule = rules.countedYears(2027)
      return yearsOfEnrolment(enrolledYears(of, entitledSpells(of, rules), rule), 2027, rule)
    }
    expect(years(back)).toEqual({ continuousYears: 3, countedYears: 3 })
    expect(years()).toEqual({ continuousYears: 1, countedYears: 1, earlierRuns: [2], missedYears: 1 })
  })
})

describe('somebody retired who lacks months and goes on paying', () => {
  const { employerId: _, ...withoutEmployer } = employeeSpell
  const retired = {
    ...{ ...withoutEmployer, employment: 'retired' as const },
    ...{ proven: [{ months: 297, report: 1 }], moveReport: 2 },
  }
  const entitledBy = (...paidBills: ReturnType<typeof monthPaid>[]) => days(insured(retired, { paidBills }))

  it('is entitled month by month, and for life from the month that completes', () => {
    expect(entitledBy(monthPaid('2025-01'), monthPaid('2025-02'))).toEqual(['2025-01-01/2025-03-31'])
    expect(entitledBy(...['2025-01', '2025-02', '2025-03'].map((month) => monthPaid(month)))).toEqual([
      '2025-01-01/2025-12-31',
    ])
  })

  it('who pays the last month late is so from that payment, and none counts twice', () => {
    const late = [monthPaid('2025-01'), monthPaid('2025-02'), monthPaid('2025-03', '2025-09-10')]
    expect(entitledBy(...late)).toEqual(['2025-01-01/2025-03-31', '2025-09-10/2025-12-31'])
    const twice = { ...monthPaid('2025-02'), billId: 'E-other' }
    expect(entitledBy(monthPaid('2025-01'), monthPaid('2025-02'), twice)).toEqual(['2025-01-01/2025-03-31'])
  })

  it('who buys what they did not pay for is so from the purchase', () => {
    const bought = { ...monthPaid('2025-05', '2025-05-20'), bought: 2 }
    expect(entitledBy(monthPaid('2025-01'), bought)).toEqual([
      '2025-01-01/2025-02-28',
      '2025-05-20/2025-12-31',
    ])
  })
})

describe('a change of scheme or city within three months', () => {
  const to = (spells: readonly object[], paidBills: Insured['paidBills'], more: Partial<Insured> = {}) =>
    days(insured(residentSpell, { spells: spells as never, paidBills, ...more }))
  const resident = { ...residentSpell, to: '2025-05-31' }
  const year = yearPaid(2025, '2024-11-01')

  it('from resident to employee loses no June: the first month paid is given too', () => {
    const employee = { ...employeeSpell, from: '2025-06-01' }
    expect(to([resident, employee], [year, monthPaid('2025-06')])).toEqual([
      '2025-01-01/2025-05-31',
      '2025-06-01/2025-07-31',
    ])
    expect(to([resident, employee], [year])).toEqual(['2025-01-01/2025-05-31'])
  })

  it('of employees to another city within three months has the first month paid there too', () => {
    const hefei = { ...employeeSpell, to: '2025-03-31' }
    const fuyang = (from: string) => ({ ...employeeSpell, city: '341200', employerId: 'F1', from })
    const months = ['2025-01', '2025-02', '2025-03', '2025-05'].map((month) => monthPaid(month))
    expect(to([hefei, fuyang('2025-05-10')], months)).toEqual([
      '2025-02-01/2025-03-31',
      '2025-05-10/2025-06-30',
    ])
    // Three months later it is a new beginning, and so is an employer changed within a city.
    const late = [...months.slice(0, 3), monthPaid('2025-07')]
    expect(to([hefei, fuyang('2025-07-01')], late).slice(1)).toEqual(['2025-08-01/2025-08-31'])
    const sameCity = { ...fuyang('2025-05-10'), city: '340100' }
    expect(to([hefei, sameCity], months).slice(1)).toEqual(['2025-06-01/2025-06-30'])
  })

  it('of residents to another city brings no earlier day than they paid on', () => {
    const wuhu = { ...residentSpell, city: '340200', from: '2025-02-05' }
    const aided = { aids: [{ aid: 'minimum-living' as const, from: '2025-03-01' }] }
    expect(
      to(
        [{ ...residentSpell, from: '2024-01-01', to: '2025-02-04' }, wuhu],
        [yearPaid(2024, '2023-11-01'), yearPaid(2025, '2025-03-20')],
        aided,
      ).slice(1),
    ).toEqual(['2025-03-20/2025-12-31'])
  })

  it('needs no first wait of a flexible worker who was insured two years on end', () => {
    const flexible = {
      ...{ ...employeeSpell, employment: 'flexible', from: '2025-06-01' },
      employerId: undefined,
    }
    const since = (from: string, ...paidBills: ReturnType<typeof yearPaid>[]) =>
      to(
        [{ ...resident, from }, flexible],
        [...paidBills, year, monthPaid('2025-06'), monthPaid('2025-07'), monthPaid('2025-08')],
      ).filter((each) => each > '2025-06')
    const years = [yearPaid(2023, '2022-11-20'), yearPaid(2024, '2023-11-20')]
    expect(since('2023-06-01', ...years)).toEqual(['2025-06-01/2025-09-30'])
    // A day short of two years, and a year that was missed between.
    expect(since('2023-06-02', ...years)).toEqual(['2025-09-01/2025-09-30'])
    expect(since('2022-01-01', yearPaid(2022, '2021-11-20'), years[0] as never)).toEqual([
      '2025-09-01/2025-09-30',
    ])
    // Whom an employer enrols is asked for no years.
    const employed = { ...employeeSpell, from: '2025-06-01' }
    expect(to([resident, employed], [year, monthPaid('2025-06')]).slice(1)).toEqual(['2025-06-01/2025-07-31'])
  })

  it('is one within three months to the day, of someone who was entitled before', () => {
    const from = (day: string, month: string) =>
      to([resident, { ...employeeSpell, from: day }], [year, monthPaid(month)]).slice(1)
    expect(from('2025-08-31', '2025-08')).toEqual(['2025-08-31/2025-09-30'])
    expect(from('2025-09-01', '2025-09')).toEqual(['2025-10-01/2025-10-31'])
    const unpaid = to([resident, { ...employeeSpell, from: '2025-06-01' }], [monthPaid('2025-06')])
    expect(unpaid).toEqual(['2025-07-01/2025-07-31'])
  })

  it('from employee to resident has every day since, once the year is paid within the days of leavers', () => {
    const spells = [
      { ...employeeSpell, to: '2025-05-31' },
      { ...residentSpell, from: '2025-06-01' },
    ]
    const months = ['2025-03', '2025-04', '2025-05'].map((month) => monthPaid(month))
    expect(to(spells, [...months, yearPaid(2025, '2025-06-20')])).toEqual([
      '2025-04-01/2025-05-31',
      '2025-06-01/2025-12-31',
    ])
    expect(to(spells, [...months, yearPaid(2025, '2025-09-10')])).toEqual([
      '2025-04-01/2025-05-31',
      '2025-12-10/2025-12-31',
    ])
  })
})

describe('a lapse that is repaired', () => {
  const since = { ...residentSpell, from: '2024-01-01' }
  const first = yearPaid(2024, '2023-11-01')
  const of = (...paidBills: Insured['paidBills']) =>
    days(insured(since, { paidBills: [first, ...paidBills] })).filter((range) => !range.startsWith('2024'))

  it('waits three months and one for the second year missed, and one less for a year paid after all', () => {
    const in2027 = yearPaid(2027, '2026-11-01')
    expect(of(in2027)).toEqual(['2027-05-01/2027-12-31'])
    expect(of(in2027, yearPaid(2026, '2027-01-10'))).toEqual(['2027-04-01/2027-12-31'])
    // A repair shortens from its own day on, and a third month is fixed, whatever is repaired.
    expect(of(in2027, yearPaid(2026, '2027-04-10'))).toEqual(['2027-04-10/2027-12-31'])
    expect(of(in2027, yearPaid(2025, '2027-01-10'), yearPaid(2026, '2027-01-10'))).toEqual([
      '2027-04-01/2027-12-31',
    ])
  })

  it('of four years waits six months at least, though all are repaired', () => {
    const repaired = [2025, 2026, 2027, 2028].map((year) => yearPaid(year, '2029-01-05'))
    expect(of(yearPaid(2029, '2028-11-01'), ...repaired)).toEqual(['2029-07-01/2029-12-31'])
    const three = [2025, 2026, 2027].map((year) => yearPaid(year, '2028-01-05'))
    expect(of(yearPaid(2028, '2027-11-01'))).toEqual(['2028-06-01/2028-12-31'])
    expect(of(yearPaid(2028, '2027-11-01'), ...three)).toEqual(['2028-04-01/2028-12-31'])
  })

  it('is shortened by no year from before the rule, which lengthens none', () => {
    const earlier = [yearPaid(2020, '2019-11-01'), yearPaid(2021, '2022-03-01')]
    const person = insured(
      { ...residentSpell, from: '2020-01-01' },
      {
        paidBills: [...earlier, yearPaid(2027, '2026-11-01')],
      },
    )
    expect(days(person).at(-1)).toBe('2027-05-01/2027-12-31')
  })

  it('is none of a year that was paid late but before it was over', () => {
    expect(of(yearPaid(2025, '2025-06-10'), yearPaid(2026, '2025-11-01'))).toEqual([
      '2025-09-10/2025-12-31',
      '2026-01-01/2026-12-31',
    ])
  })
})

describe('entitlement', () => {
  const bills = [
    ...['2025-01', '2025-02', '2025-03', '2025-05', '2025-06', '2025-12'].map((month) => monthPaid(month)),
    yearPaid(2025, '2025-04-01'),
    yearPaid(2026, '2025-12-01'),
  ]
  const spells = [
    { ...employeeSpell, to: '2025-03-31' },
    { ...residentSpell, city: '340200' as const, from: '2025-04-01' },
  ]

  it('does not depend on the order in which payments are told', () => {
    const told = (paidBills: typeof bills) =>
      entitledSpells(insured(employeeSpell, { spells: spells as never, paidBills }), rules)
    return fc.assert(
      fc.property(fc.shuffledSubarray(bills, { minLength: bills.length }), (shuffled) => {
        expect(told(shuffled)).toEqual(told(bills))
      }),
    )
  })

  it('never overlaps, never leaves its coverage, and only grows with a payment', () => {
    return fc.assert(
      fc.property(fc.subarray(bills), fc.integer({ min: 0, max: 7 }), (paidBills, index) => {
        const of = (paid: typeof bills) =>
          entitledSpells(insured(employeeSpell, { spells: spells as never, paidBills: paid }), rules)
        const before = of(paidBills)
        for (const [place, spell] of before.entries()) {
          const next = before[place + 1]
          expect(spell.from <= spell.to).toBe(true)
          if (next) expect(spell.to < next.from).toBe(true)
          expect(
            spells.some(
              (each) => each.scheme === spell.scheme && each.city === spell.city && each.from <= spell.from,
            ),
          ).toBe(true)
        }
        const extra = bills[index]
        if (extra?.scheme !== 'employee') return
        const after = of([...paidBills, extra])
        const covers = (day: string) => after.some(({ from, to }) => from <= day && day <= to)
        for (const { from, to } of before) expect(covers(from) && covers(to)).toBe(true)
      }),
    )
  })

  it('gets a new version only in the years that changed', () => {
    const next = (published: Parameters<typeof nextEntitlements>[0], person: Insured) => {
      const entitled = entitledSpells(person, rules)
      return nextEntitlements(
        published,
        entitled,
        (rule) => enrolledYears(person, entitled, rule),
        rules.countedYears,
      )
    }
    const first = next([], insured(residentSpell, { paidBills: [yearPaid(2025, '2024-11-01')] }))
    expect(first.map(({ year, version }) => [year, version])).toEqual([[2025, 1]])
    const both = insured(residentSpell, {
      paidBills: [yearPaid(2025, '2024-11-01'), yearPaid(2026, '2025-11-01')],
    })
    const second = next(first, both)
    expect(second.map(({ continuousYears }) => continuousYears)).toEqual([1, 2])
    expect(second.map(({ year, version }) => [year, version])).toEqual([
      [2025, 1],
      [2026, 1],
    ])
    expect(second[0]).toBe(first[0])
    const ended = nextEntitlements(second, [], () => new Map(), rules.countedYears)
    expect(ended).toEqual([
      { year: 2025, version: 2, spells: [] },
      { year: 2026, version: 2, spells: [] },
    ])
  })
})

describe('years of enrolment in a row', () => {
  const enrolled = (person: Insured, rule = rules.countedYears(2025)) =>
    enrolledYears(person, entitledSpells(person, rules), rule)

  it('count back from a year to the last one missed, in whichever scheme they were paid for', () => {
    const paidBills = [
      yearPaid(2021, '2020-11-01'),
      yearPaid(2023, '2022-11-01'),
      monthPaid('2024-06'),
      yearPaid(2025, '2024-11-01'),
    ]
    const years = enrolled(insured(residentSpell, { paidBills }))
    const inARow = (year: number) =>
      yearsOfEnrolment(years, year, rules.countedYears(year)).continuousYears ?? 0
    expect([2020, 2021, 2022, 2023, 2024, 2025, 2026].map(inARow)).toEqual([0, 1, 0, 1, 2, 3, 0])
  })

  it('are not mended by paying for a missed year when it is over, unless the policy says so', () => {
    const paidBills = [
      ...[yearPaid(2025, '2024-11-01'), yearPaid(2026, '2027-01-20')],
      yearPaid(2027, '2026-11-01'),
    ]
    const person = insured(residentSpell, { paidBills })
    const counted = (rule: CountedYearsRule) => yearsOfEnrolment(enrolled(person, rule), 2027, rule)
    const rule = rules.countedYears(2027)
    expect(counted(rule)).toEqual({ continuousYears: 1, countedYears: 1, earlierRuns: [1], missedYears: 1 })
    expect(counted({ ...rule, repaired: true })).toEqual({ continuousYears: 3, countedYears: 3 })
  })

  it('have a year that was paid for within it and gave no day, unless the policy says not', () => {
    const paidBills = [yearPaid(2025, '2025-11-10'), yearPaid(2026, '2025-11-10')]
    const person = insured(residentSpell, { paidBills })
    const counted = (rule: CountedYearsRule) => yearsOfEnrolment(enrolled(person, rule), 2026, rule)
    const rule = rules.countedYears(2026)
    expect(counted(rule)).toEqual({ continuousYears: 2, countedYears: 2 })
    expect(counted({ ...rule, withoutDays: false })).toEqual({ continuousYears: 1, countedYears: 1 })
  })

  it('grow for the years after when a missed one turns out to be paid: these get a new version', () => {
    const paid = [yearPaid(2023, '2022-11-01'), yearPaid(2025, '2024-11-01')]
    const told = (published: Parameters<typeof nextEntitlements>[0], person: Insured) =>
      nextEntitlements(
        published,
        entitledSpells(person, rules),
        (rule) => enrolled(person, rule),
        rules.countedYears,
      )
    const before = told([], insured(residentSpell, { paidBills: paid }))
    const filled = insured(residentSpell, { paidBills: [...paid, yearPaid(2024, '2023-11-01')] })
    const after = told(before, filled)
    const of = (entitlements: typeof after) =>
      entitlements.map(({ year, version, continuousYears: inARow }) => [year, version, inARow])
    expect(of(before).at(-1)).toEqual([2025, 1, 1])
    expect(of(after).at(-1)).toEqual([2025, 2, 3])
    expect(told(after, filled)).toEqual(after)
  })
})

describe('years that count for what long enrolment earns', () => {
  const inAnhui = { countsFrom: 2025, schemes: ['resident' as const] }
  const resident = (...years: number[]) =>
    years.map((year) => [year, new Set(['resident' as const])] as const)
  const employee = (...years: number[]) =>
    years.map((year) => [year, new Set(['employee' as const])] as const)
  const inYear = (year: number, ...enrolled: ReturnType<typeof resident | typeof employee>[]) => {
    const all = new Map<number, ReadonlySet<'resident' | 'employee'>>(enrolled.flat())
    const { continuousYears: _, ...counted } = yearsOfEnrolment(all, year, inAnhui)
    return counted
  }

  it('begin with 2025, however long someone was enrolled before', () => {
    const longEnrolled = resident(...Array.from({ length: 20 }, (_, index) => 2010 + index))
    expect(inYear(2024, longEnrolled)).toEqual({ countedYears: 0 })
    expect(inYear(2025, longEnrolled)).toEqual({ countedYears: 1 })
    expect(inYear(2029, longEnrolled)).toEqual({ countedYears: 5 })
  })

  it('are not those in the employee scheme, which break nothing either', () => {
    expect(inYear(2030, resident(2025, 2026), employee(2027, 2028), resident(2029, 2030))).toEqual({
      countedYears: 4,
    })
    expect(inYear(2028, employee(2025, 2026, 2027, 2028))).toEqual({ countedYears: 0 })
    expect(inYear(2028, employee(2025, 2026))).toEqual({})
  })

  it('begin anew after a lapse; the runs before it and the years missed are told', () => {
    expect(inYear(2036, resident(2025, 2026, 2027, 2028, 2029, 2030, 2033, 2034, 2036))).toEqual({
      countedYears: 1,
      earlierRuns: [6, 2],
      missedYears: 3,
    })
  })

  it('are not missed before the first that anyone was enrolled in', () => {
    expect(inYear(2029, resident(2028, 2029))).toEqual({ countedYears: 2 })
  })

  it('are what coverage and bills give, whenever they are told', async () => {
    const years = fc.uniqueArray(fc.integer({ min: 2020, max: 2050 }), { minLength: 1 })
    await fc.assert(
      fc.property(years, fc.integer({ min: 2020, max: 2050 }), (enrolled, year) => {
        const { countedYears = 0, earlierRuns = [], missedYears = 0 } = inYear(year, resident(...enrolled))
        const counted = enrolled.filter((each) => 2025 <= each && each <= year).length
        expect([countedYears, ...earlierRuns].reduce((sum, run) => sum + run)).toBe(
          enrolled.includes(year) ? counted : 0,
        )
        if (enrolled.includes(year) && counted > 0)
          expect(counted + missedYears).toBe(year - Math.max(2025, Math.min(...enrolled)) + 1)
      }),
    )
  })
})
